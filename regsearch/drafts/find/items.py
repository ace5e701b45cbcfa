"""What a block of a draft names: provisions, instruments, and words that point back at them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from regsearch.citation import Citation, InstrumentName
from regsearch.drafts.words import alternatives, kind_of, kinds_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.citation import Grammar

ItemKind = Literal[
    "citation", "back", "own", "unit_back", "foreign", "short", "titled", "joint", "bare"
]
"""A citation of the grammar; an instrument named before ("PP tersebut"); the draft itself
("Keputusan ini"); a provision named before ("Pasal tersebut"); an instrument that the grammar does
not know ("UUD 1945"); one without a year ("PP Nomor 94"); one by its title alone;
the joint decree, called "SKB" only; one by its kind alone, beside a provision ("Pasal 5 PP")."""


class Item(NamedTuple):
    """Something that a block names."""

    kind: ItemKind
    start: int
    end: int
    text: str
    citation: Citation | None = None
    instrument: str | None = None
    """Kind of instrument, ``pp``; None where the words name none."""
    number: str | None = None
    is_law: bool = True
    """Whether it is a kind of instrument that states law, unlike a letter."""


def items_of(text: str, grammar: Grammar) -> list[Item]:
    """Return what *text* names, in order; of what overlaps, the more certain."""
    found = [
        Item("citation", c.start, c.end, text[c.start : c.end], c)
        for c in grammar.find(_blanked(text))
        if c.targets or c.instruments
    ]
    units = [item for item in found if item.citation and not item.citation.instruments]
    others = (*_joint(text), *_pointing(text), *_foreign(text), *_titled(text))
    for item in (*others, *_bare(text, units)):
        place = bisect_left(found, item.start, key=lambda other: other.start)
        free_before = place == 0 or found[place - 1].end <= item.start
        if free_before and (place == len(found) or item.end <= found[place].start):
            found.insert(place, item)
    return found


def _bare(text: str, units: list[Item]) -> Iterator[Item]:
    """Yield kinds of instrument without a number that stand right beside a provision."""
    pattern = _patterns()["bare"]
    for unit in units:
        lead = max(0, unit.start - _LONGEST_KIND)
        before = list(pattern.finditer(text, lead, unit.start))
        behind = pattern.match(text, unit.end)
        for match in (*before[-1:], *([behind] if behind else [])):
            beside = match is behind or not text[match.end() : unit.start].strip(" ,")
            if beside:
                kind = kind_of(match["kind"])
                yield Item("bare", *match.span("kind"), match["kind"], instrument=kind)


_LONGEST_KIND = 60


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds, general = kinds_pattern(), alternatives("reference", "general")
    back, own = alternatives("reference", "back"), alternatives("reference", "own")
    units, numbered = alternatives("reference", "units"), alternatives("foreign", "numbered")
    named = rf"\b(?P<kind>{kinds}|{general})"
    number = r"(?P<number>\d{1,3})(?![\w/.-]*\d)(?!\s*(?:tahun|thn|th|/|hari|bulan|orang|kali)\b)"
    patterns = {
        "back": rf"{named}\s+(?:\w+\s+){{0,2}}?{back}(?!\w)",
        "own": rf"{named}\s+(?:\w+\s+){{0,3}}?{own}\b|\bkeputusan\s+{own}\b",
        "unit_back": rf"\b(?P<unit>{units})\s+{back}(?!\w)",
        "short": rf"\b(?P<kind>{kinds})\s*(?:nomor|no\b\.?)?\s*{number}",
        "foreign": rf"\b{alternatives('foreign', 'names')}(?!\w)",
        "private": rf"\b{alternatives('foreign', 'private')}(?=\s+(?:\w+\s+){{0,3}}pasal\b)"
        rf"|(?<=\d\s){alternatives('foreign', 'private')}(?!\w)",
        "numbered": rf"\b(?P<kind>{numbered})\b(?P<issuer>(?:\s+[\w/.,-]+){{0,14}}?)"
        r"\s+(?:nomor|no\b\.?)\s*:?\s*[\w][\w./-]*(?:\s+tahun\s+\d{4})?",
        "joint": r"\b(?:SKB|Keputusan\s+Bersama)\b(?:\s+(?:lima|5)\s+lembaga)?"
        r"(?:\s+netralitas(?:\s+ASN)?)?(?:\s+(?:tahun\s+)?(?P<year>20\d\d))?(?!\s+(?:nomor|no)\b)",
        "bare": rf"\s*(?:(?:dari|dalam|pada)\s+)?\b(?P<kind>{kinds})\b"
        r"(?!\s*(?:nomor|no\b|\d|tentang|mengenai|[a-z]+\s+(?:nomor|no\b|\d)))",
        "titled": rf"\b(?P<kind>{kinds})\s+(?:(?:RI|R\.I\.|Republik\s+Indonesia)\s+)?"
        r"(?:tentang|mengenai)\s+",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


_JOINT = re.compile(
    r"\b(?:Surat\s+)?Keputusan\s+Bersama\b.{0,500}?\bNomor\s*:?\s*(?P<number>\w[\w./-]*)\s+Tahun\s+"
    r"(?P<year>(?:19|20)\d\d)(?:\s*[,;]?\s*(?:dan\s+)?(?:Nomor\s*:?\s*)?[\w./-]*\d[\w./-]*"
    r"\s+Tahun\s+(?:19|20)\d\d)*",
    re.IGNORECASE,
)
"""A joint decree, with its signatories and the number that each gave it."""


def _joint(text: str) -> Iterator[Item]:
    for match in _JOINT.finditer(text):
        name = InstrumentName(match.group(), "skb", match["number"], int(match["year"]))
        citation = Citation(match.start(), match.end(), (), (name,))
        yield Item("citation", match.start(), match.end(), match.group(), citation)


def _blanked(text: str) -> str:
    """Return *text* without joint decrees, whose many words the grammar would misread."""
    return _JOINT.sub(lambda match: "." * len(match.group()), text)


def _pointing(text: str) -> Iterator[Item]:
    patterns = _patterns()
    for match in patterns["own"].finditer(text):
        yield Item("own", *match.span(), match.group())
    for match in patterns["back"].finditer(text):
        yield Item("back", *match.span(), match.group(), instrument=kind_of(match["kind"]))
    for match in patterns["unit_back"].finditer(text):
        unit = match["unit"].casefold()
        yield Item("unit_back", *match.span(), match.group(), instrument=unit)
    for match in patterns["joint"].finditer(text):
        yield Item("joint", *match.span(), match.group(), instrument="skb", number=match["year"])
    for match in patterns["short"].finditer(text):
        kind = kind_of(match["kind"])
        yield Item("short", *match.span(), match.group(), instrument=kind, number=match["number"])


def _foreign(text: str) -> Iterator[Item]:
    patterns = _patterns()
    for match in patterns["foreign"].finditer(text):
        yield Item("foreign", *match.span(), match.group())
    for match in patterns["private"].finditer(text):
        yield Item("foreign", *match.span(), match.group(), is_law=False)
    law = re.compile(alternatives("foreign", "law"), re.IGNORECASE)
    for match in patterns["numbered"].finditer(text):
        yield Item("foreign", *match.span(), match.group(), is_law=bool(law.match(match.group())))


def _titled(text: str) -> Iterator[Item]:
    for match in _patterns()["titled"].finditer(text):
        kind = kind_of(match["kind"])
        title = title_at(text, match.end())
        if kind and title:
            end = match.end() + len(title)
            yield Item("titled", match.start(), end, text[match.start() : end], instrument=kind)


_TITLE_END = re.compile(
    r"\s*(?:[;:.,()\"\u201d\u201c\u00a6]|\b(?:pasal|psl|sebagaimana|yang|dan peraturan|dan undang"
    r"|maka|serta|jo|juncto|ayat|huruf|angka|menjadi dasar|mengatur|berbunyi|adalah"
    r"|untuk menjatuhkan|bahwa|telah|tersebut|dimaksud|ini|nomor|mulai|tidak|dinyatakan)\b)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 260


def title_at(text: str, start: int) -> str:
    """Return the title that begins at *start*; empty if there is none."""
    piece = text[start : start + _LONGEST_TITLE]
    end = _TITLE_END.search(piece)
    # "Gubernur, Bupati, dan Wali Kota": a comma between names goes on.
    while end and end.group().strip() == "," and _goes_on(piece[end.end() :]):
        end = _TITLE_END.search(piece, end.end())
    return piece[: end.start()].rstrip() if end else piece.rstrip()


def _goes_on(rest: str) -> bool:
    return bool(re.match(r"\s*(?:dan\s+)?(?:[A-Z][\w-]+)(?:\s+[A-Z][\w-]+)?\s*(?:,|dan\b)", rest))


@cache
def own_items() -> re.Pattern[str]:
    """Return the pattern of words before "huruf a" that make it an item of the draft."""
    words = alternatives("reference", "own_items")
    return re.compile(rf"(?i)\b{words}\b[^.;]{{0,60}}$")


@cache
def forward() -> re.Pattern[str]:
    """Return the pattern of what stands between a provision and its instrument behind it."""
    return re.compile(rf"(?i)\s*\)?\s*{alternatives('reference', 'forward')}\s*$")


def spans_of(citation: Citation, item: Item) -> list[tuple[int, int]]:
    """Return where each provision of *item* stands; the outermost with the instrument beside it."""
    spans = list(citation.spans)
    spans[0] = (item.start, spans[0][1])
    end = item.end - (item.text[-1] in ".,;")  # "huruf n." at the end of a sentence
    spans[-1] = (spans[-1][0], end)
    return spans
