"""Reading real documents; skipped where they are not next to the repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.read import parse

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

SHARED = Path(__file__).parents[3] / "shared" / "corpus"


def read(name: str) -> Regulation:
    file = SHARED / name
    if not file.exists():
        pytest.skip(f"{name} tidak ada di sini: dokumen nyata tidak ikut repositori")
    return parse(file)


def articles(regulation: Regulation) -> list[str]:
    return [unit.number for unit in regulation.units if len(unit.locator) == 1]


def test_scan_with_a_bad_ocr_layer_is_read_completely() -> None:
    regulation = read("pdf/uu-20-2023.pdf")
    assert regulation.id == "uu-20-2023"
    assert articles(regulation) == [str(number) for number in range(1, 78)]
    assert not [finding for finding in regulation.findings if finding.code == "gap"]
    explained = {passage.locator[0][1] for passage in regulation.penjelasan if passage.locator}
    assert explained == set(articles(regulation))


def test_noisy_text_is_read_and_its_gap_reported() -> None:
    regulation = read("text/md/pp-94-2021.md")
    addresses = {unit.address for unit in regulation.units}
    # Pasal 39 is missing in that text: it must be a gap, and nothing may be invented.
    assert articles(regulation) == [str(n) for n in range(1, 47) if n != 39]
    assert [f.address for f in regulation.findings if f.code == "gap"] == ["pasal-39"]
    assert {f"pasal-5/huruf-n/angka-{n}" for n in range(1, 8)} <= addresses
    assert {f"pasal-14/huruf-i/angka-{n}" for n in range(1, 6)} <= addresses
    assert {f"pasal-8/ayat-4/huruf-{c}" for c in "abc"} <= addresses
    assert "pasal-13/huruf-g" in addresses


@pytest.mark.parametrize("name", ["text/html/pp-53-2010.html", "text/md/pp-53-2010.md"])
def test_two_publications_give_the_same_articles(name: str) -> None:
    regulation = read(name)
    assert articles(regulation) == [str(number) for number in range(1, 52)]
    assert {"pasal-3/angka-17", "pasal-4/angka-15/huruf-d"} <= {u.address for u in regulation.units}


def test_amending_law_nests_what_it_quotes() -> None:
    regulation = read("pdf/uu-10-2016.pdf")
    assert articles(regulation) == ["I", "II"]
    addresses = {unit.address for unit in regulation.units}
    assert {f"pasal-I/angka-27/pasal-71/ayat-{n}" for n in range(1, 7)} <= addresses


@pytest.mark.slow
def test_every_pdf_gives_units_or_a_finding_that_explains_why_not() -> None:
    files = sorted((SHARED / "pdf").glob("*.pdf"))
    if not files:
        pytest.skip("dokumen nyata tidak ikut repositori")
    explaining = {"no_text_layer", "gibberish", "no_units"}
    failing = []
    for file in files:
        regulation = parse(file)
        if not (regulation.units or explaining & {f.code for f in regulation.findings}):
            failing.append(file.name)
    assert failing == []
