"""The catalogue: what a sound one gives, and what each mistake says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import CatalogError
from regsearch.law.catalog.load import NOT_RESTATED, Catalog, load_catalog, validate_against
from regsearch.model import format_address, parse_address
from regsearch.regulation import Regulation, Source, Unit

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """
[uu-5-2014]
kind = "uu"
numbers = ["5"]
year = 2014
title = "Aparatur Sipil Negara"
aliases = ["UU ASN"]
enacted = 2014-01-15
in_force = 2014-01-15
revoked = 2023-10-31
subjects = ["asn"]
verification = "naskah"
verified = "Dibaca."
coverage = ["pasal-2", "pasal-9/ayat-2"]

[[uu-5-2014.relations]]
type = "mencabut"
document = "uu-8-1974"
outside = true

[[uu-5-2014.provisions]]
address = "pasal-9"
note = "catatan pasal"

[[uu-5-2014.provisions]]
address = "pasal-9/ayat-2"
note = "catatan ayat"
survives = true

[uu-20-2023]
kind = "uu"
numbers = ["20"]
year = 2023
title = "Aparatur Sipil Negara"
aliases = ["UU ASN", "UU ASN baru"]
in_force = 2023-10-31
verification = "naskah"
verified = "Dibaca."
coverage = ["lengkap"]

[[uu-20-2023.relations]]
type = "mencabut"
document = "uu-5-2014"
basis = "pasal-76"
"""


def load(folder: Path, text: str) -> Catalog:
    path = folder / "katalog.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalog(path)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return load(tmp_path, SOUND)


def test_catalog_keeps_order_of_file(catalog: Catalog) -> None:
    assert list(catalog) == ["uu-5-2014", "uu-20-2023"]
    assert catalog["uu-5-2014"].revoked == date(2023, 10, 31)
    assert catalog["uu-20-2023"].relations[0].basis == (("pasal", "76"),)


@pytest.mark.parametrize(
    ("on", "meant"),
    [
        (date(2010, 1, 1), "uu-5-2014"),
        (date(2014, 1, 15), "uu-5-2014"),
        (date(2023, 10, 30), "uu-5-2014"),
        (date(2023, 10, 31), "uu-20-2023"),
    ],
)
def test_shared_alias_means_law_in_force_on_day(catalog: Catalog, on: date, meant: str) -> None:
    match = catalog.by_alias("uu  asn", on)
    assert match is not None
    assert match.instrument.id == meant
    assert {match.instrument.id, *(i.id for i in match.others)} == {"uu-5-2014", "uu-20-2023"}


def test_unique_alias_and_unknown_alias(catalog: Catalog) -> None:
    match = catalog.by_alias("UU ASN baru", date(2015, 1, 1))
    assert match is not None
    assert (match.instrument.id, match.others) == ("uu-20-2023", ())
    assert catalog.by_alias("UU Lalu Lintas", date(2015, 1, 1)) is None


def test_number_lookup_ignores_leading_zeros(catalog: Catalog) -> None:
    found = catalog.find("uu", "05", 2014)
    assert found is not None
    assert found.id == "uu-5-2014"
    assert catalog.find("pp", "5", 2014) is None


def test_number_shared_by_two_regions_needs_region(tmp_path: Path) -> None:
    entry = 'kind = "pergub"\nnumbers = ["1"]\nyear = 2020\ntitle = "X"\n'
    entry += 'verification = "naskah"\nverified = "Dibaca."\nregion = '
    catalog = load(tmp_path, f'[pergub-a]\n{entry}"Aceh"\n[pergub-b]\n{entry}"Bali"\n')
    assert catalog.find("pergub", "1", 2020) is None
    found = catalog.find("pergub", "1", 2020, region="bali")
    assert found is not None
    assert found.id == "pergub-b"


def test_coverage_accepts_runs_of_articles(tmp_path: Path) -> None:
    catalog = load(tmp_path, SOUND.replace('"pasal-2", ', '"pasal-2..4", '))
    covered = [format_address(locator) for locator in catalog["uu-5-2014"].coverage]
    assert covered == ["pasal-2", "pasal-3", "pasal-4", "pasal-9/ayat-2"]


def test_notes_of_provision_are_outermost_first(catalog: Catalog) -> None:
    notes = catalog["uu-5-2014"].notes_on(parse_address("pasal-9/ayat-2/huruf-a"))
    assert [note.note for note in notes] == ["catatan pasal", "catatan ayat"]
    assert catalog["uu-5-2014"].notes_on(parse_address("pasal-91")) == ()


def test_undated_instrument_is_law_from_end_of_its_year(tmp_path: Path) -> None:
    catalog = load(
        tmp_path,
        '[se-1-2018]\nkind = "se"\nnumbers = ["1"]\nyear = 2018\ntitle = "X"\n'
        'verification = "sekunder"\nverified = "Pers."\n',
    )
    assert not catalog["se-1-2018"].is_law_on(date(2018, 12, 30))
    assert catalog["se-1-2018"].is_law_on(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "uu"', 'jenis = "uu"', "uu-5-2014: kunci 'jenis' tidak dikenal"),
        ('kind = "uu"', 'jenis = "uu"', "uu-5-2014: kind tidak ada"),
        ('verified = "Dibaca."', "", "uu-5-2014: verified tidak ada"),
        ('verification = "naskah"', 'verification = "yakin"', "'yakin' tidak dikenal; pilihan"),
        ('subjects = ["asn"]', 'subjects = ["semua"]', "'semua' tidak dikenal"),
        ('"pasal-2"', '"pasal 2"', "'pasal 2' bukan alamat"),
        ('"pasal-2"', '"pasal-4..2"', "'pasal-4..2' harus naik"),
        ('"pasal-2"', '"butir-2"', "'butir-2' bukan alamat"),
        ("year = 2014", 'year = "2014"', "year harus berupa angka tahun, bukan '2014'"),
        ("year = 2014", "year = true", "year harus berupa angka tahun, bukan True"),
        ("enacted = 2014-01-15", "enacted = 2014-01-16", "berlaku 2014-01-15 sebelum ditetapkan"),
        ("enacted = 2014-01-15", "enacted = 2013-01-15", "padahal tahunnya 2014"),
        ("revoked = 2023-10-31", "revoked = 2014-01-15", "sebelum berlaku 2014-01-15"),
        ("revoked = 2023-10-31", "", "di katalog uu-5-2014 tidak bertanda revoked"),
        ("revoked = 2023-10-31", "", "survives, padahal dokumennya tidak dicabut"),
        ("in_force = 2023-10-31", "enacted = 2023-11-03", "baru ditetapkan 2023-11-03, sesudah"),
        ("outside = true", "", "uu-8-1974: dokumen itu tidak ada di katalog"),
        ('document = "uu-8-1974"', 'document = "uu-20-2023"', "padahal dokumen itu ada di katalog"),
        (
            'document = "uu-8-1974"\noutside = true',
            'document = "uu-20-2023"',
            "berputar: uu-5-2014 -> uu-20-2023 -> uu-5-2014",
        ),
        ('note = "catatan ayat"', "revoked = 2020-01-01", "survives dan revoked"),
        (
            'note = "catatan ayat"',
            'replaced_by = "uu-9-2020 pasal-1"',
            "replaced_by menunjuk uu-9-2020",
        ),
    ],
)
def test_each_mistake_has_its_message(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SOUND
    with pytest.raises(CatalogError) as caught:
        load(tmp_path, SOUND.replace(old, new, 1))
    assert message in str(caught.value)


def test_all_mistakes_are_reported_together(tmp_path: Path) -> None:
    broken = SOUND.replace('kind = "uu"', "").replace('verified = "Dibaca."', "")
    with pytest.raises(CatalogError, match="pada 4 hal"):
        load(tmp_path, broken)


@pytest.mark.parametrize("text", ["[uu", "\udcff"])
def test_file_that_is_not_toml_is_catalog_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "katalog.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CatalogError, match="bukan TOML"):
        load_catalog(path)


def test_missing_file_is_catalog_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="tidak dapat dibaca"):
        load_catalog(tmp_path / "tiada.toml")


def regulation(document: str, *addresses: str) -> Regulation:
    return Regulation(
        id=document,
        kind="uu",
        numbers=("1",),
        year=2000,
        title="X",
        source=Source("x.pdf", "0" * 64),
        units=tuple(Unit(parse_address(address), "isi") for address in addresses),
    )


def test_documents_that_match_catalog_pass(catalog: Catalog) -> None:
    validate_against(
        catalog,
        [
            regulation("uu-5-2014", "pasal-2", "pasal-9", "pasal-9/ayat-2"),
            regulation("uu-20-2023", "pasal-76"),
        ],
    )


def test_unit_that_is_not_restated_needs_no_coverage(catalog: Catalog) -> None:
    document = regulation("uu-5-2014", "pasal-2", "pasal-9", "pasal-9/ayat-2", "pasal-10")
    *others, last = document.units
    silent = replace(document, units=(*others, replace(last, text=NOT_RESTATED)))
    validate_against(catalog, [silent])


def test_documents_that_contradict_catalog_are_reported(catalog: Catalog) -> None:
    with pytest.raises(CatalogError) as caught:
        validate_against(
            catalog,
            [
                regulation("uu-5-2014", "pasal-3", "pasal-9", "pasal-9/ayat-1"),
                regulation("uu-20-2023", "pasal-75"),
                regulation("pp-1-2000", "pasal-1"),
            ],
        )
    message = str(caught.value)
    assert "uu-5-2014: coverage: uu-5-2014 tidak memuat pasal-2" in message
    assert "uu-5-2014: provisions: uu-5-2014 tidak memuat pasal-9/ayat-2" in message
    assert "uu-5-2014: pasal-3 ada di naskah tetapi tidak di coverage" in message
    assert "uu-20-2023: basis (mencabut): uu-20-2023 tidak memuat pasal-76" in message
    assert "pp-1-2000: tidak ada di katalog" in message
