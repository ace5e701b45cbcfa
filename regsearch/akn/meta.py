"""The meta block: identification in FRBR terms, and what a Regulation knows beyond Akoma Ntoso."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, cast

from regsearch.akn.text import own, sub, text
from regsearch.akn.vocabulary import OWN, country, expression_uri, work_uri
from regsearch.regulation import Finding, Regulation, Source, Supplement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from regsearch.model import Locator, TextKind

_UNKNOWN_DAY = "0001-01-01"
"""FRBRdate must be a day; its name says when this is none."""


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
    """Write whom the identification names."""
    block = sub(meta, "references", source="#regsearch")
    for name, shown in (("pembentuk", "Pembentuk peraturan"), ("regsearch", "regsearch")):
        href = f"/akn/ontology/organization/id/{name}"
        sub(block, "TLCOrganization", eId=name, href=href, showAs=shown)


def write_regulation(meta: Element, regulation: Regulation) -> None:
    """Write the proprietary block: everything of *regulation* but its units and explanations."""
    block = own(sub(meta, "proprietary", source="#regsearch"), "regulation")
    assert block is not None
    own(block, "id", regulation.id)
    own(block, "kind", regulation.kind)
    for number in regulation.numbers:
        own(block, "number", number)
    own(block, "year", str(regulation.year) if regulation.year is not None else None)
    own(block, "title", regulation.title)
    own(block, "enacted", regulation.enacted.isoformat() if regulation.enacted else None)
    own(block, "region", regulation.region)
    own(block, "text-kind", regulation.text_kind)
    _write_source(block, regulation.source)
    if regulation.supplement is not None:
        filled = own(block, "supplement")
        assert filled is not None
        _write_source(filled, regulation.supplement.source)
        _write_locators(filled, "unit", regulation.supplement.units)
        _write_locators(filled, "penjelasan", regulation.supplement.penjelasan)
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
    """Return what :func:`write_regulation` wrote, without units.

    Raises:
        ValueError: something is missing or is not what it should be.

    """
    text_kind = _needed(block, "text-kind")
    if text_kind not in ("resmi", "ringkasan"):
        raise ValueError(f"text-kind {text_kind!r}")
    enacted, filled = _word(block, "enacted"), block.find(f"{{{OWN}}}supplement")
    return Regulation(
        id=_needed(block, "id"),
        kind=_needed(block, "kind"),
        numbers=tuple(_words(block, "number")),
        year=_number(block, "year"),
        title=_needed(block, "title"),
        source=_read_source(block),
        enacted=date.fromisoformat(enacted) if enacted is not None else None,
        region=_word(block, "region"),
        text_kind=cast("TextKind", text_kind),
        findings=tuple(
            Finding(
                _needed(entry, "code"),
                _needed(entry, "message"),
                _word(entry, "address"),
                _number(entry, "page"),
                _word(entry, "raw"),
            )
            for entry in block.findall(f"{{{OWN}}}finding")
        ),
        supplement=None
        if filled is None
        else Supplement(
            _read_source(filled),
            frozenset(map(_locator, _words(filled, "unit"))),
            frozenset(map(_locator, _words(filled, "penjelasan"))),
        ),
    )


def _read_source(block: Element) -> Source:
    entry = block.find(f"{{{OWN}}}source")
    if entry is None:
        raise ValueError("source")
    return Source(
        _needed(entry, "file"),
        _needed(entry, "sha256"),
        _number(entry, "pages"),
        _word(entry, "extractor"),
    )


def _words(block: Element, name: str) -> Iterator[str]:
    return (text(entry) for entry in block.findall(f"{{{OWN}}}{name}"))


def _word(block: Element, name: str) -> str | None:
    return next(_words(block, name), None)


def _needed(block: Element, name: str) -> str:
    word = _word(block, name)
    if word is None:
        raise ValueError(name)
    return word


def _number(block: Element, name: str) -> int | None:
    word = _word(block, name)
    return None if word is None else int(word)


def _locator(words: str) -> Locator:
    return tuple((str(kind), str(number)) for kind, number in json.loads(words))
