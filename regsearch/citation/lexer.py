"""A text becomes tokens: the words that citations are made of, and those that end one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from regsearch.citation.aliases import Aliases
from regsearch.citation.instruments import first_words_of_kinds, numbered_instrument
from regsearch.citation.values import InstrumentName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.model import Step

_LEVELS = {
    **dict.fromkeys(("pasal", "psl", "ps"), "pasal"),
    **dict.fromkeys(("ayat", "ay"), "ayat"),
    **dict.fromkeys(("huruf", "hrf"), "huruf"),
    **dict.fromkeys(("angka", "agk", "butir", "poin"), "angka"),
    **dict.fromkeys(("lampiran", "lamp"), "lampiran"),
    "diktum": "diktum",
    "alinea": "alinea",
    "bab": "bab",
}
"""The keywords of units, each with the kind of unit that it names."""

_NUMBER = {
    "pasal": r"(?:\d{1,4}[a-z]{0,2}|[ivxlc]+)",
    "ayat": r"\(?\s?\d{1,3}[a-z]?\s?\)?",
    "huruf": r"(?:[a-z]\d?|([a-z])\2|a[a-z])\.?",
    "angka": r"\(?\d{1,3}[a-z]?\)?",
    "lampiran": r"(?:[ivxlc]+|\d{1,2})",
    "diktum": r"ke[a-z]+",
    "alinea": r"\d{1,3}",
    "bab": r"[ivxlc]+[a-h]?",
}
"""How the number after the keyword is written; ``\\2`` counts the group around the whole."""

_ROMAN = r"^(?=[ivxlc])(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$"
_DOCUMENT_ID = r"\b[a-z]{2,}(?:-[a-z0-9]+)*-(?:19|20)\d\d\b"

# The number of a letter has slashes and dots; it is tried before plain numbers.
_LETTER = (
    r"\b(?:(?:surat|se)\s+(?:edaran\s+)?(?:[a-z]+\s+){0,3}?)?(?:(?:nomor|no)\b[.:]?\s*)?"
    r"(?P<number>[a-z]\.?[/\-.][\w.\-/]*\d[\w.\-/]*)"
)
_BEFORE_LETTER = frozenset("surat se nomor no".split())
"""Words that may precede the number of a letter."""

_ORDINALS = tuple(
    "kesatu kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh".split()
)
"""Numbers of dictums, where the keyword is not repeated: "Diktum KESATU sampai dengan KEEMPAT"."""
_CAPITAL_ORDINAL = re.compile(rf"(?:{'|'.join(_ORDINALS).upper()})\b")
"""One that needs no keyword: "yang melanggar KESATU sampai dengan KEEMPAT"."""

_OTHER = "|".join(
    (
        r"(?P<penjelasan>\bpenjelasan\b(?:\s+(?:dari|atas))?)",
        r"(?P<bracket>\(\s?\d{1,3}[a-z]?\s?\))",
        r"(?P<range>\bsampai\s+dengan\b|\bs\.?\s?/?d\.?(?=\s|$)|\bhingga\b|[\u2013\-](?=\s*(?:\(|\d|pasal|ayat|huruf|angka|[a-z]\b)))",
        r"(?P<join>,|;|\bdan\s?/\s?atau\b|\bdan\b|\batau\b|\bserta\b|\bjuncto\b|\bjo\b\.?|\bjis\b\.?|&)",
        r"(?P<glue>\bdari\b|\bpada\b|\bdalam\b|\bdi\b|\btentang\b)",
        rf"(?P<ordinal>\b(?:{'|'.join(_ORDINALS)})\b)",
        r"(?P<bare>\b\d{1,4}[a-z]{0,2}\b|\b[a-z]\b)",
        r"(?P<word>\S+)",
    )
)
_NOT_SPACE = re.compile(r"\S")
_CHUNK = re.compile(r"\S+")
_LETTERS = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"\b[a-zA-Z]+\b\.?")

_TRAILING_SIGNS = ".,;:)\"'"
_CONNECTORS = frozenset(
    ("dan", "atau", "serta", "dari", "pada", "dalam", "di", "tentang", "hingga", *_ORDINALS)
)
"""Words that join or continue the parts of a citation and begin none."""

_FIRST_WORDS = (
    frozenset("surat se nomor no penjelasan sampai juncto jo jis".split()) | _LEVELS.keys()
)
"""Words that may begin a token of a citation, besides those of kinds and aliases."""

_CHUNKS_REMEMBERED = 20_000
"""Size of the cache of roles; most texts have fewer different chunks."""

ChunkRole = Literal["citation", "connector", "plain"]
"""What a chunk (text between spaces) can be: the beginning of a citation's token, a connector
inside a citation, or a word that no citation contains."""


class Token(NamedTuple):
    """A piece of a text; ``kind`` is the name of the group that matched, or ``word``."""

    kind: str
    text: str
    start: int
    end: int
    step: Step | None = None
    instrument: InstrumentName | None = None


class Lexer:
    """Splits a text into tokens.

    Args:
        aliases: short names of instruments, in any case.

    """

    def __init__(self, aliases: Iterable[str] = ()) -> None:
        self._aliases = Aliases(alias.strip() for alias in aliases)
        first_words = _FIRST_WORDS | first_words_of_kinds() | self._aliases.first_pieces

        @lru_cache(maxsize=_CHUNKS_REMEMBERED)
        def role(chunk: str) -> ChunkRole:
            word = chunk.rstrip(_TRAILING_SIGNS).casefold()
            if len(word) <= 1 or not word.isalpha() or word in first_words:
                return "citation"
            if _CAPITAL_ORDINAL.match(chunk):
                return "citation"
            return "connector" if word in _CONNECTORS else "plain"

        self._role = role

    def is_plain(self, text: str) -> bool:
        """Return whether *text* contains no word that a citation can begin with."""
        return "citation" not in map(self._role, text.split())

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of *text* in order; never raises.

        A run of plain words yields one token ``word``: each such word would only end a citation,
        and matching the patterns against all of them would take most of the time.
        """
        position, in_words = 0, False
        for chunk in _CHUNK.finditer(text):
            start, end = chunk.span()
            if start >= position:
                role = self._role(chunk.group())
                if role == "plain" or (in_words and role == "connector"):
                    if not in_words:
                        yield Token("word", chunk.group(), start, end)
                        in_words = True
                    continue
            if end <= position:
                continue
            position = max(start, position)
            while position < end and (match := _NOT_SPACE.search(text, position, end)):
                token = self._token(text, match.start())
                in_words = token.kind == "word"
                yield token
                position = max(token.end, token.start + 1)

    def _token(self, text: str, start: int) -> Token:
        """Return the token that begins at *start*.

        A pattern is compiled and tried only where the letters at *start* and the character after
        them allow a match.
        """
        run = _LETTERS.match(text, start)
        letters = run.group().casefold() if run else ""
        sign = text[start + len(letters) : start + len(letters) + 1]
        if sign == "-" and (match := _compiled(_DOCUMENT_ID).match(text, start)):
            return _instrument_token(start, _aliased(match.group()))
        if instrument := numbered_instrument(text, start, letters):
            return _instrument_token(start, instrument)
        if letters in _BEFORE_LETTER or (len(letters) == 1 and sign and sign in "./-"):
            match = _compiled(_LETTER).match(text, start)
            if match:
                return _letter_token(match)
        if end := self._aliases.match_end(text, start):
            return _instrument_token(start, _aliased(text[start:end]))
        if letters in _LEVELS and (match := _WORD.match(text, start)):
            return _unit_token(text, match)
        if (match := _CAPITAL_ORDINAL.match(text, start)) and text[:start].rstrip()[-1:].islower():
            # In a title all words are in capitals: "PERUBAHAN KEDUA ATAS ...".
            return Token("unit", match.group(), start, match.end(), ("diktum", match.group()))
        match = _compiled(_OTHER).match(text, start)
        assert match, "the last alternative matches any character but a space"
        return Token(str(match.lastgroup), match.group(), start, match.end())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: many commands need only some."""
    return re.compile(pattern, re.IGNORECASE)


def _instrument_token(start: int, name: InstrumentName) -> Token:
    return Token("instrument", name.text, start, start + len(name.text), instrument=name)


def _aliased(name: str) -> InstrumentName:
    return InstrumentName(name, alias=" ".join(name.casefold().split()))


def _letter_token(match: re.Match[str]) -> Token:
    text, number = match.group(), match["number"].strip("./-")
    if any(map(str.isdigit, number)) and number.count("/") + number.count(".") >= 1:
        return _instrument_token(match.start(), InstrumentName(text, number=number))
    return Token("word", text, match.start(), match.end())


def _unit_token(text: str, keyword: re.Match[str]) -> Token:
    """Return the unit that *keyword* and the number after it name; a word without a number."""
    level = _LEVELS[keyword.group().casefold().rstrip(".")]
    start, end = keyword.span()
    # Preferably not up to a bracket: the space in front of it is not part of the number.
    for following in (r"[\w(]", r"\w"):
        pattern = re.compile(rf"\s*({_NUMBER[level]})(?!{following})", re.IGNORECASE)
        if number := pattern.match(text, end):
            if step := _step(level, number[1]):
                return Token("unit", text[start : number.end()], start, number.end(), step)
            break
    if level == "lampiran":
        return Token("unit", keyword.group(), start, end, ("lampiran", "I"))
    return Token("word", keyword.group(), start, end)


def _step(level: str, raw: str) -> Step | None:
    """Return the step of a locator for a number as written, or None if it is not a number."""
    number = raw.strip(" ().")
    if level in ("pasal", "lampiran", "diktum", "bab"):
        number = number.upper()
        if (
            level in ("pasal", "lampiran")
            and number[0].isalpha()
            and not _compiled(_ROMAN).match(number)
        ):
            return None
    elif level == "ayat" or (level == "huruf" and len(number) > 1):
        # A single capital letter is a part of a lampiran, a small one an item of a pasal.
        number = number.lower()
    return level, number
