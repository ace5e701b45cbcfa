"""What an index knows of the law of a day: nothing yet, or perhaps no longer everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

    from regsearch.behaviours.index_files import IndexedBehaviour
    from regsearch.index.reader import OpenIndex
    from regsearch.law.timeline import Field

_NOTHING_YET = (
    "Indeks tidak memuat hukum per {0:%d-%m-%Y}: dokumennya yang paling tua mulai berlaku "
    "{1:%d-%m-%Y}."
)
_FIELD_NOT_YET = (
    "Indeks tidak memuat hukum tentang {0} per {1:%d-%m-%Y}; yang termuat mulai {2:%d-%m-%Y}."
)
_LATER = (
    "Hukum per {0:%d-%m-%Y} belum tentu seperti ini: "
    "perubahan sesudah {1:%d-%m-%Y} tidak diketahui."
)


def knowledge_until(index: OpenIndex) -> date | None:
    """Return the day up to which *index* knows changes of the law; None if it does not say."""
    return index.timeline.knowledge_until if index.timeline else None


def no_law_yet(index: OpenIndex, day: date) -> str | None:
    """Say that no document of *index* was law on *day* or before, or return None."""
    starts = (i.start for i in index.catalog.values() if i.id in index.directory.locators)
    first = min(starts, default=day)
    return _NOTHING_YET.format(day, first) if day < first else None


def field_not_yet(field: Field | None, day: date) -> str | None:
    """Say that the index has no law of *field* on *day*, or return None if it has."""
    if field is None or day >= field.known_from:
        return None
    return _FIELD_NOT_YET.format(field.name, day, field.known_from)


def caution(index: OpenIndex, day: date) -> str | None:
    """Say that the law of *day* may have changed, if it lies after the last search of sources."""
    timeline = index.timeline
    if timeline is None or day <= timeline.checked:
        return None
    return _LATER.format(day, timeline.knowledge_until)


def none_was_law(
    index: OpenIndex, behaviour: IndexedBehaviour, applying: AbstractSet[str], day: date
) -> bool:
    """Say whether no norm of *behaviour* was law on *day*.

    Args:
        index: the law.
        behaviour: what a question is about.
        applying: keys of passages that are known to answer it.
        day: the day asked about.

    """
    keys = [norm.key for norm in behaviour.norms]
    if not keys or not applying.isdisjoint(keys):
        return False
    return all(passage.status(day) != "berlaku" for passage in index.passages_at(keys))
