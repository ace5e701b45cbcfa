"""What the library reads from each typeset PDF is what the digest's source says.

The source's tree comes from indentation alone and shares no code with ``regsearch.read``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from digest import Digest, Node, read_digest

from regsearch.law.catalog.load import load_catalog, validate_against
from regsearch.model import format_address
from regsearch.read import parse

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
IDS = sorted(path.stem for path in (CORPUS / "sumber").glob("*.txt"))
Pairs = dict[str, tuple[Digest, "Regulation"]]


@pytest.fixture(scope="module")
def documents() -> Pairs:
    """Each digest as its source says and as its PDF is read."""
    return {
        id: (read_digest(CORPUS / "sumber" / f"{id}.txt"), parse(CORPUS / "pdf" / f"{id}.pdf"))
        for id in IDS
    }


def body_units(digest: Digest) -> list[tuple[str, Node]]:
    """The units of the source by address; a lampiran is a heading there, not a unit."""
    return [(format_address(loc), node) for loc, node in digest.units() if node.kind != "lampiran"]


def cells(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple(zip(node.columns[2:], node.cells, strict=True)) if node.cells else ()


def test_units_have_the_same_addresses_and_order(documents: Pairs) -> None:
    for id, (digest, regulation) in documents.items():
        addresses = [unit.address for unit in regulation.units if unit.kind != "lampiran"]
        assert addresses == [address for address, _ in body_units(digest)], id


def test_units_have_the_same_words_and_cells(documents: Pairs) -> None:
    for id, (digest, regulation) in documents.items():
        read = {unit.address: (unit.text, unit.cells) for unit in regulation.units}
        expected = {address: (node.text, cells(node)) for address, node in body_units(digest)}
        assert {address: read.get(address) for address in expected} == expected, id


def test_explanations_are_the_same(documents: Pairs) -> None:
    for id, (digest, regulation) in documents.items():
        read = [(e.address, e.text) for e in regulation.penjelasan if e.text]
        assert read == list(digest.penjelasan()), id


def test_headings_are_the_same(documents: Pairs) -> None:
    for id, (digest, regulation) in documents.items():
        groups = [(g.kind, g.number, g.heading) for g in regulation.groups if g.kind != "lampiran"]
        assert groups == [head for _, node in digest.units() for head in node.headings], id


def test_documents_are_recognised_as_digests_with_their_titles(documents: Pairs) -> None:
    for id, (digest, regulation) in documents.items():
        assert regulation.text_kind == "ringkasan", id
        title = " ".join(digest.title)
        assert all(number in title for number in regulation.numbers), id
        assert title.upper().endswith(regulation.title.upper()), id


def test_nothing_had_to_be_repaired(documents: Pairs) -> None:
    for id, (_, regulation) in documents.items():
        assert [f for f in regulation.findings if f.code == "repair"] == [], id


def test_catalogue_agrees_with_the_documents(documents: Pairs) -> None:
    catalog = load_catalog(CORPUS / "katalog.toml")
    validate_against(
        catalog, [replace(regulation, id=id) for id, (_, regulation) in documents.items()]
    )
