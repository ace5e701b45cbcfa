"""Leaving candidates unweighed changes nothing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from regsearch.query.lexicon import entries
from regsearch.query.parse import understand
from regsearch.query.spelling import correct
from regsearch.rank import ranking
from regsearch.search import answer

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex
    from regsearch.rank.candidate import Candidate
    from regsearch.rank.factors import Asked
    from regsearch.rank.ranking import Contest

_QUESTIONS = (
    "hukuman bagi PNS yang ikut kampanye setelah penetapan calon",
    "bolehkah istri saya yang PNS mendampingi calon bupati",
    "apa arti netralitas",
    "masuk kerja",
    "tidak masuk kerja 15 hari",
    "wajib lapor harta kekayaan",
    "apa saja jenis hukuman disiplin berat",
    "keputusan yang menguntungkan petahana pada pilkada",
    *(" ".join(entry.say[0]) for entry in entries()[::12]),
)


def _contest(index: OpenIndex, question: str) -> Contest:
    understood = understand(
        question, date(2026, 11, 22), index.directory, index.analyser, partial(correct, index)
    )
    return answer.contest_of(index, understood)


@pytest.mark.parametrize("question", _QUESTIONS)
def test_the_first_are_the_first_of_all(opened: OpenIndex, question: str) -> None:
    every = _contest(opened, question).first(1_000)
    for number in (1, 3, 10):
        weighed = _contest(opened, question)
        assert weighed.first(number)[:number] == every[:number]
        # Asking for more goes on from there.
        assert weighed.first(30)[:30] == every[:30]


@pytest.mark.parametrize("question", _QUESTIONS)
def test_none_comes_to_more_than_its_bound(opened: OpenIndex, question: str) -> None:
    found = _contest(opened, question)
    for key, (place,) in found._places.items():
        entry = found.entry_of(key)
        assert entry
        assert entry.score < found._bounds[place], (key, entry.factors)


def test_most_candidates_are_never_weighed(
    opened: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed: list[str] = []

    def told(candidate: Candidate, asked: Asked) -> list[str]:
        weighed.append(candidate.key)
        return list(by_itself(candidate, asked))

    by_itself = ranking.by_itself
    monkeypatch.setattr(ranking, "by_itself", told)
    found = _contest(opened, "foto bersama calon bupati").first(10)
    assert len(found) >= 10
    assert len(weighed) < 100
