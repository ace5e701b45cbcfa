"""A law that ratifies a Perppu is cited by the Perppu's articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from regsearch.corpus.merge import with_official
from regsearch.corpus.perppu import OWN_ARTICLE, as_cited
from regsearch.errors import AmendmentError
from regsearch.law.amendments.consolidate import Amendment, consolidate
from regsearch.law.catalog.load import load_catalog
from regsearch.model import parse_address
from regsearch.paths import shipped_corpus
from regsearch.read import parse
from regsearch.regulation import Explanation, Finding, Group, Regulation
from tests.corpus.examples import digest, instrument, official, units

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
TITLE = (
    "PENETAPAN PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG NOMOR 9 TAHUN 2019 TENTANG LOMBA "
    "MENJADI UNDANG-UNDANG"
)
DIGEST = """
pasal-2 Lomba diadakan setiap tahun.
pasal-7
pasal-7/ayat-1 Peserta lomba membayar pendaftaran.
pasal-7/ayat-2 Panitia dilarang ikut lomba.
"""
LAW = """
pasal-1 Peraturan pengganti tentang Lomba ditetapkan menjadi undang-undang.
pasal-2 Undang-undang ini mulai berlaku pada tanggal diundangkan.
lampiran-I PERATURAN PENGGANTI
lampiran-I/pasal-1 Lomba adalah adu cepat.
lampiran-I/pasal-2 Lomba wajib diadakan sekali setiap tahun.
lampiran-I/pasal-7
lampiran-I/pasal-7/ayat-1 Setiap peserta lomba membayar uang pendaftaran.
lampiran-I/pasal-7/ayat-2 Panitia dilarang ikut serta dalam lomba.
"""


def law(text: str = LAW, **more: object) -> Regulation:
    return replace(official(text), title=TITLE, **more)  # type: ignore[arg-type]


def addresses(regulation: Regulation) -> list[str]:
    return [unit.address for unit in regulation.units]


def test_annexed_articles_get_addresses_of_digest() -> None:
    result = with_official(digest(DIGEST), law(), instrument())
    assert addresses(result) == [
        "pasal-1",
        "pasal-2",
        "pasal-7",
        "pasal-7/ayat-1",
        "pasal-7/ayat-2",
    ]
    assert {result.text_kind_of(unit.locator) for unit in result.units} == {"resmi"}
    assert result["Pasal 2"].text.startswith("Lomba wajib")


def test_own_articles_of_ratifying_law_are_findings() -> None:
    result = as_cited(law(), digest(DIGEST))
    own = [finding for finding in result.findings if finding.code == OWN_ARTICLE]
    assert [finding.raw for finding in own] == [unit.text for unit in units(LAW)[:2]]
    assert {finding.address for finding in own} == {None}


def test_headings_explanations_and_findings_move_along() -> None:
    moved = as_cited(
        law(
            groups=(Group("bab", "I", "UMUM", 3), Group("bab", "II", "PESERTA", 5)),
            penjelasan=(
                Explanation((), "Umum."),
                Explanation(parse_address("pasal-2"), "Cukup jelas."),
                Explanation(parse_address("lampiran-I/pasal-7/ayat-1"), "Sekali saja."),
            ),
            findings=(
                Finding("gap", "hilang", "lampiran-I/pasal-3"),
                Finding("repair", "dibetulkan", "pasal-2"),
            ),
        ),
        digest(DIGEST),
    )
    assert [(group.number, group.start) for group in moved.groups] == [("I", 0), ("II", 2)]
    assert [part.address for part in moved.penjelasan] == ["umum", "pasal-7/ayat-1"]
    assert [f.address for f in moved.findings if f.code in ("gap", "repair")] == ["pasal-3", None]
    assert "Cukup jelas." in {finding.raw for finding in moved.findings}


@pytest.mark.parametrize(
    ("text", "title", "cited"),
    [
        (LAW, "LOMBA", DIGEST),
        (LAW, TITLE, "lampiran-I/pasal-7 Peserta lomba."),
        (LAW.replace("I/pasal-7", "I/pasal-II"), TITLE, DIGEST),
        (LAW.partition("lampiran")[0], TITLE, DIGEST),
    ],
    ids=["no ratification", "cited by its lampiran", "a Perppu that amends", "annex unread"],
)
def test_other_laws_are_unchanged(text: str, title: str, cited: str) -> None:
    given = replace(official(text), title=title)
    assert as_cited(given, digest(cited)) is given


@pytest.mark.slow
def test_pilkada_law_can_be_merged_and_consolidated() -> None:
    read = {}
    for document in ("uu-1-2015", "uu-8-2015", "uu-10-2016"):
        file = SHARED / "pdf" / f"{document}.pdf"
        if not file.exists():
            pytest.skip(f"{file} tidak ada: korpus resmi tidak ikut repositori ini")
        read[document] = parse(file)
    restated = parse(shipped_corpus() / "pdf" / "uu-1-2015.pdf")
    entry = load_catalog(shipped_corpus() / "katalog.toml")["uu-1-2015"]
    merged = with_official(restated, read["uu-1-2015"], entry)
    assert {merged.text_kind_of(unit.locator) for unit in restated.units} == {"resmi"}
    chain = [
        Amendment(read["uu-8-2015"], date(2015, 3, 18)),
        Amendment(read["uu-10-2016"], date(2016, 7, 1)),
    ]
    text = {}
    for base in (read["uu-1-2015"], merged):
        consolidated = consolidate(base, chain, date(2016, 8, 1))
        text[base.units[0].text] = [unit.unit.text for unit in consolidated.article("71")]
        with pytest.raises(AmendmentError):
            consolidate(base, chain[1:], date(2016, 8, 1))
    before, after = text.values()
    assert before == after
