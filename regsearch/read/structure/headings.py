"""Recognises the headings of buku, bab, bagian, paragraf and pasal, also as OCR misreads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from regsearch.model.roman import ROMAN_BLUR, roman, to_roman
from regsearch.read.structure.line_endings import is_title

HeadingKind = Literal["buku", "bab", "bagian", "paragraf", "pasal"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on one line."""

    kind: HeadingKind
    number: str
    rest: str = ""
    """Text after the number on the same line."""
    clean: bool = True
    """Whether the number was read as printed; False if misread characters were replaced."""


_ORDINALS = frozenset(
    "pertama kesatu kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh "
    "kesebelas".split()
)
_UNITS = frozenset("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split())

_REST = r"[.,:]?(?:\s+(?:[-–—:]\s+)?(?P<rest>.+))?$"
_BUKU = re.compile(r"BUKU\s+(KE\s?[A-Z]+(?:\s+BELAS)?|[IVX]+)$")
_BAB = re.compile(r"(?:B\s?A\s?B|Bab)\s+([IVXLCYT1lt!|i]+|[2-9]|1\d)\s?([A-H]?)" + _REST)
_CAPITALS_FIRST = re.compile(
    r"[A-Z]{3,}(?:,? [A-Z]{2,}){0,9}\.?(?: [A-Z][a-z]+(?: [a-z]+){0,2}){1,3}\.?"
)
"""The title of a bab in capitals, with that of its first part on the same line."""

_BAGIAN = re.compile(
    r"(?:Bag[ir]an|Bagtan|BAGIAN)\s+"
    r"(Pertama|PERTAMA|(?:[Kk]e|KE)\s?[a-zA-Z]+(?:\s+(?:[Bb]elas|BELAS|[Pp]uluh(?:\s\w+)?))?)"
    r"(?P<suffix>[A-Z]?)" + _REST
)
_PARAGRAF = re.compile(
    r"(?:Paragra[fl]|PARAGRAF)\s+(\d{1,3}\s?[A-Z]?|[IVX]+|[lI]|Pertama|PERTAMA"
    r"|(?:Ke|KE)\s?[a-zA-Z]+(?:\s+(?:[Bb]elas|BELAS))?)" + _REST
)
_PASAL = re.compile(
    r"(?:P\s?a\s?s\s?a\s?[lIt1iJ\]]|Pasa\.l|Pasd|PASAL|Fa[ts]?sal)\s*"
    r"([\dIlLOoSsBtT!|{}\[\]()]{1,4}(?:\s[\dIlLOo]{1,3})?(?:\s?[A-Z]{1,2})?)\s?[.,:]?$"
)
_PASAL_OLD = re.compile(r"(?:Pasal|PASAL|Fa[ts]?sal)\s+(\d{1,3})\s?([a-h]|bis|ter|quater)[.,:]?$")
"""An article inserted into an old law, ``Pasal 2a``, ``Pasal 3 bis``."""

_TITLED = re.compile(
    r"(?P<heading>(?:Pasal|PASAL)\s+\d{1,3}[A-Z]{0,2})"
    r"(?:\s*(?:\s(?P<dash>[-–—]+)|[.:])\s+(?P<title>[A-Z][^.;:]{2,90})"
    r"|\s+(?P<open>[(\[])?(?P<own>[A-Z][^.;:()\[\]\d]{2,60})(?(open)[)\]]))$"
)
"""An article's heading with a title on its line, as web pages have it."""

_INSTRUMENT = re.compile(
    r"(?:Undang|Peraturan|Keputusan|Kitab|Instruksi|Perubahan|Ayat|Huruf|Angka|Pasal)\b|[A-Z]{2,}\b"
)
"""What follows the number of an article in a citation, "Pasal 5 Undang-Undang Dasar"."""

_PASAL_ROMAN = re.compile(r"(?:Pasal|PASAL)\s+([IVX]{1,4})[.,:]?$")
DIGIT_BLUR = str.maketrans("lLIi!|OoSstTB", "1111110055178") | dict.fromkeys(map(ord, " {}[]()"))
"""What OCR reads in place of digits, and the characters that it adds to numbers."""

_PLAIN = re.compile(r"\d{1,3}[A-Z]{0,2}")
_INSERTED = re.compile(r"\d{1,3} [A-H]")


def read_group(text: str) -> Heading | None:
    """Return the heading of a buku, bab, bagian or paragraf that *text* is, or None.

    >>> heading = read_group("BAB lV")
    >>> heading.kind, heading.number, heading.clean
    ('bab', 'IV', False)
    """
    if not text.startswith(("B", "P")):
        return None
    match = _BUKU.match(text)
    if match:
        return Heading("buku", match[1].replace(" ", "").title())
    match = _BAB.match(text)
    if match:
        number = match[1].translate(ROMAN_BLUR)
        if match[1].isdigit():
            number = to_roman(int(match[1]))
        rest = match["rest"] or ""
        if text.startswith("Bab") and not is_title(rest):
            return None  # "Bab I mengatur ...": only with a title, as web pages have it
        capitals = rest.upper() == rest or _CAPITALS_FIRST.fullmatch(rest)
        if roman(number) and (text.startswith("Bab") or capitals):
            return Heading("bab", number + match[2], rest, clean=number == match[1])
        return None
    match = _BAGIAN.match(text)
    if match:
        number, suffix, rest = _ordinal(match[1]), match["suffix"], match["rest"] or ""
        if number and (not rest or rest[0].isupper()):
            return Heading("bagian", number + suffix, rest)
        return None
    match = _PARAGRAF.match(text)
    if match:
        ordinal, rest = _ordinal(match[1]), match["rest"] or ""
        number = ordinal or match[1].replace(" ", "")
        if (ordinal or match[1][0] not in "KP") and (not rest or rest[0].isupper()):
            return Heading("paragraf", "1" if number in "lI" else number, rest)
    return None


def _ordinal(text: str) -> str | None:
    """Return the ordinal of a bagian as the law prints it, ``Kedua Belas``, or None."""
    word = " ".join(text.split())
    first, _, more = word.partition(" ")
    if first.lower() == "ke" and more:
        first, _, more = first + more.split()[0], "", " ".join(more.split()[1:])
    low = first.lower()
    low = {"kesatr": "kesatu", "kesatrr": "kesatu", "ketima": "kelima"}.get(low, low)
    if low not in _ORDINALS and low[2:].removesuffix("belas").removesuffix("puluh") not in _UNITS:
        return None
    return f"{low.capitalize()} {more}".strip()


def read_pasal(text: str, *, amending: bool = False) -> Heading | None:
    """Return the article heading that the whole of *text* is, or None.

    *amending* allows Roman numbers (``Pasal I`` of an amending law).

    >>> read_pasal("Pasal 9A").number, read_pasal("PasaI l2").number
    ('9A', '12')
    >>> read_pasal("Pasal 9 berlaku")
    """
    if not text.startswith(("P", "F")):
        return None
    text = text.rstrip("`'^*~_ ")
    if amending:
        match = _PASAL_ROMAN.match(text)
        if match:
            return Heading("pasal", match[1])
    match = _PASAL.match(text)
    if match is None:
        old = _PASAL_OLD.match(text)
        return Heading("pasal", old[1] + old[2]) if old else None
    raw = match[1]
    if _PLAIN.fullmatch(raw) or _INSERTED.fullmatch(raw):
        return Heading("pasal", raw.replace(" ", ""))
    body, suffix = raw, ""
    tail = re.search(r"(?<=[\dlLIO])\s?([A-Z]{1,2})$", raw)
    if tail and not set(tail[1]) <= set("ILOSBT"):
        body, suffix = raw[: tail.start()], tail[1]
    number = body.translate(DIGIT_BLUR) + suffix
    return Heading("pasal", number, clean=False) if _PLAIN.fullmatch(number) else None


def split_titled(text: str) -> tuple[str, str] | None:
    """Return the heading of an article and the title that web pages put on its line, or None.

    After a dash any few words are a title; after a full stop they must be capitalised like one.

    >>> split_titled("Pasal 2. Larangan"), split_titled("Pasal 3 - Sanksi")
    (('Pasal 2', 'Larangan'), ('Pasal 3', 'Sanksi'))
    >>> split_titled("Pasal 2. Pegawai dilarang memihak")
    """
    match = _TITLED.match(text) if text.startswith(("Pasal ", "PASAL ")) else None
    if match is None:
        return None
    if match["own"]:
        named = is_title(match["own"]) and not _INSTRUMENT.match(match["own"])
        return (match["heading"], match["own"]) if named or match["open"] else None
    if not (match["dash"] or is_title(match["title"])):
        return None
    return match["heading"], match["title"]
