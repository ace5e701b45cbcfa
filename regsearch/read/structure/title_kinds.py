"""The kind of instrument in a title: its words, also misread ones, and the office that follows.

The kinds and the short names of offices are data (``data/kinds.toml``).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line


class Kind(NamedTuple):
    """A row of ``data/kinds.toml`` for one spelling."""

    words: str
    id: str
    regional: bool
    has_office: bool


class Beginning(NamedTuple):
    """The beginning of a title block."""

    kind: Kind
    rest: str
    """The line after the words of the kind."""
    lines: int
    """Number of lines that the words of the kind take."""


@cache
def _kinds() -> tuple[Kind, ...]:
    """Return the spellings of all kinds, the longest first."""
    rows = [
        Kind(words, str(entry["id"]), bool(entry.get("region")), bool(entry.get("office")))
        for entry in data.table("kinds")["kind"]
        for words in entry["title"]
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.words)))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(kind.words.split()[0].split("-")[0] for kind in _kinds())


LABEL = r"(?:\bN\s?[O0]\s?M\s?[O0]\s?R\b|\bNO\b\.?)"
"""Pattern of the word before a number, in any case."""

_MAX_KIND_LINES = 3
"""The words of the kind may be spread over this many lines, ``PERATURAN`` / ``BUPATI CONTOH``."""

_ALIKE = 0.88
"""Similarity from which on words in capitals are a misreading of those of a kind."""

_DASHES = str.maketrans("–—‑", "---")
_CAPITAL_BLUR = str.maketrans("!|10", "IIIO")
"""What OCR reads in place of capitals."""

_BEFORE_TITLE = re.compile(r"(?:SALINAN|Salinan|RANCANGAN)?\W*")
_MAX_INLINE = 6
"""Number of lines among which a title on one line is; later ones are references to other laws."""

_INLINE = re.compile(
    r"(?P<kind>[A-Z][\w\- ]{3,120}?)\s+(?P<number>(?:Nomor|No\.?)\s.{1,60}?)\s+"
    r"(?P<about>[Tt]entang)\s+(?P<name>\S.*)$"
)
"""A title in title case, on one line or a few, as web pages have it."""

_REPUBLIC = re.compile(r"\s*\bREPUBLIK INDONESIA\b|\s*\bRI\b$")
VILLAGE_KINDS = frozenset({"perdes", "perkades", "permakades"})
"""Kinds of regulation that a village makes."""
_GENERIC = frozenset({"peraturan", "perka", "keputusan", "instruksi", "surat"})
"""Kinds whose words begin those of others; a misread one of the others goes before them."""


def find_beginning(lines: Sequence[Line], index: int) -> Beginning | None:
    """Return the beginning of the title block in the line at *index*, or None."""
    text = lines[index].text.translate(_DASHES)
    for taken in range(1, _MAX_INLINE if index < _MAX_INLINE and not text.isupper() else 1):
        block = " ".join(line.text for line in lines[index : index + taken])
        inline = _INLINE.match(block.translate(_DASHES))
        if inline is not None and (kind := _kind_of(inline["kind"].upper())) is not None:
            office = inline["kind"][len(kind.words) :].upper()
            rest = f"{office} {inline['number'].upper()} TENTANG {inline['name']}"
            return Beginning(kind, rest.strip(), taken)
    glued = re.search(r"\bNOMOR\s+[\dOIlL]+\s+TAHUN\b", text)
    best: tuple[Kind, str] | None = None
    for kind in _kinds():
        start = text.rfind(kind.words, 0, glued.start()) if glued else text.find(kind.words)
        if start < 0 or (start and not glued and not _BEFORE_TITLE.fullmatch(text[:start])):
            continue
        end = start + len(kind.words)
        if not text[end : end + 1].isalpha():
            best = kind, text[end:].strip()
            break
    if best is None or best[0].id in _GENERIC:
        best = _misread(text) or best
    if best is None:
        return None
    # The words of the kind may go on: PERATURAN / MENTERI, PERATURAN BADAN / KEPEGAWAIAN NEGARA.
    joined = text
    for count in range(2, _MAX_KIND_LINES + 1):
        if index + count > len(lines) or _ends_head(lines[index + count - 1].text):
            break
        joined = f"{joined} {lines[index + count - 1].text}"
        longer = _kind_of(joined.lstrip(" `'\"*"))
        if longer is None or longer.id in _GENERIC:
            misread = _misread(joined)
            if misread is not None and misread[0].id not in _GENERIC:
                return Beginning(*misread, count)
        if longer is not None and len(longer.words) > len(best[0].words):
            at = joined.find(longer.words) + len(longer.words)
            best = longer, joined[at:].strip()
            return Beginning(*best, count)
    return Beginning(*best, 1)


def _ends_head(text: str) -> bool:
    return bool(re.search(rf"{LABEL}|\bTENTANG\b", text, re.IGNORECASE)) or not text.isupper()


def _kind_of(text: str) -> Kind | None:
    """Return the kind with whose words *text* begins, or None."""
    for kind in _kinds():
        if text.startswith(kind.words) and not text[len(kind.words) :][:1].isalpha():
            return kind
    return None


def _misread(text: str) -> tuple[Kind, str] | None:
    """Return the kind, and the rest of the line, where its words are misread or letter-spaced."""
    plain = text.lstrip(" `'\"*.,").translate(_CAPITAL_BLUR)
    if not plain.isupper():
        return None
    squeezed = plain.replace(" ", "")
    if len(plain) >= 2 * len(squeezed) - 2 > 8:  # P E R A T U R A N
        for kind in _kinds():
            spelled = kind.words.replace(" ", "")
            if squeezed.startswith(spelled):
                return kind, squeezed[len(spelled) :]
        return None
    words = plain.split()
    first = words[0].split("-")[0]
    likely = {word for word in _first_words() if _is_alike(first, word)}
    if not likely:
        return None
    for kind in _kinds():
        count = len(kind.words.split())
        is_likely = kind.id not in _GENERIC and kind.words.split()[0].split("-")[0] in likely
        if is_likely and _is_alike(" ".join(words[:count]), kind.words):
            return kind, " ".join(words[count:])
    return None


def _is_alike(words: str, others: str) -> bool:
    return SequenceMatcher(None, words, others).ratio() >= _ALIKE


def with_office(kind: Kind, office: str) -> str:
    """Return the short name of the kind, completed by that of the office where it needs one."""
    if not kind.has_office:
        return kind.id
    words = " ".join(_REPUBLIC.sub("", office).split()).strip(" ,")
    short = _short_offices().get(_plain(words))
    if short is None:
        return f"{kind.id}-{slug(words)}".strip("-")
    return f"{kind.id}{short}" if kind.id == "permen" else f"{kind.id}-{short}"


@cache
def _short_offices() -> dict[str, str]:
    return {_plain(words): short for words, short in data.table("kinds")["offices"].items()}


def _plain(words: str) -> str:
    """Return the words of an office without commas and spaces at slashes, set at will."""
    return re.sub(r"\s*/\s*", "/", " ".join(words.replace(",", " ").split()))


_WITHOUT_ISSUER = frozenset({"uu", "uudrt", "perppu", "putusan"})
"""Kinds whose title names no office."""


def issuer_of(kind: Kind, office: str) -> str | None:
    """Return the office that issued an instrument, ``Menteri Dalam Negeri``."""
    office = " ".join(_REPUBLIC.sub("", office).split())
    words = re.sub(r"^(?:SURAT )?(?:PERATURAN|KEPUTUSAN|INSTRUKSI|EDARAN|KETETAPAN|BERSAMA)\b", "",
                   kind.words).strip()  # fmt: skip
    words = re.sub(r"^BERSAMA\b", "", words).strip()
    if kind.id in _WITHOUT_ISSUER:
        return None
    issuer = f"{words} {office}".strip(" ,")
    return issuer.title().replace(" Dan ", " dan ") or None


def slug(text: str) -> str:
    """Return *text* as a part of a document id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
