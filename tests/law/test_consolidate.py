"""Consolidated laws: what is applied, what is refused, which law each unit is from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from regsearch.errors import AmendmentError, NotFoundError
from regsearch.law.amendments.consolidate import Amendment, Consolidated, consolidate
from regsearch.law.amendments.orders import UnclearError, read_order
from regsearch.model import parse_address
from regsearch.read import parse
from regsearch.regulation import Finding, Group, Regulation, Source, Unit

SHARED = Path(__file__).parents[3] / "shared" / "corpus"
BEFORE, AFTER = date(2021, 1, 1), date(2022, 6, 1)


def law(number: str, year: int, title: str, *lines: str) -> Regulation:
    """A law from lines like ``pasal-1/ayat-2 Its words.``."""
    rows = [line.partition(" ") for line in lines]
    return Regulation(
        id=f"uu-{number}-{year}",
        kind="uu",
        numbers=(number,),
        year=year,
        title=title,
        source=Source(f"uu-{number}-{year}.pdf", "0" * 64, 9),
        units=tuple(Unit(parse_address(address), words, 1) for address, _, words in rows),
    )


BASE = replace(
    law(
        "1",
        2020,
        "LAPORAN",
        "pasal-1 Arti kata:",
        "pasal-1/angka-1 Laporan adalah surat.",
        "pasal-2",
        "pasal-2/ayat-1 Pegawai melapor.",
        "pasal-2/ayat-2 Atasan membaca.",
        "pasal-2/ayat-3 Isi laporan:",
        "pasal-2/ayat-3/huruf-a nama; dan",
        "pasal-2/ayat-3/huruf-b hari.",
        "pasal-3 Laporan disimpan.",
        "pasal-4 Laporan dibuang.",
    ),
    groups=(Group("bab", "I", "UMUM", 0), Group("bab", "II", "SIMPAN", 8)),
)
LEAD = "pasal-I Undang-Undang Nomor 1 Tahun 2020 tentang Laporan diubah sebagai berikut:"
END = "pasal-II Mulai berlaku pada tanggal diundangkan."


def amending(*lines: str, lead: str = LEAD) -> Regulation:
    title = "PERUBAHAN ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2020 TENTANG LAPORAN"
    return law("9", 2021, title, lead, *lines, END)


def amended(*lines: str) -> Consolidated:
    return consolidate(BASE, [Amendment(amending(*lines), date(2021, 7, 1))], AFTER)


def words(text: Consolidated, number: str) -> list[str]:
    return [f"{unit.unit.address} {unit.unit.text}".strip() for unit in text.article(number)]


def test_amendment_not_in_force_changes_nothing() -> None:
    change = Amendment(amending("pasal-I/angka-1 Pasal 3 dihapus."), date(2021, 7, 1))
    text = consolidate(BASE, [change], BEFORE)
    assert text.laws == ()
    assert [unit.unit for unit in text.units] == list(BASE.units)
    assert text.groups == BASE.groups
    assert {unit.origin.document for unit in text.units} == {"uu-1-2020"}


def test_article_is_replaced() -> None:
    text = amended(
        "pasal-I/angka-1 Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:",
        "pasal-I/angka-1/pasal-2",
        "pasal-I/angka-1/pasal-2/ayat-1 Pegawai menulis.",
    )
    assert words(text, "2") == ["pasal-2", "pasal-2/ayat-1 Pegawai menulis."]
    [_, unit] = text.article("2")
    assert unit.origin.document == "uu-9-2021"
    assert unit.origin.locator == parse_address("pasal-I/angka-1/pasal-2/ayat-1")
    assert text.article("3")[0].origin.document == "uu-1-2020"
    assert not text.findings
    assert [group.start for group in text.groups] == [0, 4]


def test_whole_quotation_replaces_article_though_part_is_named() -> None:
    text = amended(
        "pasal-I/angka-1 Ketentuan ayat (2) Pasal 2 diubah, sehingga Pasal 2 berbunyi sebagai "
        "berikut:",
        "pasal-I/angka-1/pasal-2",
        "pasal-I/angka-1/pasal-2/ayat-1 Pegawai melapor.",
        "pasal-I/angka-1/pasal-2/ayat-2 Atasan menjawab.",
    )
    assert words(text, "2")[1:] == [
        "pasal-2/ayat-1 Pegawai melapor.",
        "pasal-2/ayat-2 Atasan menjawab.",
    ]


def test_partial_quotation_replaces_named_part() -> None:
    text = amended(
        "pasal-I/angka-1 Ketentuan ayat (2) Pasal 2 diubah sehingga berbunyi sebagai berikut:",
        "pasal-I/angka-1/pasal-2",
        "pasal-I/angka-1/pasal-2/ayat-2 Atasan menjawab.",
    )
    units = text.article("2")
    assert [unit.unit.text for unit in units][1:4] == [
        "Pegawai melapor.",
        "Atasan menjawab.",
        "Isi laporan:",
    ]
    assert [unit.origin.document for unit in units][1:4] == ["uu-1-2020", "uu-9-2021", "uu-1-2020"]


def test_ayat_are_inserted_and_added() -> None:
    text = amended(
        "pasal-I/angka-1 Di antara ayat (1) dan ayat (2) Pasal 2 disisipkan 1 (satu) ayat, yakni "
        "ayat (1a) dan ditambahkan 1 (satu) ayat, yakni ayat (4) yang berbunyi sebagai berikut:",
        "pasal-I/angka-1/pasal-2",
        "pasal-I/angka-1/pasal-2/ayat-1a Laporan singkat.",
        "pasal-I/angka-1/pasal-2/ayat-4 Laporan disalin.",
    )
    top = [unit.unit.number for unit in text.article("2") if len(unit.unit.locator) == 2]
    assert top == ["1", "1a", "2", "3", "4"]
    assert not text.findings


def test_articles_are_inserted() -> None:
    text = amended(
        "pasal-I/angka-1 Di antara Pasal 3 dan Pasal 4 disisipkan 2 (dua) pasal, yakni Pasal 3A "
        "dan Pasal 3B yang berbunyi sebagai berikut:",
        "pasal-I/angka-1/pasal-3A Salinan disimpan.",
        "pasal-I/angka-1/pasal-3B Salinan dihitung.",
    )
    assert [u.unit.number for u in text.units if u.unit.kind == "pasal"] == [
        "1",
        "2",
        "3",
        "3A",
        "3B",
        "4",
    ]
    assert text.article("3B")[0].origin.document == "uu-9-2021"


@pytest.mark.parametrize(
    ("point", "gone"),
    [
        ("Pasal 3 dihapus.", ["pasal-3"]),
        ("Ketentuan Pasal 3 dan Pasal 4 dihapus.", ["pasal-3", "pasal-4"]),
        ("Pasal 2 sampai dengan Pasal 4 dihapus.", ["pasal-2", "pasal-3", "pasal-4"]),
        ("Ketentuan ayat (3) Pasal 2 dihapus.", ["pasal-2/ayat-3"]),
        ("Pasal 2 ayat (1) dan ayat (2) dihapus.", ["pasal-2/ayat-1", "pasal-2/ayat-2"]),
    ],
)
def test_deleted_units_keep_their_number(point: str, gone: list[str]) -> None:
    text = amended(f"pasal-I/angka-1 {point}")
    deleted = [unit for unit in text.units if unit.deleted]
    assert [unit.unit.address for unit in deleted] == gone
    assert {unit.origin.document for unit in deleted} == {"uu-9-2021"}
    assert not text.findings
    inside = [u for u in text.units if any(u.unit.address.startswith(g + "/") for g in gone)]
    assert inside == []


def test_bab_is_deleted_only_with_all_its_articles() -> None:
    text = amended(
        "pasal-I/angka-1 BAB II dihapus.", "pasal-I/angka-2 Pasal 3 dan Pasal 4 dihapus."
    )
    assert [group.heading for group in text.groups] == ["UMUM", "dihapus"]
    text = amended("pasal-I/angka-1 BAB II dihapus.", "pasal-I/angka-2 Pasal 3 dihapus.")
    assert {number for number, _ in text.doubts} == {"4"}


def test_change_of_explanation_alone_is_finding() -> None:
    text = amended("pasal-I/angka-1 Ketentuan Pasal 3 tetap, dengan perubahan penjelasan Pasal 3.")
    assert words(text, "3") == ["pasal-3 Laporan disimpan."]
    assert [finding.code for finding in text.findings] == ["explanation_changed"]


# -- refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "doubtful"),
    [
        (["(tidak diringkas)"], {"1", "2", "3", "4", "*"}),
        (["Ketentuan Pasal 7 dihapus."], {"7"}),
        (["Pasal 2 ayat (9) dihapus."], {"2"}),
        (["Pasal 2 ayat (3) huruf a dihapus."], {"2"}),
        (["Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:"], {"3"}),
        (
            ["Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:", "/pasal-4 X."],
            {"3", "4"},
        ),
        (["Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:", "/pasal-3"], {"3"}),
        (
            [
                "Di antara Pasal 1 dan Pasal 3 disisipkan 1 (satu) pasal, yakni Pasal 1A yang "
                "berbunyi sebagai berikut:",
                "/pasal-1A X.",
            ],
            {"1A"},
        ),
        (
            [
                "Di antara Pasal 3 dan Pasal 4 disisipkan 2 (dua) pasal, yakni Pasal 3A dan "
                "Pasal 3B yang berbunyi sebagai berikut:",
                "/pasal-3A X.",
            ],
            {"3A", "3B"},
        ),
        (
            [
                "Ketentuan ayat (2) dan ayat (3) Pasal 2 diubah sehingga berbunyi sebagai berikut:",
                "/pasal-2",
                "/pasal-2/ayat-2 X.",
            ],
            {"2"},
        ),
        (
            [
                "Ketentuan ayat (3) dan huruf a Pasal 2 diubah sehingga berbunyi sebagai berikut:",
                "/pasal-2",
                "/pasal-2/ayat-3 X:",
                "/pasal-2/ayat-3/huruf-a Y.",
            ],
            {"2"},
        ),
        (
            [
                "Ketentuan ayat (2) Pasal 2 diubah sehingga berbunyi sebagai berikut:",
                "/pasal-2 Pembuka lain:",
                "/pasal-2/ayat-2 X.",
            ],
            {"2"},
        ),
        (
            [
                "Di antara ayat (1) dan ayat (3) Pasal 2 disisipkan 1 (satu) ayat, yakni ayat (1a) "
                "yang berbunyi sebagai berikut:",
                "/pasal-2",
                "/pasal-2/ayat-1a X.",
            ],
            {"2"},
        ),
    ],
)
def test_uncertain_point_is_refused(lines: list[str], doubtful: set[str]) -> None:
    first, *rest = lines
    text = amended(f"pasal-I/angka-1 {first}", *(f"pasal-I/angka-1{line}" for line in rest))
    [finding] = text.findings
    assert finding.code == "not_applied"
    assert finding.address == "pasal-I/angka-1"
    assert "uu-9-2021 Pasal I angka 1" in finding.message
    assert finding.raw == first
    assert {number for number, _ in text.doubts} == doubtful
    assert [unit.unit for unit in text.units] == list(BASE.units)
    for number in doubtful - {"*"}:
        with pytest.raises(AmendmentError, match="angka 1 "):
            text.article(number)


def test_missing_point_puts_unsettled_articles_in_doubt() -> None:
    text = amended("pasal-I/angka-1 Pasal 3 dihapus.", "pasal-I/angka-3 Pasal 4 dihapus.")
    assert {number for number, _ in text.doubts} == {"1", "2", "*"}
    assert text.article("3")[0].deleted
    with pytest.raises(AmendmentError):
        text.article("5")


def test_later_replacement_of_article_ends_doubt() -> None:
    second = law(
        "5",
        2022,
        "PERUBAHAN KEDUA ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2020 TENTANG LAPORAN",
        "pasal-I Undang-Undang Nomor 1 Tahun 2020 tentang Laporan sebagaimana telah diubah dengan "
        "Undang-Undang Nomor 9 Tahun 2021 tentang Perubahan diubah sebagai berikut:",
        "pasal-I/angka-1 Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:",
        "pasal-I/angka-1/pasal-3 Laporan dibakar.",
        END,
    )
    first = Amendment(amending("pasal-I/angka-1 (tidak diringkas)"), date(2021, 7, 1))
    later = Amendment(second, date(2022, 1, 1))
    text = consolidate(BASE, [later, first], AFTER)
    assert text.laws == ("uu-9-2021", "uu-5-2022")
    assert words(text, "3") == ["pasal-3 Laporan dibakar."]
    with pytest.raises(AmendmentError):
        text.article("4")
    with pytest.raises(AmendmentError, match="9/2021"):
        consolidate(BASE, [later], AFTER)


@pytest.mark.parametrize(
    ("finding", "doubtful"),
    [
        (Finding("no_text_layer", "Halaman 2 tanpa teks.", None, 2), {"1", "2", "4", "*"}),
        (Finding("gap", "Ayat (2) tidak ada.", "pasal-I/angka-1/pasal-3/ayat-2"), {"3"}),
        (Finding("repair", "Dibaca sebagai Pasal 3.", "pasal-I/angka-1"), set()),
    ],
)
def test_findings_of_parser_put_articles_in_doubt(finding: Finding, doubtful: set[str]) -> None:
    change = amending(
        "pasal-I/angka-1 Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:",
        "pasal-I/angka-1/pasal-3 Laporan dibakar.",
    )
    change = replace(change, findings=(finding,))
    text = consolidate(BASE, [Amendment(change, date(2021, 7, 1))], AFTER)
    assert {number for number, _ in text.doubts} == doubtful


def test_truncated_or_pointless_law_puts_articles_in_doubt() -> None:
    cut = amending("pasal-I/angka-1 Pasal 3 dihapus.")
    cut = replace(cut, units=cut.units[:-1])
    text = consolidate(BASE, [Amendment(cut, date(2021, 7, 1))], AFTER)
    assert {number for number, _ in text.doubts} == {"1", "2", "4", "*"}
    empty = replace(cut, units=(Unit(parse_address("pasal-1"), "Ditetapkan.", 1),))
    text = consolidate(BASE, [Amendment(empty, date(2021, 7, 1))], AFTER)
    assert {number for number, _ in text.doubts} == {"1", "2", "3", "4", "*"}


def test_law_that_amends_other_law_is_refused() -> None:
    other = replace(amending(), title="PERUBAHAN ATAS UNDANG-UNDANG NOMOR 2 TAHUN 2020")
    lead = Unit(parse_address("pasal-I"), "Undang-Undang Nomor 2 Tahun 2020 diubah:", 1)
    other = replace(other, units=(lead, *other.units[1:]))
    with pytest.raises(AmendmentError, match="uu-1-2020"):
        consolidate(BASE, [Amendment(other, date(2021, 7, 1))], AFTER)


def test_missing_article_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        amended("pasal-I/angka-1 Pasal 3 dihapus.").article("44")


@pytest.mark.parametrize(
    "text",
    [
        "Judul BAB II diubah.",
        "Ketentuan Pasal 2 dan Pasal 3 ayat (1) diubah:",
        "Di antara Pasal 5 dan Pasal 6 disisipkan satu pasal:",
    ],
)
def test_unknown_order_is_unclear(text: str) -> None:
    with pytest.raises(UnclearError):
        read_order(text, ("2", "3"))


# -- the law on elections of governors, regents and mayors --------------------------------------


def pilkada(kind: str) -> list[Regulation]:
    names = ["pdf/uu-1-2015.pdf", f"{kind}/uu-8-2015", f"{kind}/uu-10-2016", "pdf/uu-6-2020.pdf"]
    ends = ["", ".pdf" if kind == "pdf" else ".md", ".pdf" if kind == "pdf" else ".md", ""]
    files = [SHARED / (name + end) for name, end in zip(names, ends, strict=True)]
    if not all(file.exists() for file in files):
        pytest.skip("naskah UU Pilkada tidak ikut repositori")
    return [parse(file) for file in files]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "text/md"])
def test_pasal_71_of_the_election_law_on_1_august_2016(kind: str) -> None:
    base, first, second, third = pilkada(kind)
    chain = [
        Amendment(first, date(2015, 3, 18)),
        Amendment(second, date(2016, 7, 1)),
        Amendment(third, date(2020, 5, 4)),
    ]
    text = consolidate(base, chain, date(2016, 8, 1))
    assert text.laws == ("uu-8-2015", "uu-10-2016")
    units = text.article("71")
    quoted = [u for u in second.units if u.locator[2:3] == (("pasal", "71"),)]
    assert [unit.unit.text for unit in units] == [unit.text for unit in quoted]
    assert [unit.unit.number for unit in units][1:] == ["1", "2", "3", "4", "5", "6"]
    assert {unit.origin.document for unit in units} == {"uu-10-2016"}
    assert {unit.origin.locator[1] for unit in units} == {("angka", "27")}
    if kind == "pdf":  # every one of the 184 points of the two laws is applied
        assert {finding.code for finding in text.findings} == {"explanation_changed"}
        assert text.doubts == ()
    # Before UU 10/2016 the words of the Perppu stood, and Pasal 71 had no sixth ayat.
    older = consolidate(base, chain, date(2016, 6, 30)).article("71")
    assert {unit.origin.document for unit in older} == {"uu-1-2015"}
    # The Perppu that UU 6/2020 ratifies is not in its file: what stood since is not certain.
    with pytest.raises(AmendmentError, match="uu-6-2020"):
        consolidate(base, chain, date(2020, 9, 1)).article("71")
