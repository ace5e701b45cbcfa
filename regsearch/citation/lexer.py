"""The words that citations are made of, as tokens."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from regsearch import data
from regsearch.citation.values import InstrumentName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.model import Step

_LEVELS = {
    "pasal": "pasal",
    "psl": "pasal",
    "ps": "pasal",
    "ayat": "ayat",
    "ay": "ayat",
    "huruf": "huruf",
    "hrf": "huruf",
    "angka": "angka",
    "agk": "angka",
    "butir": "angka",
    "poin": "angka",
    "lampiran": "lampiran",
    "lamp": "lampiran",
    "diktum": "diktum",
}
_NUMBER = {
    "pasal": r"(?:\d{1,4}[a-z]{0,2}|[ivxlc]+)",
    "ayat": r"\(?\s?\d{1,3}[a-z]?\s?\)?",
    "huruf": r"(?:[a-z]\d?|([a-z])\1|a[a-z])\.?",
    "angka": r"\(?\d{1,3}[a-z]?\)?",
    "lampiran": r"(?:[ivxlc]+|\d{1,2})",
    "diktum": r"ke[a-z]+",
}
_ROMAN = r"^(?=[ivxlc])(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$"


def kind_labels() -> dict[str, str]:
    """Return how each kind of instrument is printed in a citation: ``{"pp": "PP", ...}``."""
    labels: dict[str, str] = data.table("citation_kinds")["labels"]
    return labels


@cache
def _kind_names() -> dict[str, str]:
    """Every way to name a kind of instrument in a citation, case-folded, to its short name.

    The longest come first, so that "surat edaran" is not taken for "surat".
    """
    kinds = data.table("citation_kinds")["kinds"]
    pairs = ((name, kind) for kind, names in kinds.items() for name in names)
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


_ID = r"\b[a-z]{2,}(?:-[a-z0-9]+)*-(?:19|20)\d\d\b"
# "se" is a circular, but not the beginning of "sebagaimana ... Nomor 5 Tahun 2014".
_INSTRUMENT = (
    r"\b(?P<kind>@kinds@)(?=[^a-z]|nomor|no\b|nmr\b)\.?\s*"
    r"(?P<region>(?:(?!nomor|no\b|pasal|tentang)[a-z]+\.?\s+){0,6}?)"
    r"(?:(?:nomor|no|nmr)\b[.:]?\s*)?(?P<number>[a-z]{0,3}[\d][\w.\-]*(?:/[a-z][\w.\-]*)*)\s*"
    # "PP 53 2010": people leave "tahun" out.
    r"(?:(?:tahun|thn|th)\b\.?\s*|/\s*|(?<=\d\s))(?P<year>(?:19|20)\d\d)\b"
)
# A letter's own number carries slashes and dots; it must be seen before plain numbers.
_LETTER = (
    r"\b(?:(?:surat|se)\s+(?:edaran\s+)?(?:[a-z]+\s+){0,3}?)?(?:(?:nomor|no)\b[.:]?\s*)?"
    r"(?P<number>[a-z]\.?[/\-.][\w.\-/]*\d[\w.\-/]*)"
)
_OTHER = "|".join(
    (
        r"(?P<penjelasan>\bpenjelasan\b(?:\s+(?:dari|atas))?)",
        r"(?P<bracket>\(\s?\d{1,3}[a-z]?\s?\))",
        r"(?P<range>\bsampai\s+dengan\b|\bs\.?\s?/?d\.?(?=\s|$)|\bhingga\b|[\u2013\-](?=\s*(?:\(|\d|pasal|ayat|huruf|angka)))",
        r"(?P<join>,|;|\bdan\s?/\s?atau\b|\bdan\b|\batau\b|\bserta\b|\bjuncto\b|\bjo\b\.?|\bjis\b\.?|&)",
        r"(?P<glue>\bdari\b|\bpada\b|\bdalam\b|\bdi\b|\btentang\b)",
        r"(?P<bare>\b\d{1,4}[a-z]{0,2}\b|\b[a-z]\b)",
        r"(?P<word>\S+)",
    )
)
_SOMETHING = re.compile(r"\S")
_CHUNK = re.compile(r"\S+")
_AFTER_WORD = ".,;:)\"'"
_INNER = frozenset("dan atau serta dari pada dalam di tentang hingga".split())
"""Words that join the parts of a citation and begin none."""
_BEGINNING = frozenset("surat se nomor no penjelasan sampai juncto jo jis".split()) | _LEVELS.keys()
"""Words of the patterns above, besides the names of kinds and instruments, that may begin one."""


class Token(NamedTuple):
    """A piece of a text; ``kind`` is the name of the group that matched, or ``word``."""

    kind: str
    text: str
    start: int
    end: int
    step: Step | None = None
    instrument: InstrumentName | None = None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


@cache
def _kinds_by_letters() -> dict[str, list[str]]:
    """Return the names of kinds by the letters that they begin with, the longest first."""
    table: dict[str, list[str]] = {}
    for name in _kind_names():
        table.setdefault(re.split(r"[^a-z]", name)[0], []).append(name)
    return table


@cache
def _instrument_pattern(letters: str) -> re.Pattern[str]:
    names = (re.escape(name).replace(r"\ ", r"\s+") for name in _kinds_by_letters()[letters])
    return _pattern(_INSTRUMENT.replace("@kinds@", "|".join(names)))


def _instrument_at(text: str, start: int, letters: str) -> re.Match[str] | None:
    """Return the match of an instrument with kind, number and year that begins at *start*.

    Only the kinds are tried, and their pattern compiled, that begin as the text does there: with
    *letters*, or with the first of them where "nomor" is written without a gap.
    """
    for size in range(len(letters), 0, -1):
        begins = size == len(letters) or letters.startswith(_RUN_ON, size)
        if begins and letters[:size] in _kinds_by_letters():
            match = _instrument_pattern(letters[:size]).match(text, start)
            if match:
                return match
    return None


_LETTERS = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"\b[a-zA-Z]+\b\.?")
_RUN_ON = ("no", "nmr")
_BEFORE_LETTER = frozenset("surat se nomor no".split())
"""Words that the number of a letter may begin with."""
_PIECE = re.compile(r"\b\w+|\s+|[^\w\s]")
"""What names are compared by: words, gaps and signs."""


def _pieces(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """Yield the pieces of *text* from *start*, each with where it ends, all gaps being alike."""
    while match := _PIECE.match(text, start):
        start = match.end()
        yield " " if match.group().isspace() else match.group().casefold(), start


class Names:
    """Short names of instruments, of which the longest is found at a place in a text.

    One pattern of all of them would take longer to compile than a look-up takes, so a text is
    compared with them piece by piece, and only those are cut into pieces that begin as it does.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in names:
            if first := _PIECE.match(name):
                self._by_first.setdefault(first.group().casefold(), []).append(name)
        self._cut: dict[str, tuple[set[str], set[str]]] = {}

    @property
    def first_pieces(self) -> frozenset[str]:
        """What names begin with, in lower case."""
        return frozenset(self._by_first)

    def end_at(self, text: str, start: int) -> int | None:
        """Return where the longest name ends that begins at *start*, or None."""
        first = _PIECE.match(text, start)
        whole, beginnings = self._beginning_with(first.group().casefold() if first else "")
        said, found = "", None
        for piece, end in _pieces(text, start) if beginnings else ():
            said += piece
            if said not in beginnings:
                break
            if said in whole:
                found = end
        return found

    def _beginning_with(self, first: str) -> tuple[set[str], set[str]]:
        """Return the names whose first piece that is, and everything they may begin with."""
        if first not in self._cut and first in self._by_first:
            pieces = ([piece for piece, _ in _pieces(name)] for name in self._by_first[first])
            beginnings = [list(accumulate(cut)) for cut in pieces]
            self._cut[first] = {b[-1] for b in beginnings}, {one for b in beginnings for one in b}
        return self._cut.get(first, _NONE)


_NONE: tuple[set[str], set[str]] = (set(), set())


_OUTER, _WITHIN = "outer", "within"
_REMEMBERED = 20_000
"""So many words are remembered; a large corpus has as many as it has typing errors."""


class _Plain(dict[str, str]):
    """Which words of a text, with the signs behind them, are plain: no citation begins with one.

    ``within`` are those that may join parts of a citation; ``""`` stands for a word that is not
    plain.

    Args:
        beginnings: the words that a citation may begin with.

    """

    def __init__(self, beginnings: frozenset[str]) -> None:
        super().__init__()
        self._beginnings = beginnings

    def __missing__(self, chunk: str) -> str:
        word = chunk.rstrip(_AFTER_WORD).casefold()
        kind = ""
        if len(word) > 1 and word.isalpha() and word not in self._beginnings:
            kind = _WITHIN if word in _INNER else _OUTER
        if len(self) >= _REMEMBERED:
            self.clear()
        self[chunk] = kind
        return kind


class Lexer:
    """Splits a text into tokens, given the short names that the catalogue knows."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = Names(name.strip() for name in names)
        kinds = {name.split()[0] for name in _kind_names()}
        self._plain = _Plain(_BEGINNING | kinds | self._names.first_pieces)

    def is_plain(self, text: str) -> bool:
        """Say whether *text* has plain words only, so that it names nothing."""
        return all(map(self._plain.__getitem__, text.split()))

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of *text* in order; never raises.

        A run of plain words is one token ``word``: such words only end a citation, and the patterns
        would need most of their time to say so of each.
        """
        plain = self._plain
        position, words = 0, False
        for chunk in _CHUNK.finditer(text):
            start = chunk.start()
            if start >= position:
                kind = plain[chunk.group()]
                if kind and (words or kind is _OUTER):
                    if not words:
                        yield Token("word", chunk.group(), start, chunk.end())
                        words = True
                    continue
            end = chunk.end()
            if end <= position:
                continue
            position = max(start, position)
            while position < end and (something := _SOMETHING.search(text, position, end)):
                token = self._token(text, something.start())
                words = token.kind == "word"
                yield token
                position = max(token.end, token.start + 1)

    def _token(self, text: str, start: int) -> Token:
        """Return the token that begins at *start*."""
        # No pattern is tried, nor compiled, that cannot fit the letters here and the sign behind.
        run = _LETTERS.match(text, start)
        letters = run.group().casefold() if run else ""
        sign = text[start + len(letters) : start + len(letters) + 1]
        if sign == "-" and (match := _pattern(_ID).match(text, start)):
            return _named_token(match.group(), start)
        if match := _instrument_at(text, start, letters):
            return _instrument_token(match)
        if letters in _BEFORE_LETTER or (len(letters) == 1 and sign and sign in "./-"):
            match = _pattern(_LETTER).match(text, start)
            if match:
                return _letter_token(match)
        if end := self._names.end_at(text, start):
            return _named_token(text[start:end], start)
        if letters in _LEVELS and (match := _WORD.match(text, start)):
            return _unit_token(text, match)
        match = _pattern(_OTHER).match(text, start)
        assert match, "a word is anything"
        return Token(str(match.lastgroup), match.group(), start, match.end())


def _named_token(name: str, start: int) -> Token:
    alias = " ".join(name.casefold().split())
    instrument = InstrumentName(name, alias=alias)
    return Token("instrument", name, start, start + len(name), instrument=instrument)


def _instrument_token(match: re.Match[str]) -> Token:
    region = " ".join((match["region"] or "").split())
    instrument = InstrumentName(
        match.group(),
        _kind_names()[" ".join(match["kind"].casefold().split())],
        (match["number"].lstrip("0") or "0").upper(),
        int(match["year"]),
        alias=region.casefold() or None,
    )
    return Token("instrument", match.group(), match.start(), match.end(), instrument=instrument)


def _letter_token(match: re.Match[str]) -> Token:
    name, start, end = match.group(), match.start(), match.end()
    number = match["number"].strip("./-")
    if any(c.isdigit() for c in number) and number.count("/") + number.count(".") >= 1:
        instrument = InstrumentName(name, number=number)
        return Token("instrument", name, start, end, instrument=instrument)
    return Token("word", name, start, end)


def _unit_token(text: str, match: re.Match[str]) -> Token:
    level = _LEVELS[match.group().casefold().rstrip(".")]
    number = _NUMBER[level].replace(r"\1", r"\2")
    found = re.compile(rf"\s*({number})(?![\w(])", re.IGNORECASE).match(text, match.end())
    found = found or re.compile(rf"\s*({number})(?!\w)", re.IGNORECASE).match(text, match.end())
    step = _step(level, found.group(1)) if found else None
    start, end = match.span()
    if found and step:
        return Token("unit", text[start : found.end()], start, found.end(), step)
    if level == "lampiran":
        return Token("unit", match.group(), start, end, ("lampiran", "I"))
    return Token("word", match.group(), start, end)


def _step(level: str, raw: str) -> Step | None:
    number = raw.strip(" ().")
    if level == "pasal":
        number = number.upper() if not number.isdigit() else number
        if number[0].isalpha() and not _pattern(_ROMAN).match(number):
            return None
    elif level == "lampiran":
        number = number.upper()
        if number[0].isalpha() and not _pattern(_ROMAN).match(number):
            return None
    elif level == "diktum":
        number = number.upper()
    elif level == "ayat":
        number = number.lower()
    elif level == "huruf":
        # Capital letters are the parts of a lampiran; small ones the items of a pasal.
        number = number if len(number) == 1 else number.lower()
    return level, number
