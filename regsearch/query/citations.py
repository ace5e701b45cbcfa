"""The citations in a question: the provisions that they name, or why there are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from regsearch.citation import format_locator, neighbours
from regsearch.errors import NotFoundError
from regsearch.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from regsearch.citation import Citation
    from regsearch.law.resolver import Directory


_UNIT = r"pasal|psl|ps|ayat|huruf|hrf|angka"
_RUN_ON = re.compile(rf"(?i)\b({_UNIT})(?=\d)|(?<=\d)(?=(?:ayat|huruf|angka)\b)")
_RUN_ON_NEXT = re.compile(r"(?i)(?<=\d)(?=(?:ayat|huruf|angka)\d)")
_MISTYPED = re.compile(r"(?i)\b(?!pasal\b)p[asl]{3,5}(?=\s+\d)")
_MISREAD = re.compile(r"(?i)\b((?:pasal|psl|ps|ayat|angka)\.?\s*\(?)([\dOolI|]{1,4})(?=\)|[^\w]|$)")
_BRACKETED = re.compile(r"(?i)\b(huruf|hrf\.?)\s*\(\s?([a-z])\s?\)")
_BARE = re.compile(
    r"(?i)\b((?:pasal|psl|ps)\.?\s*\d{1,4}[a-z]?)\s+([a-z])"
    r"(?:\s+(\d{1,2})(?!\s*(?:hari|minggu|bulan|tahun|kali|x|orang|persen|%))\b"
    r"|(?=\s*(?:[,.;:?)]|$|pp\b|uu\b)))"
)
_CUT_OFF = re.compile(
    r"(?i)\b((?:pasal|psl|ps|ayat|huruf|hrf)\.?\s*\(?\w{1,4}\)?)\s*,\s*"
    r"(?=(?:ayat|huruf|hrf|angka)\b)"
)
_BEHIND = re.compile(
    rf"(?i)\b((?:{_UNIT})\.?\s*\(?\w{{1,4}}\)?)\s*,\s*"
    r"(?=(?:pp|uu|perpres|peraturan|undang)\b[^,;]*?\b(?:19|20)\d\d\b"
    rf"(?!\s*,?\s*(?:{_UNIT})\b))"
)
_DIGITS = str.maketrans("OolI|", "00111")


def respelled(text: str) -> str:
    """Return *text* with the citations in it as the grammar reads them.

    For questions only: "ps5", "psaal 5", "Pasal 3O" (a scanned 30), "Huruf (n)", "pasal 5 n 6", and
    commas between the steps of one citation ("pasal 5 huruf n, angka 6, PP 94/2021").
    """
    text = _RUN_ON.sub(lambda m: f"{m.group()} ", _RUN_ON_NEXT.sub(" ", text))
    text = _MISREAD.sub(_in_digits, _MISTYPED.sub("pasal", text))
    text = _BRACKETED.sub(r"\1 \2", text)
    text = _BARE.sub(
        lambda m: f"{m[1]} huruf {m[2]}" + (f" angka {m[3]}" if m[3] else ""),
        text,
    )
    return _BEHIND.sub(r"\1 ", _CUT_OFF.sub(r"\1 ", text))


def _in_digits(match: re.Match[str]) -> str:
    number = match[2]
    if number in {"l", "|"} and match[1].lower().startswith("ayat"):
        return f"{match[1]}1"
    # "Pasal I" is a Roman number, "Pasal 33I" one with a letter.
    is_number = any(c.isdigit() for c in number) and not re.fullmatch(r"\d+I", number)
    return match[1] + (number.translate(_DIGITS) if is_number else number)


class FoundCitation(NamedTuple):
    """A citation of a question, resolved."""

    citation: Citation
    references: tuple[Reference, ...]
    """The provisions that it names; empty if the index has none."""
    problem: NotFoundError | None
    """Set where it names a provision that the index does not have."""
    unknown_instrument: bool
    """Whether it names an instrument by its number that the index does not have."""


def find_citations(
    citations: Iterable[Citation], directory: Directory, day: date
) -> list[FoundCitation]:
    """Return each of *citations* with the provisions that it names on *day*."""
    found = []
    for citation in citations:
        references = tuple(directory.resolve(citation, day))
        known = any(directory.instruments(name, day) for name in citation.instruments)
        numbered = cites_by_number(citation)
        missing = bool(citation.targets) and (known or numbered) and not references
        found.append(
            FoundCitation(
                citation,
                references,
                absent(directory, citation, day) if missing else None,
                numbered and not known,
            )
        )
    return found


def cites_by_number(citation: Citation) -> bool:
    """Say whether *citation* names an instrument by kind, number and year."""
    return any(name.kind and name.number and name.year for name in citation.instruments)


def absent(directory: Directory, citation: Citation, day: date) -> NotFoundError:
    """Return the error for a citation that names nothing in the index, with its neighbours."""
    name = " ".join(citation.instruments[0].text.split())
    known = [i for n in citation.instruments for i in directory.instruments(n, day)]
    if not known:
        return NotFoundError(
            f"{name} tidak ada dalam indeks. Daftar dokumen: regsearch korpus daftar"
        )
    cited = citation.targets[0].locator if citation.targets else ()
    document = known[0].id
    near = neighbours(cited, directory.locators[document])
    cites = tuple(directory.cite(Reference(document, locator)) for locator in near)
    return NotFoundError(
        f"{format_locator(cited)} tidak ada dalam {directory.short_name(document)} yang diindeks. "
        f"Yang terdekat: {'; '.join(cites)}.",
        cites,
    )
