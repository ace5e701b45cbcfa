"""What an agency's own document punishes, and what it only mentions beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.law.sanctioned import link_sanctions, of

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.law.references import Corpus

    MakeCorpus = Callable[..., Corpus]

RULES = {
    "pasal-1": "Penjaga kolam dilarang tidur di menara.",
    "pasal-2": "Kepala regu wajib memeriksa buku jaga.",
}


def penalties(make_corpus: MakeCorpus, texts: dict[str, str], address: str, kind: str) -> list[str]:
    document = f"{kind}-1-2022"
    corpus = make_corpus({document: texts}, entries={document: {"user": True}})
    found = of(link_sanctions(corpus), address, document)
    return [penalty for sanction in found for penalty in sanction.penalties]


def test_superior_who_lets_a_breach_pass_is_punished_apart(make_corpus: MakeCorpus) -> None:
    texts = RULES | {
        "pasal-3": "Penjaga yang melanggar Pasal 1 dikenai teguran lisan.",
        "pasal-4": "Kepala regu yang membiarkan pelanggaran Pasal 1 dicopot dari jabatannya.",
    }
    assert penalties(make_corpus, texts, "pasal-1", "perbup") == ["teguran lisan"]
    assert penalties(make_corpus, texts, "pasal-4", "perbup") == ["dicopot dari jabatannya"]


def test_duty_of_the_superior_himself_is_punished(make_corpus: MakeCorpus) -> None:
    text = "Kepala regu yang tidak memeriksa bawahan menurut Pasal 2 dikenai teguran tertulis."
    found = penalties(make_corpus, RULES | {"pasal-3": text}, "pasal-2", "perbup")
    assert found == ["teguran tertulis"]


@pytest.mark.parametrize(
    ("text", "penalty"),
    [
        (
            "Mitra yang membocorkan denah dimasukkan dalam daftar hitam selama 1 (satu) tahun.",
            "dimasukkan dalam daftar hitam selama 1 (satu) tahun",
        ),
        ("Penjaga yang merusak pagar wajib mengganti pagar itu.", "wajib mengganti pagar itu"),
        ("Tamu yang berteriak dikeluarkan dari aula.", "dikeluarkan dari aula"),
        (
            "Penjaga yang dijatuhi hukuman disiplin ringan, TPP-nya dipotong 5%.",
            "TPP-nya dipotong 5%",
        ),
        (
            "Penjaga yang sudah ditegur dikenai sanksi secara berurutan:",
            "peringatan",
        ),
    ],
    ids=["black list", "compensation", "expulsion", "cut besides a punishment", "list in order"],
)
def test_penalty_of_what_the_sentence_itself_says_was_done(
    text: str, penalty: str, make_corpus: MakeCorpus
) -> None:
    texts = {"pasal-1": text}
    if text.endswith(":"):
        texts |= {"pasal-1/huruf-a": "peringatan; dan", "pasal-1/huruf-b": "skorsing."}
    assert penalties(make_corpus, texts, "pasal-1", "perbup")[0] == penalty


@pytest.mark.parametrize(
    "text",
    [
        "Pegawai yang mencapai batas usia diberhentikan dengan hormat.",
        "Penjaga yang bertugas malam menerima uang makan.",
        "Warga yang mengajukan keberatan tidak dipungut biaya.",
    ],
)
def test_what_is_no_breach_has_no_penalty_of_its_own(text: str, make_corpus: MakeCorpus) -> None:
    found = penalties(make_corpus, {"pasal-1": text}, "pasal-1", "perbup")
    assert not any("uang makan" in one or "dipungut" in one or "usia" in one for one in found)


def test_allowance_that_is_not_paid_is_a_sanction_of_each_cause(make_corpus: MakeCorpus) -> None:
    texts = {
        "pasal-1": "TPP tidak dibayarkan kepada pegawai yang:",
        "pasal-1/huruf-a": "belum menyerahkan kunci gudang; atau",
        "pasal-1/huruf-b": "belum mengisi buku tamu.",
    }
    (told,) = penalties(make_corpus, texts, "pasal-1/huruf-b", "perbup")
    assert told.startswith("TPP tidak dibayarkan")


def test_sanction_that_cites_the_dictum_means_its_annex(make_corpus: MakeCorpus) -> None:
    texts = {
        "diktum-KESATU": "Tata tertib kolam tercantum dalam Lampiran.",
        "diktum-KEDUA": "Penjaga yang melanggar Diktum KESATU dikenai teguran lisan.",
        "lampiran-I": "",
        "lampiran-I/angka-1": "Menguras kolam setiap Senin.",
    }
    found = penalties(make_corpus, texts, "lampiran-I/angka-1", "keputusan")
    assert found == ["teguran lisan"]


def test_dictums_are_cited_by_number_alone(make_corpus: MakeCorpus) -> None:
    texts = {
        "diktum-KESATU": "Melarang memberi makan ikan.",
        "diktum-KEDUA": "Melarang menyelam.",
        "diktum-KETIGA": "Yang melanggar KESATU sampai dengan KEDUA diberikan teguran lisan.",
    }
    assert penalties(make_corpus, texts, "diktum-KEDUA", "keputusan") == ["teguran lisan"]


def test_letter_punishes_by_what_a_point_says_of_its_own(make_corpus: MakeCorpus) -> None:
    texts = {
        "angka-1": "Penjaga dilarang membawa tikar.",
        "angka-2": "Pelanggaran angka 1 dikenai teguran lisan.",
        "angka-3": "Kepala regu yang tidak mengawasi dikenai pemotongan TPP sebesar 5%.",
    }
    assert penalties(make_corpus, texts, "angka-1", "se") == ["teguran lisan"]
    whole = {"angka-1": texts["angka-1"], "angka-2": "Pelanggar dikenai teguran lisan."}
    assert penalties(make_corpus, whole, "angka-1", "se") == ["teguran lisan"]


def test_class_of_breaches_is_defined_by_the_articles_broken(make_corpus: MakeCorpus) -> None:
    texts = RULES | {
        "pasal-3": "",
        "pasal-3/ayat-1": "Pelanggaran ringan adalah pelanggaran terhadap Pasal 1.",
        "pasal-3/ayat-2": "Pelanggaran berat adalah pelanggaran terhadap Pasal 2.",
        "pasal-4": "",
        "pasal-4/ayat-1": "Pelanggaran ringan dikenai permohonan maaf.",
        "pasal-4/ayat-2": "Pelanggaran berat diputus kontraknya.",
    }
    assert penalties(make_corpus, texts, "pasal-1", "perbup") == ["permohonan maaf"]
    assert penalties(make_corpus, texts, "pasal-2", "perbup") == ["diputus kontraknya"]


def test_next_step_of_a_penalty_that_no_list_knows_is_shown_with_it(
    make_corpus: MakeCorpus,
) -> None:
    texts = RULES | {
        "pasal-3": "",
        "pasal-3/ayat-1": "Penjaga yang melanggar Pasal 1 diberikan peringatan tertulis.",
        "pasal-3/ayat-2": "Apabila peringatan pada ayat (1) tidak diindahkan, sepedanya ditarik.",
    }
    first, second = penalties(make_corpus, texts, "pasal-1", "perbup")
    assert (first, "sepedanya ditarik" in second) == ("peringatan tertulis", True)


def test_every_part_of_a_sanction_is_told(make_corpus: MakeCorpus) -> None:
    texts = RULES | {
        "pasal-3": "Penjaga yang melanggar Pasal 1 dikenai pencabutan kunci dan dijatuhi hukuman "
        "disiplin sesuai ketentuan peraturan perundang-undangan.",
        "pasal-4": "Memberikan teguran lisan kepada kepala regu yang tidak melaksanakan Pasal 2, "
        "dan teguran tertulis apabila mengulangi.",
    }
    (told,) = penalties(make_corpus, texts, "pasal-1", "perbup")
    assert told.startswith("pencabutan kunci dan dijatuhi hukuman disiplin")
    found = penalties(make_corpus, texts, "pasal-2", "perbup")
    assert found == ["teguran lisan", "teguran tertulis apabila mengulangi"]


def test_authority_to_punish_names_no_penalty(make_corpus: MakeCorpus) -> None:
    texts = {
        "pasal-1": "Anggota wajib menaati kode etik.",
        "pasal-2": "Majelis berwenang:",
        "pasal-2/huruf-a": "menjatuhkan sanksi kepada anggota yang terbukti melanggar kode etik.",
    }
    assert penalties(make_corpus, texts, "pasal-1", "perbup") == []


def test_row_tells_for_how_long_its_penalty_lasts(make_corpus: MakeCorpus) -> None:
    document, address = "perbup-1-2022", "lampiran-I/angka-1"
    texts = {"pasal-1": "Pengurangan tercantum dalam Lampiran.", "lampiran-I": ""}
    cells = {f"{document}#{address}": (("Pengurangan", "10%"), ("Jangka Waktu", "2 bulan"))}
    corpus = make_corpus(
        {document: texts | {address: "Menitipkan presensi."}},
        entries={document: {"user": True}},
        cells=cells,
    )
    (sanction,) = of(link_sanctions(corpus), address, document)
    assert sanction.penalties == ("pengurangan 10%, jangka waktu 2 bulan",)
