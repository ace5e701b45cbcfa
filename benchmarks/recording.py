"""Questions are recorded for the replay, and the replay is held against the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from measures import DEPTH, Shown, shown
from replay import Replay, using

from regsearch.query.lexicon import question_words
from regsearch.rank.candidate import count_in, spaced, together
from regsearch.rank.factors import Asked, factors
from regsearch.rank.relevance import weights
from regsearch.search import answer, expand
from regsearch.search.as_of import answer_of
from regsearch.search.lookup import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questions import Question
    from replay import Numbers, Values

    from regsearch.model import Passage
    from regsearch.search.library import Library


def record(library: Library, question: Question) -> Replay:
    """Return *question* with everything of its ranking that does not depend on the weights."""
    index = library._index
    understood = library.explain(question.text, as_of=question.day, limit=1).understood
    day = understood.query.as_of
    concepts = understood.concepts
    ways = [(i, w, way) for i, c in enumerate(concepts) for w, way in enumerate(c.variants)]
    found = sorted(answer.candidates(index, understood), key=lambda c: (c.document, c.order))
    fields = tuple(weights().fields)
    counts = np.zeros((len(found), len(ways), len(fields)))
    for row, candidate in enumerate(found):
        for column, (_, _, way) in enumerate(ways):
            said = together([candidate.words[spaced(stem)] for stem in way])
            counts[row, column] = [count_in(name, said) for name in fields]
    bits = {token: 1 << n for n, token in enumerate(dict.fromkeys(t for *_, w in ways for t in w))}
    frequency = index.engine.frequency
    known = [any(all(map(frequency, way)) for way in c.variants) for c in concepts]
    rare = answer.rarities(index.terms, understood)
    asked = Asked(understood)
    passages = [index.passage_at(candidate.key) for candidate in found]
    applied: dict[str, Numbers] = {}
    for row, candidate in enumerate(found):
        for name in factors(candidate, asked):
            applied.setdefault(name, np.zeros(len(found)))[row] = 1

    def as_shown(passage: Passage) -> Shown:
        return shown(answer_of(passage, day, index.instrument(passage)))

    rows = {passage.key: row for row, passage in enumerate(passages)}
    beyond: list[Passage] = []
    followed: dict[int, list[tuple[int, str]]] = {}
    for row, own in enumerate(passages):
        for passage, why in expand.followed(index, understood, own):
            if passage.key not in rows:
                rows[passage.key] = len(rows)
                beyond.append(passage)
            followed.setdefault(row, []).append((rows[passage.key], why))
    named = {passage.key: as_shown(passage) for passage in answer.cited_answers(index, understood)}
    places = {(p.document, p.locator): row for row, p in enumerate(passages)}
    outer = {
        row: leads
        for row, p in enumerate(passages)
        if (
            leads := [
                places[place]
                for depth in range(1, len(p.locator))
                if (place := (p.document, p.locator[:depth])) in places
            ]
        )
    }
    punished_by: dict[int, list[int]] = {}
    if "sanction" not in understood.intents:
        norms = {
            place: row
            for place, row in places.items()
            if passages[row].modality in {"larangan", "kewajiban"}
        }
        for row, p in enumerate(passages):
            if p.modality == "sanksi":
                for r in p.related:
                    if (r.document, r.locator) in norms:
                        punished_by.setdefault(norms[r.document, r.locator], []).append(row)
    return Replay(
        question=question,
        fields=fields,
        counts=counts,
        length=np.array([float(c.length) for c in found]),
        idea=np.array([i for i, _, _ in ways], dtype=np.intp),
        own=np.array([w == 0 for _, w, _ in ways], dtype=bool),
        rarity=np.array([r if k else c.weight for (c, r), k in zip(rare, known, strict=True)]),
        unknown=np.array([not k for k in known], dtype=bool),
        topical=np.array([c.topical for c in concepts], dtype=bool),
        strange=not all(known),
        about_them=understood.about_them,
        factors=tuple(sorted(applied.items())),
        outer=outer,
        stems=[sum(bits[token] for token in set(way)) for *_, way in ways],
        punished_by=punished_by,
        followed=followed,
        shown=[as_shown(passage) for passage in (*passages, *beyond)],
        keys=list(rows),
        named=list(named.items()),
        absent=bool(missing(index, question.text, day)),
        covered=question_words().not_covered.get(understood.query.subject or "") is None
        or not (understood.weak or any(concept.topical for concept in concepts)),
    )


def disagreements(library: Library, replays: Sequence[Replay], values: Values) -> Mapping[str, str]:
    """Return the questions that the replay answers otherwise than the program, with how."""
    different: dict[str, str] = {}
    with using(values):
        for replay in replays:
            question = replay.question
            reply = library.ask(question.text, as_of=question.day, limit=DEPTH)
            theirs = [a.passage.key for a in reply.answers if a.passage]
            outcome, found = replay.reply(values)
            ours = [key for key, _ in replay.named] + [replay.keys[number] for number in found]
            if outcome != reply.outcome:
                different[question.id] = f"{outcome}, not {reply.outcome}"
            elif ours[:DEPTH] != theirs:
                at = next(n for n in range(DEPTH) if ours[n : n + 1] != theirs[n : n + 1])
                different[question.id] = (
                    f"answer {at + 1}: {ours[at : at + 1]}, not {theirs[at : at + 1]}"
                )
    return different
