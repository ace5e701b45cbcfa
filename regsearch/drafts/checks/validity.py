"""Whether what a draft cites is law on the day that it is about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.blocks import sentence_around
from regsearch.drafts.words import alternatives
from regsearch.model import Reference
from regsearch.model.passage import ENDED_BY
from regsearch.search.as_of import answer_of, day_in_words
from regsearch.search.history import version_on

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from regsearch.drafts.find.mentions import Mention
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Passage, Status


class Validity(NamedTuple):
    """What is said of a citation's force on a day."""

    day: date
    status: Status | None
    status_note: str | None
    problem: str | None
    """Why the citation is wrong, if it is."""
    advice: str | None
    notes: tuple[str, ...] = ()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = re.compile(rf"(?i)\b{alternatives('ended', 'known')}")
    return known, re.compile(rf"(?i)\b{alternatives('ended', 'amended')}")


def validity_of(
    index: OpenIndex,
    mention: Mention,
    day: date,
    later: date | None,
    cited: Collection[str],
    beside: Collection[Reference],
) -> Validity:
    """Return whether the provision of *mention*, which exists, is law.

    Args:
        index: where it is looked up.
        mention: the citation.
        day: the day that the draft is about.
        later: the day of the decision, if that is another one: its law may be cited, too.
        cited: the instruments that the draft cites anywhere.
        beside: the provisions that the same sentence cites.

    """
    passages = index.passages(mention.references)
    if not passages:
        return Validity(day, None, None, None, None)
    judged = [(passage, passage.status(day)) for passage in passages]
    passage, status = next(((p, s) for p, s in judged if s != "berlaku"), judged[0])
    note = answer_of(passage, day, index.instrument(passage)).status_note
    if status in {"berlaku", None}:
        return Validity(day, status, note, None, None)
    if later is not None and passage.status(later) == "berlaku":
        told = (
            f"Pada {day_in_words(day)} belum berlaku, pada {day_in_words(later)} sudah: periksa "
            "ketentuan peralihannya."
        )
        return Validity(later, "berlaku", note, None, None, (told,))
    cite = index.directory.cite(Reference(passage.document, passage.locator))
    if status == "belum_berlaku":
        problem = (
            f"{cite} belum berlaku pada {day_in_words(day)}: mulai {day_in_words(passage.start)}."
        )
        return Validity(day, status, note, problem, _instead(index, passage, day))
    known, amended = _patterns()
    around = sentence_around(mention.block.text, mention.start)
    if status == "diubah":
        changed = {r.document for r in passage.related if r.relation in ENDED_BY}
        told = f"{cite} sudah diubah pada {day_in_words(day)}."
        if changed & set(cited) or amended.search(around):
            return Validity(day, status, note, None, None, (told,))
        return Validity(day, status, note, told, _instead(index, passage, day))
    ended = f" sejak {day_in_words(passage.end)}" if passage.end else ""
    problem = f"{cite} tidak berlaku lagi pada {day_in_words(day)}: dicabut{ended}."
    called = mention.name.alias if mention.name and mention.name.alias else ""
    if passage.document.startswith("putusan-"):
        # A ruling is not revoked: the law that it judged is no longer law.
        return Validity(day, status, note, None, None, (problem,))
    if (
        called.endswith(" lama")
        or known.search(around)
        or _survives(index, passage.document, beside, day)
    ):
        return Validity(day, status, note, None, None, (problem,))
    return Validity(day, status, note, problem, _instead(index, passage, day))


def _survives(index: OpenIndex, document: str, beside: Collection[Reference], day: date) -> bool:
    """Return whether the sentence cites a provision of a revoked document that is still law."""
    own = [reference for reference in beside if reference.document == document]
    return any(p.locator and p.status(day) == "berlaku" for p in index.passages(own))


def _instead(index: OpenIndex, passage: Passage, day: date) -> str | None:
    """Return what is law in its place."""
    if passage.locator:
        other = version_on(index, passage, day)
        if other and other.key != passage.key:
            return f"Yang berlaku pada hari itu: {other.citation}."
    whole = index.passage(Reference(passage.document, ()))
    for related in whole.related if whole else ():
        newer = index.catalog.get(related.document)
        if related.relation in ENDED_BY and newer is not None and newer.is_law_on(day):
            return f"Yang berlaku pada hari itu: {index.directory.short_name(newer.id)}."
    return None
