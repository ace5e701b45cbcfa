"""Parses the Penjelasan, the official explanation (UU 12/2011 Lampiran II no. 174-191).

A general part is followed by passages that explain the articles one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regsearch.model import format_address
from regsearch.model.roman import roman
from regsearch.read.extract.lines import join
from regsearch.read.structure import headings, markers
from regsearch.read.structure.inline_lists import read_list_items
from regsearch.regulation import Explanation, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.markers import Style

_GENERAL = re.compile(r"(?:[I1lA]\s?[.,]?\s*)?(?:PENJELASAN\s+)?U\s?M\s?U\s?M[.:]?$", re.IGNORECASE)
_BY_ARTICLE = re.compile(
    r"(?:\S{1,3}\s?[.,]?\s*)?(?:PENJELASAN\s+)?P[A-Z]{4} D[A-Z]{3} P[A-Z]{4}[.:]?$", re.IGNORECASE
)
_HEAD = re.compile(
    r"\W?(?P<kind>Ayat|Huru[ft]|Hu[rm]\w{0,2}f|Angka)\s*(?P<number>\S{1,6}(?:\s\S)?)$"
)
_NUMBERS: dict[str, tuple[Style, ...]] = {
    "ayat": ("(1)",),
    "huruf": ("a.", "a)"),
    "angka": ("1.", "1)"),
}


_MAX_HEADING = 30
"""Number of lines that the heading of the Penjelasan, with the law's title, takes at most."""

_REPEAT = 40
"""A title that recurs within this many passages is a misprint."""

_MAX_SKIPPED = 60
"""A larger step between article numbers is a mention, not a title."""


@dataclass(slots=True)
class _Passage:
    locator: Locator
    page: int | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Explained:
    """The passages of a Penjelasan, and findings."""

    passages: tuple[Explanation, ...] = ()
    findings: tuple[Finding, ...] = ()
    named: tuple[Line, ...] = ()
    """The lines of its headings."""


def parse_explanation(
    lines: Sequence[Line], units: AbstractSet[Locator], *, amending: bool = False
) -> Explained:
    """Return the passages of the Penjelasan in order.

    Args:
        lines: those of the Penjelasan.
        units: locators of the body, which decide between the possible levels of a title.
        amending: whether the law consists of Roman articles that amend other laws.

    """
    passages: list[_Passage] = []
    findings: list[Finding] = []
    named: list[Line] = []
    started = False

    def begin(locator: Locator, line: Line) -> None:
        if passages and passages[-1].locator == locator and not passages[-1].lines:
            passages.pop()  # the catchword of the page before
            named.append(line)
        passages.append(_Passage(locator, line.page))
        if locator and _alphanumeric(locator[-1][1]) not in _alphanumeric(line.text):
            findings.append(_repaired(locator, line))

    for line in lines:
        text = line.text
        if _BY_ARTICLE.match(text):
            started = True
            named.append(line)
            continue
        if not started and _GENERAL.match(text) and not passages:
            begin((), line)
            named.append(line)
            continue
        pasal = headings.read_pasal(text, amending=amending)
        if pasal is not None and (started or not passages or pasal.number in ("1", "I")):
            locator = _pasal_locator(pasal, passages, units, amending=amending)
            if locator is not None:
                started = True
                begin(locator, line)
                continue
        if started and passages and passages[-1].locator:
            locator = _titled_unit(text, passages, units)
            if locator is not None:
                begin(locator, line)
                continue
        if passages:
            passages[-1].lines.append(line)
        elif len(named) < _MAX_HEADING:
            named.append(line)
    explained = tuple(part for passage in passages for part in _parts(passage, units))
    return Explained(explained, (*findings, *_without_unit(explained, units)), tuple(named))


def _parts(passage: _Passage, units: AbstractSet[Locator]) -> Iterator[Explanation]:
    """Yield the passage; several passages where it only lists explanations of inner units.

    ``Pasal 5`` / ``(1) Cukup jelas.`` / ``(2) ...`` explains the ayat of Pasal 5.  A list after a
    lead-in is part of the explanation, whatever its numbers.
    """
    if not passage.locator:
        text = ""
        for line in passage.lines:
            text = join(text, line.text)
        yield Explanation((), text, passage.page)
        return
    text, items = read_list_items(passage.lines, passage.locator)
    whole = Explanation(passage.locator, text, passage.page, items)
    if not items or whole.own_words() or any(item.locator not in units for item in items):
        yield whole
        return
    yield Explanation(passage.locator, "", passage.page)
    for item in items:
        yield Explanation(item.locator, whole.own_words(item), item.page)


def _alphanumeric(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _repaired(locator: Locator, line: Line) -> Finding:
    address = format_address(locator)
    message = f"Judul penjelasan kabur atau salah; menurut urutannya dibaca sebagai {address}."
    return Finding("repair", message, address, line.page, line.text)


def _without_unit(
    explained: Sequence[Explanation], units: AbstractSet[Locator]
) -> Iterator[Finding]:
    """Yield a finding for each passage that explains a unit that the body does not have."""
    for passage in explained:
        if passage.locator and passage.locator not in units and passage.locator[:-1] in units:
            message = (
                f"Penjelasan {passage.address} tidak punya satuan di batang tubuh; mungkin judul "
                "pasal di atasnya hilang atau salah nomor. Periksa naskahnya."
            )
            yield Finding("explains_nothing", message, passage.address, passage.page)


def _pasal_locator(
    heading: headings.Heading,
    passages: Sequence[_Passage],
    units: AbstractSet[Locator],
    *,
    amending: bool,
) -> Locator | None:
    """Return the locator of an article: inside the point that amends it, or on its own."""
    last = next((p.locator for p in reversed(passages) if p.locator), ())
    if amending and last and roman(last[0][1]) and not roman(heading.number):
        depth = 2 if len(last) > 1 and last[1][0] == "angka" else 1
        numbers = {heading.number, heading.number.translate(headings.DIGIT_BLUR)}
        quoted = [u for u in units if u[:1] == last[:1] and u[-1][0] == "pasal"]
        named = [u for u in quoted if u[-1][1] in numbers]
        same_point = [u for u in named if u[:-1] == last[:depth]]
        # Older laws explain the articles without naming the point that amends each.
        if same_point or len(named) == 1:
            return (same_point or named)[0]
        return (*last[:depth], ("pasal", heading.number))
    number = _pasal_number(heading, passages)
    return None if number is None else (("pasal", number),)


def _pasal_number(heading: headings.Heading, passages: Sequence[_Passage]) -> str | None:
    """Return the article's number if it can come next, or None for a mere mention."""
    last = next((p.locator[0][1] for p in reversed(passages) if p.locator), None)
    if last is None or roman(heading.number) or roman(last):
        return heading.number
    digits, digits_before = re.match(r"\d+", heading.number), re.match(r"\d+", last)
    if digits is None or digits_before is None:
        return None
    expected = str(int(digits_before[0]) + 1)
    if heading.number.translate(headings.DIGIT_BLUR) == expected:
        return expected
    step = int(digits[0]) - int(digits_before[0])
    if step == 1 or (step == 0 and heading.number > last):
        return heading.number
    if not heading.clean or (step < 0 and expected.endswith(heading.number)):
        return expected  # misread, or a digit was lost: "Pasal 6" between 35 and 37
    return heading.number if 0 < step < _MAX_SKIPPED else None


def _titled_unit(
    text: str, passages: Sequence[_Passage], units: AbstractSet[Locator]
) -> Locator | None:
    """Return the unit of which *text* is the title, given the passages before it, or None."""
    last = passages[-1].locator
    match = _HEAD.match(text)
    if match is None:
        return None
    kind = match["kind"].lower()
    kind = kind if kind in _NUMBERS else "huruf"
    raw = match["number"].rstrip(".:")
    exact = _exact(kind, raw)
    parents = list(_parents(kind, last))
    if exact is not None:
        for base in parents:
            locator = (*base, (kind, exact))
            if locator in units:
                return _in_sequence(locator, passages, units)
    for base in parents:
        for number in _next(kind, base, last):
            if markers.expect(
                raw if kind == "ayat" else f"{raw.rstrip(')')}.", _NUMBERS[kind][0], number
            ):
                return (*base, (kind, number))
    if exact is None:
        return None
    siblings = [base for base in parents if len(base) < len(last) and last[len(base)][0] == kind]
    return (*(siblings or parents)[0], (kind, exact))


def _in_sequence(
    locator: Locator, passages: Sequence[_Passage], units: AbstractSet[Locator]
) -> Locator:
    """Return *locator*, or the unit after the last one if *locator* was explained already.

    A second ``Huruf c`` between d and the next article is a misprint for e.
    """
    last = passages[-1].locator
    *above, (kind, number) = locator
    if last[: len(above)] != tuple(above) or [kind] != [step[0] for step in last[len(above) :]][:1]:
        return locator
    if number == last[len(above)][1] or all(p.locator != locator for p in passages[-_REPEAT:]):
        return locator
    number = markers.following(_NUMBERS[kind][0], last[len(above)][1])[0]
    following = (*above, (kind, number))
    return following if following in units else locator


def _exact(kind: str, raw: str) -> str | None:
    if kind == "ayat":
        match = re.fullmatch(r"\((\d{1,2}[a-z]?)\)", raw)
        return match[1] if match else None
    raw = raw.rstrip(")")
    pattern = r"[a-z]{1,2}|[a-z]\d" if kind == "huruf" else r"\d{1,3}[a-z]?"
    return raw if re.fullmatch(pattern, raw) else None


def _parents(kind: str, last: Locator) -> Iterator[Locator]:
    """Yield the locators that can contain a unit of this kind, the innermost first."""
    pasal = max((depth for depth, (outer, _) in enumerate(last) if outer == "pasal"), default=0)
    if kind == "ayat":
        yield last[: pasal + 1]
        return
    for depth in range(len(last), 0, -1):
        yield last[:depth]


def _next(kind: str, base: Locator, last: Locator) -> tuple[str, ...]:
    """Return the numbers that can come next inside *base*."""
    style = _NUMBERS[kind][0]
    if len(base) < len(last) and last[len(base)][0] == kind:
        return markers.following(style, last[len(base)][1])
    return (markers.FIRST[style],)
