"""The asker's words, one by one, in a document of the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch import data
from regsearch.index.features import pack_counts
from regsearch.rank.own_question import people_said, wanted
from regsearch.rank.own_words import OwnScorer, own_concepts
from regsearch.search.answer import concept_idfs

if TYPE_CHECKING:
    from regsearch.index.features import Features
    from regsearch.index.reader import OpenIndex
    from regsearch.rank.own_words import Found
    from regsearch.search.library import Library


class _Terms:
    """The words of an index and those of a document that was added to it."""

    def __init__(self, opened: OpenIndex, added: set[str]) -> None:
        self._terms, self._added = opened.terms, added

    def frequencies(self, tokens: object) -> dict[str, int]:
        found = self._terms.frequencies(tokens)  # type: ignore[arg-type]
        return {token: seen or int(token in self._added) for token, seen in found.items()}

    def count(self) -> int:
        return self._terms.count()


def found(library: Library, question: str, text: str, title: str = "") -> Found:
    """Return how well a provision with *text* answers *question*."""
    index = library._index
    query = library._parse(question, {})
    fields = {"text": text, "title": title}
    stems = {field: index.analyser.stems(words) for field, words in fields.items()}
    none = dict.fromkeys(("penjelasan", "context", "around", "heading", "sanction"), ())
    counts = pack_counts({**none, **stems})
    any_one: Features = index.features.many([0])[0]
    features = any_one._replace(counts=counts, length=len(stems["text"]))
    terms = _Terms(index, set(counts))
    people = people_said(query.words, query.concepts, index.analyser)
    concepts = own_concepts(
        concept_idfs(terms, (*query.concepts, *people)),  # type: ignore[arg-type]
        terms,  # type: ignore[arg-type]
        index.analyser,
    )
    asked = wanted(query.words, index.analyser)
    return OwnScorer(concepts, asked).found_in(features)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("belum lapor harta kekayaan", "Pejabat wajib menyampaikan harta kekayaan."),
        ("rambut dicat ungu", "Pegawai dilarang mewarnai rambut."),
        ("ngubur bangkai di kali", "Warga dilarang mengubur bangkai di sungai."),
        ("tidak ikut kerja bakti", "Warga wajib mengikuti kerja bakti."),
        ("mahasiswi bawa miras", "Mahasiswa dilarang membawa minuman keras."),
        ("dipinjemin ke temen", "Warga dilarang meminjamkan kepada teman."),
        ("pas bangkai terlanjur dikubur", "Warga dilarang mengubur bangkai."),
    ],
    ids=[
        "part of a phrase",
        "synonym",
        "casual form",
        "duty left undone",
        "phrase",
        "casual spelling",
        "words that tell a story",
    ],
)
def test_everyday_words_find_the_agencys_own(library: Library, question: str, text: str) -> None:
    other = "Kepala Dinas menetapkan jadwal penyusunan anggaran."
    assert found(library, question, text).coverage > 0.6
    assert found(library, question, other).coverage < 0.2


def test_statutory_synonyms_count_less_than_the_word_itself(library: Library) -> None:
    own = found(library, "titip absen", "Pegawai dilarang menitipkan rekaman absen.")
    law = found(library, "titip absen", "Pegawai yang terlambat dipotong tunjangannya.")
    assert own.coverage > law.coverage > 0


def test_word_of_the_title_counts_less(library: Library) -> None:
    said = found(library, "kebersihan pasar", "Menjaga kebersihan pasar.")
    titled = found(library, "kebersihan pasar", "Menjaga pintu.", "Kebersihan Pasar")
    assert said.coverage > titled.coverage * 1.5


def test_unknown_word_makes_an_answer_doubtful(library: Library) -> None:
    told = found(library, "buang qwyzxu", "Dilarang membuang sampah.")
    assert told.strict < 0.55 < told.coverage


def test_synonyms_are_lower_case_and_stand_once_in_a_row() -> None:
    for row in data.table("everyday")["synonyms"]:
        assert [word.lower() for word in row] == row
        assert len(set(row)) == len(row) > 1


def test_common_synonym_tells_less_than_a_rare_word(library: Library) -> None:
    rare = found(library, "ngumpulin kerajinan", "Warga mengumpulkan kerajinan.")
    common = found(library, "ngumpulin kerajinan", "Warga menyampaikan kerajinan.")
    assert rare.coverage > common.coverage + 0.2


def test_people_of_the_question_count_where_the_law_does_not_search_them(
    library: Library,
) -> None:
    of_them = found(library, "dosen plagiat", "Dosen yang melakukan plagiat.")
    of_others = found(library, "dosen plagiat", "Mahasiswa yang melakukan plagiat.")
    assert of_them.score > of_others.score


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("berapa harga bibit lele", False),
        ("jam berapa bibit lele datang", False),
        ("berapa pengawas bibit lele", False),
        ("berapa lama jual bibit lele dilarang", True),
        ("jual bibit lele dendanya berapa", True),
    ],
)
def test_rule_without_what_is_asked_does_not_answer(
    library: Library, question: str, answers: bool
) -> None:
    rule = found(library, question, "Petugas dilarang menjual bibit lele.")
    assert (rule.coverage > 0) is answers


def test_words_had_and_missed_are_counted(library: Library) -> None:
    rule = found(library, "bendera robek di lapangan", "Bendera robek.")
    assert (rule.having, rule.missing) == (2, 1)
