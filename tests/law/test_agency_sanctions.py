"""Sanctions as agencies and villages word them: cuts of allowances, lists beside the breach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.law.sanctioned import LEVELS, basis, link_sanctions, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.law.references import Corpus

    MakeCorpus = Callable[..., Corpus]


def penalties(corpus: Corpus, address: str, document: str = "perbup-1-2020") -> list[str]:
    found = of(link_sanctions(corpus), address, document)
    return [penalty for sanction in found for penalty in sanction.penalties]


@pytest.mark.parametrize(
    ("text", "penalty"),
    [
        (
            "Pegawai yang tidak mengikuti apel dipotong TPP sebesar 2% (dua persen) setiap kali.",
            "dipotong TPP sebesar 2% (dua persen) setiap kali",
        ),
        (
            "Pegawai yang tidak berpakaian dinas diberikan teguran lisan dan TPP dikurangi 1%.",
            "teguran lisan dan TPP dikurangi 1%",
        ),
        (
            "Warga yang melepas ternak dikenakan denda adat sebesar Rp50.000,00 tiap ekor.",
            "denda adat sebesar Rp50.000,00 tiap ekor",
        ),
        (
            "Pegawai yang tidak piket dikenakan sanksi : TPP dikurangi 30% sebulan.",
            "TPP dikurangi 30% sebulan",
        ),
    ],
)
def test_sanction_is_shown_in_its_own_words(
    text: str, penalty: str, make_corpus: MakeCorpus
) -> None:
    corpus = make_corpus({"perbup-1-2020": {"pasal-1": text}})
    assert penalties(corpus, "pasal-1") == [penalty]


LIST = {
    "pasal-3": "",
    "pasal-3/ayat-1": "Pegawai yang melanggar Pasal 1 dikenai sanksi administratif.",
    "pasal-3/ayat-2": "Sanksi administratif sebagaimana dimaksud pada ayat (1) berupa:",
    "pasal-3/ayat-2/huruf-a": "teguran lisan; dan",
    "pasal-3/ayat-2/huruf-b": "teguran tertulis.",
}


def test_named_cut_is_no_case_of_the_list_of_another_article(make_corpus: MakeCorpus) -> None:
    texts = {"pasal-1": "Pegawai dilarang merokok."} | LIST
    texts["pasal-4"] = "Pegawai yang pulang cepat dikenai pemotongan TPP sebesar 1%."
    corpus = make_corpus({"perbup-1-2020": texts})
    assert penalties(corpus, "pasal-1") == ["teguran lisan", "teguran tertulis"]
    assert penalties(corpus, "pasal-4") == ["pemotongan TPP sebesar 1%"]


def test_each_sanction_has_the_list_that_names_it(make_corpus: MakeCorpus) -> None:
    texts = {"pasal-1": "Pegawai dilarang merokok.", "pasal-2": "Pegawai dilarang berjudi."} | LIST
    texts |= {
        "pasal-4": "",
        "pasal-4/ayat-1": "Pegawai yang melanggar Pasal 2 dikenai sanksi administratif.",
        "pasal-4/ayat-2": "Sanksi administratif sebagaimana dimaksud pada ayat (1) berupa:",
        "pasal-4/ayat-2/huruf-a": "penundaan TPP selama 3 bulan; dan",
        "pasal-4/ayat-2/huruf-b": "pembebasan tugas.",
    }
    corpus = make_corpus({"perbup-1-2020": texts})
    assert penalties(corpus, "pasal-1") == ["teguran lisan", "teguran tertulis"]
    assert penalties(corpus, "pasal-2") == ["penundaan TPP selama 3 bulan", "pembebasan tugas"]


def test_statement_has_its_own_list_before_any_other(make_corpus: MakeCorpus) -> None:
    texts = {"pasal-1": "Pegawai dilarang merokok.", "pasal-2": "Pustakawan wajib hadir."} | LIST
    texts |= {
        "pasal-4": "Pustakawan yang melanggar Pasal 2 dikenai sanksi administratif berupa:",
        "pasal-4/huruf-a": "pembekuan; dan",
        "pasal-4/huruf-b": "pencabutan bantuan.",
    }
    corpus = make_corpus({"perbup-1-2020": texts})
    assert penalties(corpus, "pasal-2") == ["pembekuan", "pencabutan bantuan"]
    (sanction,) = of(link_sanctions(corpus), "pasal-2", "perbup-1-2020")
    assert basis(sanction) == ["Perbup 1/2020 Pasal 4"]


def test_penalty_of_one_kind_stands_in_a_neighbouring_ayat(make_corpus: MakeCorpus) -> None:
    texts = {
        "pasal-1": "Penyelenggara wajib melapor.",
        "pasal-2": "",
        "pasal-2/ayat-1": "Penyelenggara yang melanggar Pasal 1 dikenai sanksi administratif.",
        "pasal-2/ayat-2": "Sanksi administratif sebagaimana dimaksud pada ayat (1) yaitu teguran "
        "tertulis.",
    }
    corpus = make_corpus({"perbup-1-2020": texts})
    assert penalties(corpus, "pasal-1") == ["teguran tertulis"]


def test_item_sets_the_measure_of_the_penalty_of_its_list(make_corpus: MakeCorpus) -> None:
    texts = {
        "pasal-4": "Pegawai yang terlambat dikenai pemotongan TPP dengan ketentuan sebagai "
        "berikut:",
        "pasal-4/huruf-a": "terlambat 1 menit sampai dengan 30 menit dipotong 0,5%; dan",
        "pasal-4/huruf-b": "terlambat lebih dari 30 menit dipotong 1%.",
    }
    corpus = make_corpus({"perbup-1-2020": texts})
    assert penalties(corpus, "pasal-4/huruf-a") == ["pemotongan TPP: dipotong 0,5%"]
    assert penalties(corpus, "pasal-4/huruf-b") == ["pemotongan TPP: dipotong 1%"]


def test_annex_with_sanctions_is_no_norm_of_what_refers_to_it(make_corpus: MakeCorpus) -> None:
    texts = {
        "pasal-1": "Pegawai yang melanggar dikenai pemotongan TPP sebagaimana tercantum dalam "
        "Lampiran I.",
        "lampiran-I": "",
        "lampiran-I/angka-1": "Tidak ikut senam",
    }
    cells = {"perbup-1-2020#lampiran-I/angka-1": (("Sanksi", "Teguran lisan"),)}
    corpus = make_corpus({"perbup-1-2020": texts}, cells=cells)
    assert penalties(corpus, "lampiran-I/angka-1") == ["Teguran lisan"]


def test_criminal_penalty_may_be_imposed_by_another_verb(make_corpus: MakeCorpus) -> None:
    text = "Badan yang menolak memberi informasi dikenakan pidana kurungan paling lama 1 tahun."
    (sanction,) = of(link_sanctions(make_corpus({"uu-1-2020": {"pasal-1": text}})), "pasal-1",
                     "uu-1-2020")  # fmt: skip
    assert sanction.level == "pidana"


def own(make_corpus: MakeCorpus, text: str) -> Corpus:
    """A user's circular that punishes by other law, beside two regulations on discipline."""
    return make_corpus(
        {
            "pp-53-2010": LEVELS,
            "pp-94-2021": LEVELS,
            "se-1-2022": {"angka-1": "Pegawai dilarang bolos.", "angka-2": text},
        },
        entries={"se-1-2022": {"user": True}},
    )


def test_law_that_a_sanction_names_is_followed_to_its_penalties(make_corpus: MakeCorpus) -> None:
    text = "Pelanggaran angka 1 dikenakan sanksi sesuai dengan PP Nomor 94 Tahun 2021."
    (sanction,) = of(link_sanctions(own(make_corpus, text)), "angka-1", "se-1-2022")
    assert "PP 94/2021 Pasal 8 ayat (1)" in basis(sanction)
    assert sanction.note is None


def test_law_that_a_sanction_does_not_name_is_said_to_be_unnamed(make_corpus: MakeCorpus) -> None:
    text = "Pelanggaran angka 1 dikenakan sanksi sesuai ketentuan peraturan perundang-undangan."
    (sanction,) = of(link_sanctions(own(make_corpus, text)), "angka-1", "se-1-2022")
    assert [entry.document for entry in sanction.basis] == ["se-1-2022"]
    assert sanction.note
    assert "tidak menyebut peraturan mana" in sanction.note


def test_law_on_discipline_is_followed_by_that_name(make_corpus: MakeCorpus) -> None:
    text = (
        "Pelanggaran angka 1 dikenakan sanksi sesuai peraturan perundang-undangan di bidang "
        "disiplin pegawai."
    )
    (sanction,) = of(link_sanctions(own(make_corpus, text)), "angka-1", "se-1-2022")
    assert "PP 53/2010 Pasal 8 ayat (1)" in basis(sanction)


HOUSE = {
    "pasal-1": "Setiap orang dilarang:",
    "pasal-1/huruf-a": "menyewakan rumah dinas; dan",
    "pasal-1/huruf-b": "memelihara angsa di halaman kantor.",
    "pasal-2": "Warga wajib mengikuti ronda malam.",
}


def owned(make_corpus: MakeCorpus, texts: dict[str, str]) -> Corpus:
    """A user's house rules."""
    return make_corpus({"perdes-1-2022": texts}, entries={"perdes-1-2022": {"user": True}})


@pytest.mark.parametrize(
    ("text", "norm", "penalty"),
    [
        (
            "Penghuni yang melanggar Pasal 1 huruf a dicabut hak huniannya.",
            "pasal-1/huruf-a",
            "dicabut hak huniannya",
        ),
        (
            "Setiap orang yang melanggar Pasal 1 huruf b membersihkan balai desa.",
            "pasal-1/huruf-b",
            "membersihkan balai desa",
        ),
        (
            "Warga yang tidak ikut ronda sebagaimana dimaksud dalam Pasal 2 membayar uang ganti "
            "sebesar Rp25.000,00.",
            "pasal-2",
            "membayar uang ganti sebesar Rp25.000,00",
        ),
        (
            "Memberikan peringatan keras kepada warga yang melanggar Pasal 2.",
            "pasal-2",
            "peringatan keras",
        ),
        (
            "Warga yang melanggar Pasal 2 mengganti biaya jaga dan diberi surat peringatan.",
            "pasal-2",
            "mengganti biaya jaga dan diberi surat peringatan",
        ),
        (
            "Setiap orang yang melanggar Pasal 1 huruf b diberi peringatan oleh ketua RT.",
            "pasal-1/huruf-b",
            "diberi peringatan oleh ketua RT",
        ),
    ],
)
def test_penalty_that_no_list_knows_is_what_follows_the_breach(
    text: str, norm: str, penalty: str, make_corpus: MakeCorpus
) -> None:
    corpus = owned(make_corpus, HOUSE | {"pasal-3": text})
    for address in (norm, "pasal-3"):
        assert penalties(corpus, address, "perdes-1-2022") == [penalty], address


@pytest.mark.parametrize(
    "text",
    [
        "Pelanggaran sebagaimana dimaksud dalam Pasal 1 huruf a diperiksa oleh tim.",
        "Tata cara laporan atas Pasal 1 huruf a ditetapkan oleh kepala desa.",
        "Warga yang tidak hadir dapat memberi kuasa.",
    ],
)
def test_procedure_is_no_penalty(text: str, make_corpus: MakeCorpus) -> None:
    corpus = owned(make_corpus, HOUSE | {"pasal-3": text})
    for address in ("pasal-1/huruf-a", "pasal-3"):
        assert of(link_sanctions(corpus), address, "perdes-1-2022") == ()


def test_reviewed_documents_punish_in_known_words_only(make_corpus: MakeCorpus) -> None:
    text = "Penghuni yang melanggar Pasal 1 huruf a dicabut hak huniannya."
    corpus = make_corpus({"perdes-1-2022": HOUSE | {"pasal-3": text}})
    assert of(link_sanctions(corpus), "pasal-3", "perdes-1-2022") == ()


def test_breaches_are_classed_one_by_one(make_corpus: MakeCorpus) -> None:
    texts = HOUSE | {
        "pasal-3": "",
        "pasal-3/ayat-1": "Pelanggaran Pasal 1 huruf b dan Pasal 2 merupakan pelanggaran ringan.",
        "pasal-3/ayat-2": "Pelanggaran Pasal 1 huruf a tergolong pelanggaran berat.",
        "pasal-4": "",
        "pasal-4/ayat-1": "Pelanggaran ringan dikenai kerja bakti 2 (dua) jam.",
        "pasal-4/ayat-2": "Pelanggaran berat sebagaimana dimaksud dalam Pasal 3 ayat (2) dikenai "
        "pengosongan rumah.",
    }
    corpus = owned(make_corpus, texts)
    for address, penalty in (
        ("pasal-1/huruf-a", "pengosongan rumah"),
        ("pasal-1/huruf-b", "kerja bakti 2 (dua) jam"),
        ("pasal-2", "kerja bakti 2 (dua) jam"),
    ):
        assert penalties(corpus, address, "perdes-1-2022") == [penalty], address
