"""What the library reads from a typeset PDF is what the digest's source says.

The source's tree comes from indentation alone and shares no code with ``regsearch.read``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from digest import Digest, Node, read_digest

from regsearch.law.catalog.load import load_catalog, validate_against
from regsearch.model import Locator, format_address
from regsearch.read import parse

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
IDS = sorted(path.stem for path in (CORPUS / "sumber").glob("*.txt"))


@cache
def pdf(document: str) -> Regulation:
    return parse(CORPUS / "pdf" / f"{document}.pdf")


@cache
def source(document: str) -> Digest:
    return read_digest(CORPUS / "sumber" / f"{document}.txt")


def cells(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple(zip(node.columns[2:], node.cells, strict=True)) if node.cells else ()


def stated(document: str) -> list[tuple[Locator, Node]]:
    """The units of the source; a lampiran is a heading, and no unit of the body."""
    return [(place, node) for place, node in source(document).units() if node.kind != "lampiran"]


@pytest.mark.parametrize("document", IDS)
def test_the_units_have_the_same_addresses_and_order(document: str) -> None:
    read = [unit.address for unit in pdf(document).units if unit.kind != "lampiran"]
    assert read == [format_address(place) for place, _ in stated(document)]


@pytest.mark.parametrize("document", IDS)
def test_the_units_have_the_same_words(document: str) -> None:
    read = {unit.address: (unit.text, unit.cells) for unit in pdf(document).units}
    wanted = {format_address(p): (node.text, cells(node)) for p, node in stated(document)}
    assert {a: read.get(a) for a in wanted} == wanted


@pytest.mark.parametrize("document", IDS)
def test_the_explanations_are_the_same(document: str) -> None:
    read = [(e.address, e.text) for e in pdf(document).penjelasan if e.text]
    assert read == list(source(document).penjelasan())


@pytest.mark.parametrize("document", IDS)
def test_the_headings_are_the_same(document: str) -> None:
    read = [
        (group.kind, group.number, group.heading)
        for group in pdf(document).groups
        if group.kind != "lampiran"
    ]
    assert read == [heading for _, node in source(document).units() for heading in node.headings]


@pytest.mark.parametrize("document", IDS)
def test_it_is_known_as_a_digest_with_its_title(document: str) -> None:
    regulation = pdf(document)
    assert regulation.text_kind == "ringkasan"
    title = " ".join(source(document).title)
    assert all(number in title for number in regulation.numbers)
    assert title.upper().endswith(regulation.title.upper())


@pytest.mark.parametrize("document", IDS)
def test_nothing_had_to_be_repaired(document: str) -> None:
    assert [f for f in pdf(document).findings if f.code == "repair"] == []


def test_the_catalogue_agrees_with_the_documents() -> None:
    catalog = load_catalog(CORPUS / "katalog.toml")
    validate_against(catalog, [replace(pdf(document), id=document) for document in IDS])
