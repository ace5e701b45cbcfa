"""Splits a document into its parts: front matter, body, closing, Penjelasan and annexes.

The order of the parts is fixed (UU 12/2011 Lampiran II no. 1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from regsearch.read.structure import headings, letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts of a document as lines; a part that is absent is empty."""

    front: tuple[Line, ...]
    """Title, preamble and legal basis, up to the first heading or point."""
    body: tuple[Line, ...]
    closing: tuple[Line, ...]
    """Place, date and signatures."""
    penjelasan: tuple[Line, ...]
    annexes: tuple[tuple[Line, ...], ...]
    """Each begins with its LAMPIRAN line."""
    has_articles: bool
    """Whether the body consists of pasal; otherwise of dictums, points or letters."""
    roman: bool
    """Whether the first article is Pasal I, as in an amending law."""


_ORDERED = re.compile(r"(?:Agar|Supaya)\s(?:supaya\s)?(?:setiap|semua)\b")
"""The beginning of the closing formula that orders the promulgation."""

_PLACE = re.compile(
    r"(?:Di)?(?:[Ss]ahkan|[Tt]etapkan|[Uu]ndangkan|SAHKAN|TETAPKAN)\s+(?:di|DI)\b|Dikeluarkan\s+di\b"
)
_PENJELASAN = re.compile(
    r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N(?:[.:]?$|\s+A\s?T\s?A\s?S\s?(?:$|[A-Z]))"
)
_HEADING = "PENJELASAN"
_ALIKE = 0.7
"""Similarity from which on a line in capitals is a misread PENJELASAN."""

_GENERAL = re.compile(r"(?:[I1lA]\s?[.,]?\s*)?(?:PENJELASAN\s+)?U\s?M\s?U\s?M[.:]?$")
_BY_ARTICLE = re.compile(r"(?:\S{1,3}\s?[.,]?\s*)?P[A-Z]{4} D[A-Z]{3} P[A-Z]{4}[.:]?$")
"""PASAL DEMI PASAL, perhaps misread."""

_AFTER_PENJELASAN = re.compile(
    r"(?:A\s?T\s?A\s?S|UNDANG|PERATURAN|RANCANGAN|UMUM|I\s?\.|Pasal|PASAL|PENETAPAN|MENGENAI|TENTANG|U\s?M\s?U\s?M)"
)
_LAMPIRAN = re.compile(
    r"LAMPIRAN(?:\s+[IVX]+)?(?:\s*[.:])?(?:\s+(?:UNDANG|PERATURAN|KEPUTUSAN|SURAT|:).*)?$"
    r"|Lampiran(?:\s+[IVX]+)?\s*(?::|[IVX]*\s*(?:Undang|Peraturan|Keputusan|Surat|Instruksi)\b.*:?)"
)
_PASAL_II = re.compile(r"P(?:asal|ASAL)\s+II\b\.?$")
_PASAL_2 = re.compile(r"P(?:asal|ASAL)\s+2\.?$")
_HEADING_LINES = 12
"""Number of lines within which the first article follows its bab heading."""

_ESTABLISHES = re.compile(r"(?:Menetapkan|MENETAPKAN)\s*:?")
"""The word alone on its line; before a dictum it is no text of its own."""

_ADJUDGES = re.compile(
    r"(?:\[?[\d.]+\]?\s*)?(?:AMAR PUTUSAN|M\s?E\s?N\s?G\s?A\s?D\s?I\s?L\s?I)\b", re.I
)
"""The words before the orders of a court (amar)."""

_JUDGED = re.compile(r"Demikian\s+(?:di)?putus")
_DECIDES = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N")


def split(
    lines: Sequence[Line], title_end: int = 0, *, amends: bool = False, letter: bool = False
) -> Sections:
    """Split the lines of a document, page furniture removed, into its parts.

    Args:
        lines: those of the whole document.
        title_end: number of lines that the title takes; without articles, the points begin after
            it, or after MEMUTUSKAN.
        amends: whether the title says that the law amends another.
        letter: whether it is a circular or letter, with addressees and a farewell.

    """
    start, first = _first_heading(lines)
    letter = letter and first is None
    if start is None:
        start = _points_start(lines, title_end)
    if letter:
        start = letters.addressees_end(lines, start)
    rest = lines[start:]
    cuts: list[tuple[int, str]] = []
    closed = False
    for index, line in enumerate(rest):
        text = line.text
        if (
            not closed
            and index
            and (_closes(rest, index) or (letter and letters.closes(rest, index)))
        ):
            cuts.append((index, "closing"))
            closed = True
        elif _is_penjelasan(rest, index, closed=closed, cuts=cuts):
            cuts.append((index, "penjelasan"))
            closed = True
        elif _LAMPIRAN.match(text) and (closed or first is None or _is_annex_title(text)):
            cuts.append((index, "annex"))
            closed = True
    parts: dict[str, tuple[Line, ...]] = {}
    annexes: list[tuple[Line, ...]] = []
    ends = [*(index for index, _ in cuts[1:]), len(rest)]
    for (index, kind), end in zip(cuts, ends, strict=bool(cuts)):
        piece = tuple(rest[index:end])
        if kind == "annex":
            annexes.append(piece)
        else:
            parts[kind] = parts.get(kind, ()) + piece
    return Sections(
        front=tuple(lines[:start]),
        body=tuple(rest[: cuts[0][0]] if cuts else rest),
        closing=parts.get("closing", ()),
        penjelasan=parts.get("penjelasan", ()),
        annexes=tuple(annexes),
        has_articles=first is not None,
        roman=(first == "I" and (amends or _is_roman(rest))) or (amends and _amends_first(rest)),
    )


def split_ruling(lines: Sequence[Line]) -> Sections | None:
    """Split the ruling of a court: its body is the amar, what precedes it the front.

    The reasons quote statutes at length; read as units they would pass for norms.  None if there is
    no amar.
    """
    start = max((i + 1 for i, line in enumerate(lines) if _ADJUDGES.match(line.text)), default=None)
    if start is None:
        return None
    end = next((i for i in range(start, len(lines)) if _JUDGED.match(lines[i].text)), len(lines))
    return Sections(
        front=tuple(lines[:start]),
        body=tuple(lines[start:end]),
        closing=tuple(lines[end:]),
        penjelasan=(),
        annexes=(),
        has_articles=False,
        roman=False,
    )


def _amends_first(lines: Sequence[Line]) -> bool:
    """Return whether the first article amends another law, although its number is printed ``1``."""
    opening = " ".join(line.text for line in lines[:8])
    return bool(re.search(r"Pasal 1\b.*\bdiubah\b", opening))


def _is_roman(lines: Sequence[Line]) -> bool:
    """Return whether ``Pasal I`` has a Roman number: OCR may misread Pasal 1 in this way."""
    for line in lines:
        if _PASAL_II.match(line.text):
            return True
        if _PASAL_2.match(line.text):
            return False
    return True


def _first_heading(lines: Sequence[Line]) -> tuple[int | None, str | None]:
    """Return the index of the first heading of the body and the number of its first article."""
    decided = next((i for i, line in enumerate(lines) if _DECIDES.match(line.text)), 0)
    start: int | None = None
    fallback: tuple[int | None, str | None] = (None, None)
    for index in range(decided, len(lines)):
        text = lines[index].text
        if _PENJELASAN.match(text) or (start is None and _is_annex_title(text)):
            break
        group = headings.read_group(text)
        if group is not None and group.kind in ("bab", "buku") and start is None:
            start = index
        titled = headings.split_titled(text)
        pasal = headings.read_pasal(titled[0] if titled else text, amending=True)
        if pasal is None:
            continue
        if pasal.number in ("1", "I"):
            follows = start is not None and index - start < _HEADING_LINES
            return (start if follows else index), pasal.number
        if fallback[1] is None and (start is not None or _can_be_first(lines, index, pasal)):
            fallback = (start if start is not None else index), pasal.number
    return fallback


def _can_be_first(lines: Sequence[Line], index: int, heading: headings.Heading) -> bool:
    """Return whether the body can begin with this article, as it can in a digest."""
    if heading.number in ("1", "I"):
        return True
    if not heading.clean:
        return False
    before = lines[index - 1].text if index else ""
    return not re.search(r"[a-z,(\d]$", before)


def _points_start(lines: Sequence[Line], title_end: int) -> int:
    for index in range(title_end, len(lines)):
        if _DECIDES.match(lines[index].text):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            return index + (2 if _ESTABLISHES.fullmatch(following) else 1)
    return title_end


def _closes(lines: Sequence[Line], index: int) -> bool:
    """Return whether the closing begins at *index*: with its formula, or with place and date."""
    text = lines[index].text
    ordered = _ORDERED.match(text)
    if not ordered and not _PLACE.match(text):
        return False
    following = " ".join(line.text for line in lines[index : index + 4])
    return "memerintahkan" in following if ordered else "tanggal" in following.lower()


def _is_annex_title(text: str) -> bool:
    return bool(re.fullmatch(r"LAMPIRAN(?:\s+[IVX]+)?", text))


def _is_penjelasan(
    lines: Sequence[Line], index: int, *, closed: bool, cuts: Sequence[tuple[int, str]]
) -> bool:
    """Return whether the Penjelasan begins at *index*: with its heading, or a misread one.

    Where even that is lost, it begins with its first part, UMUM or PASAL DEMI PASAL.
    """
    text = lines[index].text
    kinds = [kind for _, kind in cuts]
    if "penjelasan" in kinds and kinds[-1] == "annex":
        return False  # an example in an annex
    if _PENJELASAN.match(text):
        return "ATAS" in text.replace(" ", "") or _begins_penjelasan(lines, index)
    if not closed or not text.isupper() or any(kind != "closing" for kind in kinds):
        return False
    if _is_alike(text):
        return _begins_penjelasan(lines, index)
    return bool(_GENERAL.match(text) or _BY_ARTICLE.match(text))


def _is_alike(text: str) -> bool:
    plain = text.replace(" ", "").strip(".:")
    if abs(len(plain) - len(_HEADING)) > 2:
        return False
    return SequenceMatcher(None, plain, _HEADING).ratio() >= _ALIKE


def _begins_penjelasan(lines: Sequence[Line], index: int) -> bool:
    following = [line.text for line in lines[index + 1 : index + 4]]
    return any(_AFTER_PENJELASAN.match(text) for text in following)
