"""The Penjelasan: a general part, then what explains each article (UU 12/2011 no. 174-191)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.model import Explanation
from regsearch.read import headings
from regsearch.read.lines import join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from regsearch.model import Locator, Step
    from regsearch.read.lines import Line

_GENERAL = re.compile(r"(?:[I1l]\s?[.,]?\s*)?(?:PENJELASAN\s+)?U\s?M\s?U\s?M[.:]?$", re.IGNORECASE)
_BY_ARTICLE = re.compile(
    r"(?:[I1l]{1,2}\s?[.,]?\s*)?(?:PENJELASAN\s+)?PASAL DEMI PASAL[.:]?$", re.IGNORECASE
)
_AYAT = re.compile(r"Ayat\s*[(\[{]?\s*([\dlIOoSsBtT]{1,3}|\d{1,2}[a-z])\s?[)\]}1lI|!]?[.:]?$")
_HURUF = re.compile(r"Huru[ft]\s*([a-zA-Z]{1,2}|[a-z]\d)\s?([.):]?)$")
_ANGKA = re.compile(r"Angka\s*([\dlIOo]{1,3}[a-z]?)\s?([.):]?)$")
_BLUR = str.maketrans(
    {"l": "1", "I": "1", "O": "0", "o": "0", "S": "5", "s": "5", "B": "8", "t": "1", "T": "7"}
)
_RANK = {"pasal": 0, "ayat": 1}


@dataclass(slots=True)
class _Passage:
    locator: Locator
    page: int | None
    text: str = ""


def parse_explanation(
    lines: Sequence[Line], units: AbstractSet[Locator], *, amending: bool = False
) -> tuple[Explanation, ...]:
    """Return the passages of the Penjelasan in order.

    *units* are the locators of the body: a head under which two levels are possible is read as
    the one that the law has.
    """
    passages: list[_Passage] = []
    started = False
    for line in lines:
        text = line.text
        if _BY_ARTICLE.match(text):
            started = True
            continue
        if not started and _GENERAL.match(text) and not passages:
            passages.append(_Passage((), line.page))
            continue
        pasal = headings.read_pasal(text, amending=amending)
        if pasal is not None and (started or not passages or pasal.number in ("1", "I")):
            place = _pasal_place(pasal, passages, amending=amending)
            if place is not None:
                started = True
                passages.append(_Passage(place, line.page))
                continue
        step = _head(text) if started and passages else None
        if step is not None:
            locator = _place(step, passages[-1].locator, units)
            if locator is not None:
                passages.append(_Passage(locator, line.page))
                continue
        if passages:
            passages[-1].text = join(passages[-1].text, text)
    return tuple(Explanation(p.locator, p.text, p.page) for p in passages)


def _pasal_place(
    heading: headings.Heading, passages: Sequence[_Passage], *, amending: bool
) -> Locator | None:
    """Return where an article's head belongs: inside the point that amends it, or on its own."""
    last = next((p.locator for p in reversed(passages) if p.locator), ())
    if amending and last and headings.roman(last[0][1]) and not headings.roman(heading.number):
        depth = 2 if len(last) > 1 and last[1][0] == "angka" else 1
        return (*last[:depth], ("pasal", heading.number))
    number = _pasal_number(heading, passages)
    return None if number is None else (("pasal", number),)


def _pasal_number(heading: headings.Heading, passages: Sequence[_Passage]) -> str | None:
    """Return the article's number if it can come next; None if the line is a mere mention."""
    last = next((p.locator[0][1] for p in reversed(passages) if p.locator), None)
    if last is None or headings.roman(heading.number) or headings.roman(last):
        return heading.number
    here, there = re.match(r"\d+", heading.number), re.match(r"\d+", last)
    if here is None or there is None:
        return None
    step = int(here[0]) - int(there[0])
    if step == 1 or (step == 0 and heading.number > last):
        return heading.number
    expected = str(int(there[0]) + 1)
    if not heading.clean or (step < 0 and expected.endswith(heading.number)):
        return expected  # blurred, or a digit was lost: "Pasal 6" between 35 and 37
    return heading.number if 0 < step < 60 else None


def _head(text: str) -> Step | None:
    match = _AYAT.match(text)
    if match:
        return "ayat", match[1] if match[1][-1:].islower() and match[1][:1].isdigit() else match[
            1
        ].translate(_BLUR)
    match = _HURUF.match(text)
    if match:
        return "huruf", match[1] if len(match[1]) > 1 else match[1].lower()
    match = _ANGKA.match(text)
    if match:
        return "angka", match[1].translate(_BLUR)
    return None


def _place(step: Step, last: Locator, units: AbstractSet[Locator]) -> Locator | None:
    """Return where a head belongs, given the passage before it."""
    if not last:
        return None
    kind = step[0]
    if kind == "ayat":
        inner = max(depth for depth, (outer, _) in enumerate(last) if outer == "pasal")
        return (*last[: inner + 1], step)
    candidates = [(*last[:depth], step) for depth in range(len(last), 0, -1)]
    for candidate in candidates:
        if candidate in units:
            return candidate
    for depth in range(len(last) - 1, 0, -1):
        if last[depth][0] == kind:
            return (*last[:depth], step)
    return (*last, step)
