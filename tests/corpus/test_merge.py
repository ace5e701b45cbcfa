"""Official text replaces the digest unit by unit, only where it is sound."""

from __future__ import annotations

from dataclasses import replace

from regsearch.corpus.merge import KEPT, LEFT_OUT, official_only, with_official
from regsearch.law.passages import DOUBT
from regsearch.model import parse_address
from regsearch.regulation import Group, Regulation, Unit
from tests.corpus.examples import digest, instrument, official

DIGEST = """
pasal-1 Pegawai wajib menaati jam kerja kantor.
pasal-2
pasal-2/ayat-1 Pegawai dilarang memihak calon peserta pemilihan:
pasal-2/ayat-1/huruf-a ikut kampanye sebagai peserta; atau
pasal-2/ayat-1/huruf-b memakai kendaraan dinas saat kampanye.
pasal-2/ayat-2 Pelanggaran terhadap ayat (1) huruf b dijatuhi hukuman sedang.
pasal-4 Peraturan ini berlaku sejak diundangkan.
"""
OFFICIAL = """
pasal-1 Setiap pegawai wajib menaati ketentuan jam kerja pada kantornya masing-masing.
pasal-2
pasal-2/ayat-1 Pegawai dilarang memihak kepada calon peserta pemilihan umum:
pasal-2/ayat-1/huruf-a ikut serta dalam kampanye selaku peserta; atau
pasal-2/ayat-1/huruf-b menggunakan kendaraan dinas pada saat kampanye.
pasal-2/ayat-2 Pelanggaran atas ayat (1) huruf b dijatuhi hukuman tingkat sedang.
pasal-3 Ketentuan pelaksanaan diatur dengan peraturan menteri.
pasal-4 Peraturan pemerintah ini mulai berlaku pada tanggal diundangkan.
"""


def merged(theirs: str, ours: str = DIGEST, verification: str = "naskah", **more: object):  # type: ignore[no-untyped-def]
    read = official(theirs, **more)  # type: ignore[arg-type]
    return with_official(digest(ours), read, instrument(verification))


def without(text: str, *addresses: str) -> str:
    return "\n".join(x for x in text.splitlines() if x.strip().split(" ")[0] not in addresses)


def messages(regulation: Regulation, code: str) -> dict[str | None, str]:
    return {f.address: f.message for f in regulation.findings if f.code == code}


def kind(regulation: Regulation, address: str) -> str:
    assert parse_address(address) in {unit.locator for unit in regulation.units}
    return regulation.text_kind_of(parse_address(address))


def test_sound_official_text_replaces_all_and_adds_the_rest() -> None:
    result = merged(OFFICIAL)
    assert [u.address for u in result.units] == [u.address for u in official(OFFICIAL).units]
    assert {result.text_kind_of(u.locator) for u in result.units} == {"resmi"}
    assert result["pasal-1"].text.startswith("Setiap pegawai")
    assert result.source_of(parse_address("pasal-1")).file == "resmi.pdf"
    assert [f for f in result.findings if f.code in (KEPT, LEFT_OUT, DOUBT)] == []


def test_unit_missing_from_official_text_stays_digest() -> None:
    result = merged(without(OFFICIAL, "pasal-4"))
    assert [u.address for u in result.units][-2:] == ["pasal-3", "pasal-4"]
    assert kind(result, "pasal-4") == "ringkasan"
    assert result.source_of(parse_address("pasal-4")).file == "pp-1-2020.pdf"


def test_unit_before_missing_one_stays_digest() -> None:
    result = merged(without(OFFICIAL, "pasal-2/ayat-2"))
    assert kind(result, "pasal-2/ayat-1/huruf-b") == "ringkasan"
    assert kind(result, "pasal-2/ayat-1/huruf-a") == "resmi"
    assert "Pasal 2 ayat (2)" in messages(result, KEPT)["pasal-2/ayat-1/huruf-b"]


def test_lead_in_before_missing_first_item_stays_digest() -> None:
    result = merged(without(OFFICIAL, "pasal-2/ayat-1/huruf-a"))
    assert kind(result, "pasal-2/ayat-1") == "ringkasan"
    assert kind(result, "pasal-2/ayat-1/huruf-b") == "resmi"


def test_gap_reported_by_parser_counts_like_missing_unit() -> None:
    result = merged(without(OFFICIAL, "pasal-3"), gaps=("pasal-3",))
    assert kind(result, "pasal-2/ayat-2") == "ringkasan"
    assert "pasal-3" not in {u.address for u in result.units}


def test_unit_without_digest_before_gap_has_warning() -> None:
    more = OFFICIAL.replace("pasal-4 ", "pasal-6 Ketentuan lain-lain diatur menteri.\npasal-8 ")
    result = merged(more, without(DIGEST, "pasal-4"), gaps=("pasal-7",))
    assert kind(result, "pasal-6") == "resmi"
    assert "Pasal 7" in messages(result, DOUBT)["pasal-6"]


def test_unit_that_contradicts_checked_numbering_is_left_out() -> None:
    forged = OFFICIAL.replace(
        "pasal-3 ", "pasal-2/ayat-3 Kata-kata pasal lain.\npasal-2/ayat-3/huruf-a butir.\npasal-3 "
    )
    result = merged(forged)
    assert set(messages(result, LEFT_OUT)) == {"pasal-2/ayat-3"}
    assert not any(u.address.startswith("pasal-2/ayat-3") for u in result.units)


def test_unchecked_digest_does_not_overrule_official_text() -> None:
    forged = OFFICIAL.replace("pasal-3 ", "pasal-2/ayat-3 Ayat yang baru.\npasal-3 ")
    result = merged(without(forged, "pasal-2/ayat-1/huruf-b"), verification="sekunder")
    assert kind(result, "pasal-2/ayat-3") == "resmi"
    assert kind(result, "pasal-2/ayat-1/huruf-a") == "resmi"
    assert kind(result, "pasal-2/ayat-1/huruf-b") == "ringkasan"


def test_other_provision_at_same_address_is_not_taken() -> None:
    other = OFFICIAL.replace(
        "Setiap pegawai wajib menaati ketentuan jam kerja pada kantornya masing-masing.",
        "Undang-Undang terkait dinyatakan dicabut seluruhnya.",
    )
    assert kind(merged(other), "pasal-1") == "ringkasan"


def test_misread_citation_is_not_taken() -> None:
    result = merged(OFFICIAL.replace("atas ayat (1) huruf b", "atas ayat (1) huruf E"))
    assert kind(result, "pasal-2/ayat-2") == "ringkasan"
    assert "huruf E" in messages(result, KEPT)["pasal-2/ayat-2"]


def test_shorter_citation_is_no_disagreement() -> None:
    result = merged(OFFICIAL.replace("atas ayat (1) huruf b", "atas Pasal 2 ayat (1) huruf b"))
    assert kind(result, "pasal-2/ayat-2") == "resmi"


def test_item_that_digest_omits_is_filled() -> None:
    thin = DIGEST.replace("ikut kampanye sebagai peserta; atau", "(tidak diringkas)")
    result = merged(OFFICIAL, thin)
    assert kind(result, "pasal-2/ayat-1/huruf-a") == "resmi"


def test_row_of_table_keeps_its_columns() -> None:
    place = parse_address("lampiran-II/huruf-A/angka-1")
    row = Unit(place, "Menghadiri kampanye peserta pemilihan", cells=(("Sanksi", "moral"),))
    ours = replace(digest(""), units=(row,))
    theirs = official("lampiran-II/huruf-A/angka-1 Menghadiri kampanye peserta pemilihan moral")
    result = with_official(ours, theirs, instrument("sekunder"))
    assert result.units == (row,)
    assert result.text_kind_of(place) == "ringkasan"


def test_explanations_are_merged_one_by_one() -> None:
    result = with_official(
        digest(DIGEST, "", "pasal-1", "pasal-4"), official(OFFICIAL, "pasal-4"), instrument()
    )
    kinds = {p.address: result.penjelasan_kind_of(p.locator) for p in result.penjelasan}
    assert kinds == {"pasal-4": "resmi", "umum": "ringkasan", "pasal-1": "ringkasan"}


def test_headings_stay_above_their_units() -> None:
    ours = digest(DIGEST, groups=(Group("bab", "I", "UMUM", 0), Group("bab", "IV", "PENUTUP", 6)))
    result = with_official(ours, official(without(OFFICIAL, "pasal-4")), instrument())
    below = {unit.address: [g.number for g in groups] for unit, groups in result.headings()}
    assert below["pasal-4"] == ["IV"]
    assert below["pasal-3"] == []  # the heading of a digest says nothing of official units


def test_identity_is_that_of_catalogue() -> None:
    read = official(OFFICIAL)
    alone = official_only(read, instrument(id="skb-x", kind="skb", numbers=("1", "2")))
    assert (alone.id, alone.kind, alone.numbers) == ("skb-x", "skb", ("1", "2"))
