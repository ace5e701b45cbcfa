"""What the catalogue of behaviours remarks on an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.behaviours.catalog import read_behaviours
from regsearch.behaviours.index_files import IndexedBehaviour, IndexedNorm
from regsearch.search.summary import with_remarks

if TYPE_CHECKING:
    from regsearch.model import Answer
    from regsearch.search.library import Library


def remarks(answer: Answer) -> list[str]:
    return [note.text for note in answer.notes if note.text.startswith("Untuk “")]


def test_answer_has_the_remark_of_its_behaviour(library: Library) -> None:
    reply = library.ask("pppk bolos 10 hari", as_of="2026-11-22")
    assert reply.behaviour is not None
    behaviour = next(b for b in read_behaviours() if b.id == reply.behaviour.id)
    written = {f"Untuk “{behaviour.name}”: {n.note}." for n in behaviour.norms if n.note}
    found = [text for answer in reply.answers for text in remarks(answer)]
    assert found
    assert set(found) <= written
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("question", "left"), [("pppk bolos", "tentang PPPK"), ("pns bolos", "tentang PNS")]
)
def test_remarks_for_others_are_left_out(library: Library, question: str, left: str) -> None:
    query = library.ask(question).query
    answer = library.lookup("PP 49/2018 Pasal 52 ayat (1)").answers[0]
    assert answer.passage is not None
    norms = [
        IndexedNorm(answer.passage.key, 0, answer.citation, [who], None, [], [], told)
        for who, told in (("pns", "tentang PNS"), ("pppk", "tentang PPPK"))
    ]
    shown = with_remarks(query, IndexedBehaviour("bolos", "Bolos", False, norms, []), answer)
    assert remarks(shown) == [f"Untuk “Bolos”: {left}."]


def test_look_up_has_none(library: Library) -> None:
    """A remark answers a question; the provision itself is the same for every one."""
    reply = library.lookup("PP 49/2018 Pasal 52 ayat (1)")
    assert remarks(reply.answers[0]) == []
