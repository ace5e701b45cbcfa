"""Patterns of legal wording, tried only on texts that have some of the words they need.

A pattern of the data begins at a word boundary, so Python's matcher tries it at every character of
a text; whether a text has a word at all, Python finds out many times as fast.  The words follow
from the pattern: a lawyer who edits one need not know of them.
"""

from __future__ import annotations

import re
from re import _constants as op  # type: ignore[attr-defined]  # see _needed
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_OFTEN = 64
"""A pattern is looked into after so many texts: a question has few, and answers meanwhile."""


class Wording:
    """A pattern; only :meth:`search` is asked of it.

    Args:
        pattern: a Python regular expression, case-sensitive.

    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._left = _OFTEN
        self._needed: tuple[str, ...] = ("",)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*, as ``re.search``."""
        if self._left:
            self._left -= 1
            if not self._left:
                self._needed = needed(self._pattern.pattern)
        for word in self._needed:
            if word in text:
                return self._pattern.search(text)
        return None


def needed(pattern: str) -> tuple[str, ...]:
    """Return texts of which everything that *pattern* matches has at least one.

    ``("",)`` where nothing is known: every text has that.
    """
    # The parser is Python's own but not public; what it does not say in a known way is not used.
    tree = parser.parse(pattern)
    found = _of_sequence(tree) or frozenset({""})
    if tree.state.flags & re.IGNORECASE:
        found = frozenset({""})
    return tuple(sorted(w for w in found if not any(o in w for o in found if o != w)))


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the best of what the parts of a sequence need: the longest, then the fewest."""
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
    if code is op.BRANCH:
        branches = [_of_sequence(branch) for branch in given[1]]
        found = [branch for branch in branches if branch]
        return frozenset().union(*found) if len(found) == len(branches) else None
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, _, inside = given
        return _of_sequence(inside) if least else None
    return None
