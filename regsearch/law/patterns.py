"""Regular expressions of legal wording with a literal prefilter.

Python tries a pattern at every character of a text, but searches a literal many times as fast.  So
a pattern is only tried on texts that contain one of the literals that each of its matches must
contain.  The literals are derived from the pattern: whoever edits the data need not know of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]  # see required_literals
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEARCHES_WITHOUT_PREFILTER = 64
"""Deriving the literals takes longer than the few searches of a single question save."""


@lru_cache(maxsize=1024)  # the rules look at the units around each unit again and again
def folded_text(text: str) -> str:
    """Return *text* as the patterns expect it: lower case, single spaces."""
    return " ".join(text.lower().split())


class Wording:
    r"""A regular expression with a prefilter.

    Args:
        pattern: a Python regular expression, case-sensitive.

    >>> Wording(r"\bdilarang\b").search("pns dilarang berjudi").group()
    'dilarang'

    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._searches_left = _SEARCHES_WITHOUT_PREFILTER
        self._literals: tuple[str, ...] = ("",)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in *text*, as ``re.finditer``."""
        return self._pattern.finditer(text) if self.search(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*, as ``re.search``."""
        if self._searches_left:
            self._searches_left -= 1
            if not self._searches_left:
                self._literals = required_literals(self._pattern.pattern)
        for literal in self._literals:
            if literal in text:
                return self._pattern.search(text)
        return None


def required_literals(pattern: str) -> tuple[str, ...]:
    r"""Return literals of which every match of *pattern* contains at least one.

    ``("",)`` where none can be derived: every text contains it.

    >>> required_literals(r"\b(?:dilarang|tidak boleh)\b")
    ('dilarang', 'tidak boleh')
    """
    # The parser is Python's own but not public; a construct it does not know yields no literal.
    tree = parser.parse(pattern)
    found = _of_sequence(tree) or frozenset({""})
    if tree.state.flags & re.IGNORECASE:
        found = frozenset({""})
    return tuple(sorted(w for w in found if not any(o in w for o in found if o != w)))


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the best literals of the parts of a sequence: the longest, then the fewest."""
    choices: list[frozenset[str]] = []
    letters = ""
    for code, given in parts:
        if code is op.LITERAL:
            letters += chr(given)
            choices.append(frozenset({letters}))
        else:
            letters = ""
            if found := _of_part(code, given):
                choices.append(found)
    return max(choices, key=lambda c: (min(map(len, c)), -len(c)), default=None)


def _of_part(code: Any, given: Any) -> frozenset[str] | None:
    if code is op.SUBPATTERN:
        _, switched_on, _, inside = given
        return None if switched_on else _of_sequence(inside)
    if code is op.ATOMIC_GROUP:
        return _of_sequence(given)
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in given[1]]
        found = [branch for branch in branches if branch]
        return frozenset().union(*found) if len(found) == len(branches) else None
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, inside = given
        return _of_sequence(inside) if least else None
    return None
