"""Which penalties a sanction shows: the list that applies, and what an article chooses from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.law.catalog.instrument import Relation
from regsearch.law.sanctions.choice import chosen
from tests.law.sanctioned import LEVELS, PDHTAPS, basis, link_sanctions, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.law.references import Corpus


def test_postponed_list_of_penalties_is_shown_beside_current_one(
    make_corpus: Callable[..., Corpus],
) -> None:
    old = {
        "pasal-7": "Hukuman disiplin berat berupa:",
        "pasal-7/huruf-a": "turun pangkat; dan",
        "pasal-7/huruf-b": "pindah jabatan.",
    }
    corpus = make_corpus(
        {
            "pp-9-2010": old,
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang berjudi.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar "
                "larangan sebagaimana dimaksud dalam Pasal 5.",
                "pasal-20": "",
                "pasal-20/ayat-1": "Hukuman disiplin berat sebagaimana dimaksud dalam Pasal 8 "
                "ayat (2) baru berlaku setelah peraturan gaji berlaku.",
                "pasal-20/ayat-2": "Selama peraturan gaji belum berlaku, hukuman disiplin berat "
                "dijatuhkan menurut Pasal 7 PP 9/2010.",
            },
        }
    )
    first, second = of(link_sanctions(corpus), "pasal-5")
    assert first.penalties == ("turun pangkat", "pindah jabatan")
    assert second.penalties == ("penurunan jabatan", "pemberhentian")
    assert first.condition == "selama peraturan gaji belum berlaku"
    assert second.condition == "setelah peraturan gaji berlaku"
    assert "PP 9/2010 Pasal 7" in basis(first)
    assert {"PP 1/2020 Pasal 20 ayat (1)", "PP 1/2020 Pasal 20 ayat (2)"} <= set(basis(first))


def test_item_that_names_its_one_penalty_is_one_sanction(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": {
                "pasal-5": "Pegawai wajib masuk kerja.",
                "pasal-8": "Hukuman disiplin berat berupa:",
                "pasal-8/huruf-a": "penurunan jabatan; atau",
                "pasal-8/huruf-b": f"{PDHTAPS}.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar:",
                "pasal-9/huruf-a": "kewajiban sebagaimana dimaksud dalam Pasal 5, yaitu:",
                "pasal-9/huruf-a/angka-1": f"{PDHTAPS}, bila tidak masuk kerja 28 hari.",
            }
        }
    )
    found = link_sanctions(corpus)
    (item,) = of(found, "pasal-9/huruf-a/angka-1")
    assert (item.level, item.penalties) == ("berat", (PDHTAPS,))
    assert item.condition == "bila tidak masuk kerja 28 hari"
    assert [s.level for s in of(found, "pasal-8/huruf-b")] == ["pdhtaps"]


@pytest.mark.parametrize(
    ("text", "penalties"),
    [
        ("penundaan kenaikan gaji berkala 1 tahun, bila absen 16 hari", ("gaji",)),
        ("penundaan kenaikan pangkat 1 tahun, bila absen 21 hari", ("kenaikan pangkat",)),
        ("bagi pejabat, pembebasan dari jabatannya, bila absen 41 hari", ("dibebaskan",)),
        (
            "pemberhentian, dengan hormat tidak atas permintaan sendiri atau tidak dengan hormat, "
            "bila absen 46 hari",
            ("tidak atas permintaan", "tidak dengan hormat"),
        ),
        ("merugikan negara, bila dengan sengaja", None),
        ("kenaikan harga barang, bila berdampak pada jabatan", None),
        ("", None),
    ],
)
def test_item_chooses_penalty_by_its_words(text: str, penalties: tuple[str, ...] | None) -> None:
    listed = (
        "penundaan kenaikan gaji berkala 1 tahun lamanya",
        "penundaan kenaikan pangkat 1 tahun lamanya",
        "dibebaskan dari jabatan",
        "pemberhentian sebagai PNS dengan hormat tidak atas permintaan sendiri",
        "pemberhentian sebagai PNS tidak dengan hormat",
    )
    found = chosen(listed, text)
    if penalties is None:
        assert found == listed
    else:
        assert len(found) == len(penalties)
        assert all(word in penalty for word, penalty in zip(penalties, found, strict=True))


@pytest.mark.parametrize("complete", [True, False])
def test_duty_shows_each_penalty_with_its_days_if_every_step_chooses(
    make_corpus: Callable[..., Corpus], complete: bool
) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": {
                "pasal-5": "Pegawai wajib masuk kerja.",
                "pasal-8": "Hukuman disiplin berat berupa:",
                "pasal-8/huruf-a": "penurunan jabatan; atau",
                "pasal-8/huruf-b": "pembebasan dari jabatan.",
                "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar:",
                "pasal-9/huruf-a": "kewajiban sebagaimana dimaksud dalam Pasal 5, yaitu:",
                "pasal-9/huruf-a/angka-1": "penurunan jabatan, bila absen 21 hari;",
                "pasal-9/huruf-a/angka-2": "dibebaskan dari jabatan, bila absen 25 hari."
                if complete
                else "absen 25 hari.",
            }
        }
    )
    found = of(link_sanctions(corpus), "pasal-5")
    assert [(s.penalties, s.condition) for s in found] == (
        [
            (("penurunan jabatan",), "bila absen 21 hari"),
            (("pembebasan dari jabatan",), "bila absen 25 hari"),
        ]
        if complete
        else [(("penurunan jabatan", "pembebasan dari jabatan"), None)]
    )


def test_list_of_other_regulation_is_that_of_the_day(make_corpus: Callable[..., Corpus]) -> None:
    first, second = date(2010, 1, 1), date(2021, 1, 1)
    listed = "Hukuman disiplin berat berupa:"
    corpus = make_corpus(
        {
            "pp-1-1980": {"pasal-6": listed, "pasal-6/huruf-a": "a; dan", "pasal-6/huruf-b": "b."},
            "pp-1-2010": {"pasal-7": listed, "pasal-7/huruf-a": "c; dan", "pasal-7/huruf-b": "d."},
            "pp-2-1990": {
                "pasal-1": "Pegawai dilarang berjudi.",
                "pasal-2": "Pegawai yang melanggar Pasal 1 dijatuhi hukuman disiplin berat menurut "
                "Peraturan Pemerintah Nomor 1 Tahun 1980.",
            },
            "surat-1-2000": {
                "angka-1": "Pegawai dilarang berjudi; dijatuhi hukuman disiplin berat menurut "
                "Peraturan Pemerintah Nomor 1 Tahun 1980.",
            },
        },
        entries={
            "pp-1-1980": {"revoked": first},
            "pp-1-2010": {
                "revoked": second,
                "relations": (Relation("mencabut", "pp-1-1980"),),
            },
        },
    )
    found = link_sanctions(corpus)
    sanctions = of(found, "pasal-1", "pp-2-1990")
    assert [(s.penalties, s.in_force, s.revoked) for s in sanctions] == [
        (("a", "b"), date(1990, 1, 1), first),
        (("c", "d"), first, second),
        ((), second, None),
    ]
    assert basis(sanctions[1]) == ["PP 2/1990 Pasal 2", "PP 1/2010 Pasal 7"]
    letter = of(found, "angka-1", "surat-1-2000")
    assert [(s.penalties, s.revoked) for s in letter] == [(("a", "b"), first), ((), None)]


def test_regulation_that_leaves_level_open_shows_its_ladder(
    make_corpus: Callable[..., Corpus],
) -> None:
    texts = {
        "pasal-2": "Pegawai dilarang berjudi.",
        "pasal-5": "Pegawai yang melanggar Pasal 2 dijatuhi hukuman disiplin.",
    }
    for number, level in enumerate(("ringan", "sedang", "berat"), 1):
        texts |= {
            f"pasal-6/ayat-{number}": f"Hukuman disiplin {level} berupa:",
            f"pasal-6/ayat-{number}/huruf-a": f"{level} satu; serta",
            f"pasal-6/ayat-{number}/huruf-b": f"{level} dua.",
        }
    (sanction,) = of(link_sanctions(make_corpus({"pp-1-2020": texts})), "pasal-2")
    assert (sanction.level, len(sanction.basis)) == ("bertingkat", 4)
    assert sanction.penalties[0] == "ringan: ringan satu; ringan dua"
    set_by_article = texts | {
        "pasal-7": "Pegawai yang melanggar Pasal 2 dijatuhi hukuman disiplin berat."
    }
    found = of(link_sanctions(make_corpus({"pp-1-2020": set_by_article})), "pasal-2")
    assert [s.level for s in found] == ["bertingkat", "berat"]
    assert found[0].penalties == ()


def test_two_levels_in_one_sentence_are_two_sanctions(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(
        {
            "pp-1-2020": LEVELS
            | {
                "pasal-5": "Pegawai dilarang berjudi.",
                "pasal-9": "Pegawai yang melanggar Pasal 5 dijatuhi hukuman disiplin ringan atau "
                "berat.",
            }
        }
    )
    found = of(link_sanctions(corpus), "pasal-5")
    assert {s.level: len(s.penalties) for s in found} == {"ringan": 2, "berat": 2}


def test_administrative_sanction_has_list_of_its_weight(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(
        {
            "uu-1-2020": {
                "pasal-5": "Pejabat dilarang berpihak.",
                "pasal-80": "Pejabat yang melanggar Pasal 5 dikenai sanksi administratif sedang.",
                "pasal-81": "",
                "pasal-81/ayat-1": "Sanksi administratif ringan itu:",
                "pasal-81/ayat-1/huruf-a": "teguran lisan; atau",
                "pasal-81/ayat-1/huruf-b": "teguran tertulis.",
                "pasal-81/ayat-2": "Sanksi administratif sedang itu:",
                "pasal-81/ayat-2/huruf-a": "uang paksa; atau",
                "pasal-81/ayat-2/huruf-b": "pemberhentian sementara.",
            }
        }
    )
    (sanction,) = of(link_sanctions(corpus), "pasal-5", "uu-1-2020")
    assert sanction.penalties == ("uang paksa", "pemberhentian sementara")
    assert sanction.note == "Sanksi administratif sedang."
