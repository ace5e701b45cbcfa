"""The Penjelasan: a general part, then what explains each article (UU 12/2011 no. 174-191)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.model import Explanation
from regsearch.read import headings, marks
from regsearch.read.lines import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from regsearch.model import Locator
    from regsearch.read.lines import Line
    from regsearch.read.marks import Style

_GENERAL = re.compile(r"(?:[I1l]\s?[.,]?\s*)?(?:PENJELASAN\s+)?U\s?M\s?U\s?M[.:]?$", re.IGNORECASE)
_BY_ARTICLE = re.compile(
    r"(?:[I1l]{1,2}\s?[.,]?\s*)?(?:PENJELASAN\s+)?PASAL DEMI PASAL[.:]?$", re.IGNORECASE
)
_HEAD = re.compile(r"(?P<kind>Ayat|Huru[ft]|Hu[rm]\w{0,2}f|Angka)\s*(?P<number>\S{1,6}(?:\s\S)?)$")
_NUMBERS: dict[str, tuple[Style, ...]] = {
    "ayat": ("(1)",),
    "huruf": ("a.", "a)"),
    "angka": ("1.", "1)"),
}


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
        if started and passages and passages[-1].locator:
            locator = _head(text, passages[-1].locator, units)
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
    if heading.number.translate(headings.DIGIT_BLUR) == str(int(there[0]) + 1):
        return str(int(there[0]) + 1)
    step = int(here[0]) - int(there[0])
    if step == 1 or (step == 0 and heading.number > last):
        return heading.number
    expected = str(int(there[0]) + 1)
    if not heading.clean or (step < 0 and expected.endswith(heading.number)):
        return expected  # blurred, or a digit was lost: "Pasal 6" between 35 and 37
    return heading.number if 0 < step < 60 else None


def _head(text: str, last: Locator, units: AbstractSet[Locator]) -> Locator | None:
    """Return the unit that the line *text* heads, given the passage before it, or None."""
    match = _HEAD.match(text)
    if match is None:
        return None
    kind = match["kind"].lower()
    kind = kind if kind in _NUMBERS else "huruf"
    raw = match["number"].rstrip(".:")
    exact = _exact(kind, raw)
    places = list(_places(kind, last))
    if exact is not None:
        for base in places:
            if (*base, (kind, exact)) in units:
                return (*base, (kind, exact))
    for base in places:
        for number in _next(kind, base, last):
            if marks.expect(
                raw if kind == "ayat" else f"{raw.rstrip(')')}.", _NUMBERS[kind][0], number
            ):
                return (*base, (kind, number))
    if exact is None:
        return None
    siblings = [base for base in places if len(base) < len(last) and last[len(base)][0] == kind]
    return (*(siblings or places)[0], (kind, exact))


def _exact(kind: str, raw: str) -> str | None:
    if kind == "ayat":
        match = re.fullmatch(r"\((\d{1,2}[a-z]?)\)", raw)
        return match[1] if match else None
    raw = raw.rstrip(")")
    pattern = r"[a-z]{1,2}|[a-z]\d" if kind == "huruf" else r"\d{1,3}[a-z]?"
    return raw if re.fullmatch(pattern, raw) else None


def _places(kind: str, last: Locator) -> Iterator[Locator]:
    """Yield the units below which a head of this kind can stand, the innermost first."""
    pasal = max((depth for depth, (outer, _) in enumerate(last) if outer == "pasal"), default=0)
    if kind == "ayat":
        yield last[: pasal + 1]
        return
    for depth in range(len(last), 0, -1):
        yield last[:depth]


def _next(kind: str, base: Locator, last: Locator) -> tuple[str, ...]:
    """Return the numbers expected next below *base*."""
    style = _NUMBERS[kind][0]
    if len(base) < len(last) and last[len(base)][0] == kind:
        return marks.following(style, last[len(base)][1])
    return (marks.FIRST[style],)
