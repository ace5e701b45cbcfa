"""Candidates are ordered by their scores, items before lead-ins, norms before what punishes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.rank.candidates import CandidatePool
from regsearch.search.answer import rank_candidates

if TYPE_CHECKING:
    from regsearch.rank.ranking import Ranking
    from regsearch.search.library import Library


def _ranking(library: Library, question: str) -> Ranking:
    query = library._parse(question, {"as_of": date(2026, 11, 22)})
    return rank_candidates(CandidatePool(library._index), query)


@pytest.mark.parametrize(
    "question", ["ikut kampanye", "tidak masuk kerja 15 hari", "apa arti netralitas", "medsos"]
)
def test_each_candidate_is_ranked_once(library: Library, question: str) -> None:
    ranking = _ranking(library, question)
    keys = [entry.key for entry in ranking.entries]
    assert len(keys) == len(set(keys))
    assert len(keys) > 3
    for entry in ranking.entries:
        assert ranking.entry_of(entry.key) == entry
        assert 0 <= entry.text_score <= 1
        assert 0 <= entry.behaviour_score <= 1


def test_item_is_promoted_before_its_lead_in(library: Library) -> None:
    keys = [e.key for e in _ranking(library, "mendukung calon kepala daerah").entries]
    lead_in = keys.index("pp-94-2021#pasal-5/huruf-n")
    assert any(k.startswith("pp-94-2021#pasal-5/huruf-n/") for k in keys[:lead_in])


def test_norm_is_promoted_before_the_article_that_punishes_it(library: Library) -> None:
    norm, article = "pp-94-2021#pasal-5/huruf-k", "pp-94-2021#pasal-14/huruf-g"
    keys = [e.key for e in _ranking(library, "menerima hadiah yang berhubungan jabatan").entries]
    assert keys.index(norm) < keys.index(article)


def test_behaviour_brings_candidates_without_a_word_of_the_question(library: Library) -> None:
    entries = _ranking(library, "pencet jempol di status cagub").entries
    brought = [entry for entry in entries[:10] if entry.behaviour_score > entry.text_score]
    assert brought
