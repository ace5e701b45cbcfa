"""Numbers that Word generates: the marker of each paragraph of a list, counted as Word counts.

Lists that share a definition go on counting in one another, unless one says where it starts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from regsearch.read.extract.list_markers import marker

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
"""Word's number formats, each with its first number."""
_PLACE = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    pattern: str


@dataclass(slots=True)
class _List:
    """A list (``w:num``) and the definition that it shares with others."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    """Where it begins to count anew, by level; taken away once that is done."""


class Numberer:
    """Counts the paragraphs of the lists of one document, in order.

    Args:
        document: of python-docx.

    """

    def __init__(self, document: Any) -> None:
        self._styles = {style.style_id: style.element for style in document.styles}
        self._lists = _lists(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        """The last number of each level, by definition."""

    def marker(self, paragraph: Any) -> str:
        """Return the marker that Word shows before *paragraph*, or an empty text."""
        numbered = self._numbering(paragraph)
        entry = self._lists.get(numbered[0]) if numbered else None
        if numbered is None or entry is None or numbered[1] not in entry.levels:
            return ""
        at = numbered[1]
        own = entry.levels[at]
        counts = self._counts[entry.definition]
        start = entry.starts.pop(at, None)
        counts[at] = start if start is not None else counts.get(at, own.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        if own.style not in _STYLES:
            return ""

        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            shown = entry.levels.get(level, _Level(1, "decimal", ""))
            return marker(_STYLES.get(shown.style, "1"), counts.get(level, shown.start))

        return _PLACE.sub(number, own.pattern).strip()

    def style_chain(self, paragraph: Any) -> list[Any]:
        """Return the styles of *paragraph*, its own first and then those it is based on."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style_id = style.get(f"{_W}val") if style is not None else None
        chain: list[Any] = []
        while style_id in self._styles and self._styles[style_id] not in chain:
            chain.append(self._styles[style_id])  # styles may be based on each other in a circle
            style_id = _value(chain[-1], "basedOn")
        return chain

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list and level of *paragraph*, its own or those of its style."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        if own is not None:
            return _list_and_level(own)
        for style in self.style_chain(paragraph):
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None:
                return _list_and_level(numbered)
        return None


def _list_and_level(properties: Any) -> tuple[str, int] | None:
    list_id, level = _value(properties, "numId"), _value(properties, "ilvl")
    return None if list_id in (None, "0") else (list_id, int(level or 0))


def _lists(document: Any) -> dict[str, _List]:
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):  # a document without lists
        return {}
    definitions = {
        entry.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl")): _level(level) for level in entry.iterchildren(f"{_W}lvl")
        }
        for entry in numbering.iterchildren(f"{_W}abstractNum")
    }
    lists = {}
    for entry in numbering.iterchildren(f"{_W}num"):
        name = _value(entry, "abstractNumId") or ""
        found = _List(name, dict(definitions.get(name, {})))
        for override in entry.iterchildren(f"{_W}lvlOverride"):
            at = int(override.get(f"{_W}ilvl"))
            own = override.find(f"{_W}lvl")
            if own is not None:
                found.levels[at] = _level(own)
            if start := _value(override, "startOverride"):
                found.starts[at] = int(start)
        lists[entry.get(f"{_W}numId")] = found
    return lists


def _level(element: Any) -> _Level:
    return _Level(
        int(_value(element, "start") or 1),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
    )


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")
