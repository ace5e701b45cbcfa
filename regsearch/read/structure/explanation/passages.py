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
from regsearch.read.structure import headings, line_endings, markers
from regsearch.read.structure.explanation import joint_headings
from regsearch.read.structure.explanation.inline_lists import read_list_items
from regsearch.read.structure.explanation.titles import REPEAT, unit_titled
from regsearch.regulation import Explanation, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line

_GENERAL = re.compile(
    r"(?:[I1lA]\s?[.,]?\s*)?(?:PENJELASAN\s+)?U\s?M\s?U\s?M\s?[.:]?$", re.IGNORECASE
)
_BY_ARTICLE = re.compile(
    r"(?:\S{1,3}\s?[.,]?\s*)?(?:PENJELASAN\s+)?P[A-Z]{4} D[A-Z]{3} P[A-Z]{4}\s?[.:]?$",
    re.IGNORECASE,
)
_NAME = "PENJELASAN"
_PROSE_LENGTH = 60

_ROMAN_TWO = re.compile(r"[IVX1l]{1,3}\s?[.,]?")
"""The number of the second part, split from PASAL DEMI PASAL."""


_MAX_HEADING = 30
"""Number of lines that the heading of the Penjelasan, with the law's title, takes at most."""

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

    def begin(locator: Locator, line: Line, *, is_joint: bool = False) -> None:
        if passages and passages[-1].locator == locator and not passages[-1].lines:
            passages.pop()  # the catchword of the page before
            named.append(line)
        passages.append(_Passage(locator, line.page))
        if (
            locator
            and not is_joint
            and _alphanumeric(locator[-1][1]) not in _alphanumeric(line.text)
        ):
            findings.append(_repaired(locator, line))

    def begin_joint(joint: joint_headings.Joint, line: Line) -> bool:
        shared = [line.with_text(joint.rest)] if joint.rest else []
        begun = 0
        for title in joint.titles:
            pasal = headings.read_pasal(title)
            if pasal is not None:
                locator = _pasal_locator(pasal, passages, units, amending=amending)
            else:
                locator = unit_titled(title, _last(passages), units) if passages else None
            if locator is not None:
                begin(locator, line, is_joint=True)
                passages[-1].lines = shared
                begun += 1
        return begun > 0

    lines = list(joint_headings.split_texts(lines))
    awaited = any(_BY_ARTICLE.match(line.text) for line in lines)
    joint_end = 0
    for index, line in enumerate(lines):
        if index < joint_end:
            continue
        text = line.text
        if _BY_ARTICLE.match(text):
            started = True
            if (
                passages
                and passages[-1].lines
                and _ROMAN_TWO.fullmatch(passages[-1].lines[-1].text)
            ):
                named.append(passages[-1].lines.pop())
            named.append(line)
            continue
        if started and (not passages or _is_closed(passages[-1])):
            joint = joint_headings.read(lines, index)
            if joint is not None and _comes_next(joint, passages) and begin_joint(joint, line):
                joint_end = joint.end
                named += lines[index:joint_end]
                continue
        if not started and _GENERAL.match(text) and not passages:
            begin((), line)
            named.append(line)
            continue
        if not passages and (first := _text_after_general(text)) is not None:
            begin((), line)
            named.append(line.with_text(text[: len(text) - len(first)]))
            passages[-1].lines += [line.with_text(first)] if first else []
            continue
        if not passages and awaited and _is_prose(text):
            begin((), line)  # the general part has no heading
        pasal = headings.read_pasal(text, amending=amending)
        if (
            pasal is not None
            and line.x is None
            and _is_mention(pasal.number, lines, index, passages)
        ):
            pasal = None
        begins = not awaited and (not passages or (pasal and pasal.number in ("1", "I")))
        if pasal is not None and (started or begins):
            locator = _pasal_locator(pasal, passages, units, amending=amending)
            if locator is not None:
                started = True
                begin(locator, line)
                continue
        if started and passages and passages[-1].locator:
            locator = unit_titled(text, _last(passages), units)
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


def _comes_next(joint: joint_headings.Joint, passages: Sequence[_Passage]) -> bool:
    """Return whether *joint* explains the articles after those explained; a mention does not."""
    pasal = headings.read_pasal(joint.titles[0])
    return pasal is None or joint.rest.startswith("Cukup") or _is_next(pasal.number, passages)


def _is_next(number: str, passages: Sequence[_Passage]) -> bool:
    last = next((p.locator[0][1] for p in reversed(passages) if p.locator), "0")
    return not last.isdigit() or number == str(int(last) + 1)


def _text_after_general(text: str) -> str | None:
    """Return the words after UMUM where it ends a title or begins a text, else None.

    >>> _text_after_general("PENJELASAN ATAS PERATURAN TENTANG CUTI I. UMUM Cuti adalah hak.")
    'Cuti adalah hak.'
    >>> _text_after_general("TENTANG PEMILIHAN UMUM Anggota Dewan")
    """
    for match in re.finditer(r"\bUMUM\b", text):
        before, after = text[: match.start()], text[match.end() :].lstrip(" .:")
        if before.endswith("PEMILIHAN ") or not (before.upper() == before or _NAME in before):
            continue
        if not after and before.endswith(f"{_NAME} "):
            return after
        first = after.partition(" ")[0]
        in_title = len(first) > len("UUD") and first.isupper() and "UMUM" in after
        if after and not after[0].islower() and after.upper() != after and not in_title:
            return after
    return None


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(text) > _PROSE_LENGTH and sum(map(str.islower, words)) > len(words) / 2


def _is_mention(
    number: str, lines: Sequence[Line], index: int, passages: Sequence[_Passage]
) -> bool:
    """Return whether a text, split at the article at *index*, only mentions it."""
    before = lines[index - 1].text if index else ""
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    if line_endings.refers(before) and not before.isupper() and not _BY_ARTICLE.match(before):
        return True
    goes_on = after[:1].islower() and markers.read(after) is None
    return goes_on and not _is_next(number, passages)


def _last(passages: Sequence[_Passage]) -> list[Locator]:
    return [passage.locator for passage in passages[-REPEAT:]]


def _is_closed(passage: _Passage) -> bool:
    """Return whether a heading can follow *passage*: it is empty, or ends a sentence."""
    return not passage.lines or line_endings.closed(passage.lines[-1]) > line_endings.UNKNOWN


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
