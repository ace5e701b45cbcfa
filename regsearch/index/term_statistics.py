"""Word frequencies of the reviewed documents, in an index that has unreviewed ones too.

Reviewed law is searched as if it stood alone: unreviewed documents
(:mod:`regsearch.corpus.collection`) are many, and their words would change which provision answers.
An index without unreviewed documents needs no such file: its engine has the same frequencies.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from regsearch.engines.fuzzy import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from regsearch.engines.base import Indexed

STATISTICS = "statistics.json"


class Statistics:
    """The words of some passages; see :class:`regsearch.engines.base.Terms`.

    Args:
        passages: how many there are.
        stems: in how many of them each stem stands, in the field where it stands in most.
        words: the same of unstemmed words.

    """

    def __init__(self, passages: int, stems: Mapping[str, int], words: Mapping[str, int]) -> None:
        self._passages, self._stems, self._words = passages, stems, words

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol."""
        if not word:
            return None
        known = (own for own in self._words.items() if own[0].startswith(word[0]))
        return nearest(word, known, edits)

    def count(self) -> int:
        """Return the number of passages."""
        return self._passages

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each token occurs; see the protocol."""
        return {token: self._stems.get(token, 0) for token in tokens}


class Tally:
    """Counts the words of passages, as engines do."""

    def __init__(self) -> None:
        self._passages = 0
        self._own: Counter[str] = Counter()
        self._explained: Counter[str] = Counter()
        self._words: Counter[str] = Counter()

    def add(self, passage: Indexed) -> None:
        """Count those of *passage*."""
        self._passages += 1
        self._own.update(set(passage.fields["text"].split()))
        self._explained.update(set(passage.fields["penjelasan"].split()))
        self._words.update(set(passage.fields["exact"].split()))

    def write(self, folder: Path) -> None:
        """Write :data:`STATISTICS` into the index at *folder*."""
        told = {
            "passages": self._passages,
            "stems": self._own | self._explained,
            "words": self._words,
        }
        text = json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True)
        (folder / STATISTICS).write_text(text + "\n", encoding="utf-8")


def read_statistics(content: bytes) -> Statistics:
    """Return what :meth:`Tally.write` wrote.

    Raises:
        ValueError: it is no such thing.

    """
    told = json.loads(content)
    try:
        passages, tables = told["passages"], (told["stems"], told["words"])
        counts = [passages, *(count for table in tables for count in table.values())]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no counts of words: {error}") from error
    if any(type(count) is not int for count in counts):
        raise ValueError("no counts of words: a count is a whole number")
    return Statistics(passages, *tables)
