"""The meta block: FRBR identification, and a proprietary block for what Akoma Ntoso lacks."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, cast, get_args

from regsearch.akn.text import own, sub, text
from regsearch.akn.vocabulary import OWN, country, expression_uri, work_uri
from regsearch.model.locator import TextKind
from regsearch.regulation import Finding, Regulation, Source, Supplement, WordCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from regsearch.model import Locator

_UNKNOWN_DAY = "0001-01-01"
"""FRBRdate must be a day; its name says if the day is unknown."""


def write_identification(meta: Element, regulation: Regulation, part: str = "main") -> None:
    """Write the FRBR levels of *part*: ``main`` or the name of an attachment."""
    block = sub(meta, "identification", source="#regsearch")
    work, expression = work_uri(regulation), expression_uri(regulation)
    level = _frbr(block, "FRBRWork", work, part, regulation, "#pembentuk")
    sub(level, "FRBRcountry", value=country(regulation))
    sub(level, "FRBRsubtype", value=regulation.kind or "lain")
    for number in filter(str.isprintable, regulation.numbers):
        sub(level, "FRBRnumber", value=number)
    level = _frbr(block, "FRBRExpression", expression, part, regulation, "#pembentuk")
    sub(level, "FRBRauthoritative", value="false")
    sub(level, "FRBRlanguage", language="ind")
    file = f"{expression}.xml"
    level = _frbr(block, "FRBRManifestation", file, part, regulation, "#regsearch")
    sub(level, "FRBRformat", value="application/akn+xml")


def _frbr(
    block: Element, name: str, uri: str, part: str, regulation: Regulation, author: str
) -> Element:
    level = sub(block, name)
    sub(level, "FRBRthis", value=f"{uri}/!{part}")
    sub(level, "FRBRuri", value=uri)
    if regulation.enacted:
        sub(level, "FRBRdate", date=regulation.enacted.isoformat(), name="penetapan")
    else:
        sub(level, "FRBRdate", date=_UNKNOWN_DAY, name="tidak-diketahui")
    sub(level, "FRBRauthor", href=author)
    return level


def write_references(meta: Element) -> None:
    """Write the organisations to which the identification refers."""
    block = sub(meta, "references", source="#regsearch")
    for name, shown in (("pembentuk", "Pembentuk peraturan"), ("regsearch", "regsearch")):
        href = f"/akn/ontology/organization/id/{name}"
        sub(block, "TLCOrganization", eId=name, href=href, showAs=shown)


def write_regulation(meta: Element, regulation: Regulation) -> None:
    """Write the proprietary block: *regulation* without its units and explanations."""
    block = own(sub(meta, "proprietary", source="#regsearch"), "regulation")
    assert block is not None
    own(block, "id", regulation.id)
    own(block, "kind", regulation.kind)
    for number in regulation.numbers:
        own(block, "number", number)
    own(block, "year", str(regulation.year) if regulation.year is not None else None)
    own(block, "title", regulation.title)
    own(block, "enacted", regulation.enacted.isoformat() if regulation.enacted else None)
    own(
        block, "promulgated", regulation.promulgated.isoformat() if regulation.promulgated else None
    )
    own(block, "region", regulation.region)
    own(block, "issuer", regulation.issuer)
    if count := regulation.words:
        own(block, "words", f"{count.read} {count.furniture} {count.lost}")
    own(block, "text-kind", regulation.text_kind)
    _write_source(block, regulation.source)
    if regulation.supplement is not None:
        supplement = own(block, "supplement")
        assert supplement is not None
        _write_source(supplement, regulation.supplement.source)
        _write_locators(supplement, "unit", regulation.supplement.units)
        _write_locators(supplement, "penjelasan", regulation.supplement.penjelasan)
    for finding in regulation.findings:
        entry = own(block, "finding")
        assert entry is not None
        own(entry, "code", finding.code)
        own(entry, "message", finding.message)
        own(entry, "address", finding.address)
        own(entry, "page", str(finding.page) if finding.page is not None else None)
        own(entry, "raw", finding.raw)


def _write_source(block: Element, source: Source) -> None:
    entry = own(block, "source")
    assert entry is not None
    own(entry, "file", source.file)
    own(entry, "sha256", source.sha256)
    own(entry, "pages", str(source.pages) if source.pages is not None else None)
    own(entry, "extractor", source.extractor)


def _write_locators(block: Element, name: str, locators: Iterable[Locator]) -> None:
    for locator in sorted(locators):
        own(block, name, json.dumps(locator, ensure_ascii=False))


def read_regulation(block: Element) -> Regulation:
    """Return the regulation that :func:`write_regulation` wrote, without units.

    Raises:
        ValueError: an element is missing or malformed.

    """
    text_kind = _required(block, "text-kind")
    if text_kind not in get_args(TextKind):
        raise ValueError(f"text-kind {text_kind!r}")
    enacted, promulgated = _text(block, "enacted"), _text(block, "promulgated")
    supplement = block.find(f"{{{OWN}}}supplement")
    counted = _text(block, "words")
    return Regulation(
        id=_required(block, "id"),
        kind=_required(block, "kind"),
        numbers=tuple(_texts(block, "number")),
        year=_number(block, "year"),
        title=_required(block, "title"),
        source=_read_source(block),
        enacted=date.fromisoformat(enacted) if enacted is not None else None,
        promulgated=date.fromisoformat(promulgated) if promulgated is not None else None,
        region=_text(block, "region"),
        issuer=_text(block, "issuer"),
        words=WordCount(*map(int, counted.split())) if counted else None,
        text_kind=cast("TextKind", text_kind),
        findings=tuple(
            Finding(
                _required(entry, "code"),
                _required(entry, "message"),
                _text(entry, "address"),
                _number(entry, "page"),
                _text(entry, "raw"),
            )
            for entry in block.findall(f"{{{OWN}}}finding")
        ),
        supplement=None
        if supplement is None
        else Supplement(
            _read_source(supplement),
            frozenset(map(_locator, _texts(supplement, "unit"))),
            frozenset(map(_locator, _texts(supplement, "penjelasan"))),
        ),
    )


def _read_source(block: Element) -> Source:
    entry = block.find(f"{{{OWN}}}source")
    if entry is None:
        raise ValueError("source")
    return Source(
        _required(entry, "file"),
        _required(entry, "sha256"),
        _number(entry, "pages"),
        _text(entry, "extractor"),
    )


def _texts(block: Element, name: str) -> Iterator[str]:
    return (text(entry) for entry in block.findall(f"{{{OWN}}}{name}"))


def _text(block: Element, name: str) -> str | None:
    return next(_texts(block, name), None)


def _required(block: Element, name: str) -> str:
    word = _text(block, name)
    if word is None:
        raise ValueError(name)
    return word


def _number(block: Element, name: str) -> int | None:
    word = _text(block, name)
    return None if word is None else int(word)


def _locator(words: str) -> Locator:
    return tuple((str(kind), str(number)) for kind, number in json.loads(words))
