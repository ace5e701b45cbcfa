"""Phrases, and how they are looked for in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.text.analysis import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Phrase = tuple[str, ...]


def as_phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    """Return *texts* as phrases, each once."""
    # Most are plain lower-case words already, of which nothing has to be made.
    plain = (
        text.split()
        if text.replace(" ", "").isalpha() and text.islower() and text.isascii()
        else words(text)
        for text in texts
    )
    return tuple(dict.fromkeys(map(tuple, plain)))


def expanded_phrases(
    texts: Iterable[str], parts: Mapping[str, Sequence[str]]
) -> tuple[Phrase, ...]:
    """Return *texts* as phrases, with each of the words that a "<part>" in them stands for."""
    return as_phrases(text for pattern in texts for text in _expanded(pattern, parts))


def _expanded(pattern: str, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """Return *pattern* with each of the words that its "<part>" stands for."""
    head, found, rest = pattern.partition("<")
    if not found:
        return [pattern]
    name, _, tail = rest.partition(">")
    return [head + word + after for word in parts[name] for after in _expanded(tail, parts)]


class Phrases:
    """Rows of phrases, looked for in words all at once.

    Args:
        rows: the phrases of each row.

    """

    def __init__(self, rows: Iterable[Iterable[Phrase]]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, int]]] = {}
        for row, phrases in enumerate(rows):
            for phrase in phrases:
                self._by_word.setdefault(phrase[0], []).append((phrase, row))

    def rows_in(self, spoken: Sequence[str]) -> list[int]:
        """Return the numbers of the rows of which a phrase stands in *spoken*, ascending."""
        found = {
            row
            for place, word in enumerate(spoken)
            for phrase, row in self._by_word.get(word, ())
            if tuple(spoken[place : place + len(phrase)]) == phrase
        }
        return sorted(found)


class NamedPhrases(Phrases):
    """Rows of phrases with a name each.

    Args:
        table: name and phrases of each row; several may have the same name.

    """

    def __init__(self, table: Sequence[tuple[str, Sequence[Phrase]]]) -> None:
        super().__init__(phrases for _, phrases in table)
        self._names = [name for name, _ in table]

    def names_in(self, spoken: Sequence[str]) -> list[str]:
        """Return the names of the rows of which a phrase stands in *spoken*, in their order."""
        return [self._names[row] for row in self.rows_in(spoken)]
