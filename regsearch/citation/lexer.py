"""The words that citations are made of, as tokens."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

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
_ROMAN = re.compile(r"^(?=[ivxlc])(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$", re.I)


@lru_cache(maxsize=1)
def kind_labels() -> dict[str, str]:
    """Return how each kind of instrument is printed in a citation: ``{"pp": "PP", ...}``."""
    text = resources.files("regsearch.data").joinpath("citation_kinds.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["labels"])


@lru_cache(maxsize=1)
def _kind_names() -> dict[str, str]:
    """Every way to name a kind of instrument in a citation, case-folded, to its short name."""
    text = resources.files("regsearch.data").joinpath("citation_kinds.toml").read_text("utf-8")
    return {name: kind for kind, names in tomllib.loads(text)["kinds"].items() for name in names}


_TOKEN_PARTS = (
    # A letter's own number carries slashes and dots; it must be seen before plain numbers.
    r"(?P<id>\b[a-z]{2,}(?:-[a-z0-9]+)*-(?:19|20)\d\d\b)",
    r"(?P<instrument>\b(?:@kinds@)\.?\s*(?P<region>(?:(?!nomor|no\b|pasal|tentang)[a-z]+\.?\s+){0,6}?)"
    r"(?:(?:nomor|no|nmr)\b[.:]?\s*)?(?P<number>[a-z]{0,3}[\d][\w.\-]*(?:/[a-z][\w.\-]*)*)\s*"
    r"(?:(?:tahun|thn|th)\b\.?\s*|/\s*)(?P<year>(?:19|20)\d\d)\b)",
    r"(?P<letter>\b(?:(?:surat|se)\s+(?:edaran\s+)?(?:[a-z]+\s+){0,3}?)?(?:(?:nomor|no)\b[.:]?\s*)?"
    r"(?P<letterno>[a-z]\.?[/\-.][\w.\-/]*\d[\w.\-/]*))",
    r"(?P<alias>\b(?:@aliases@)\b)",
    r"(?P<penjelasan>\bpenjelasan\b(?:\s+(?:dari|atas))?)",
    r"(?P<unit>\b(?:pasal|psl|ps|ayat|ay|huruf|hrf|angka|agk|butir|poin|lampiran|lamp|diktum)\b\.?)",
    r"(?P<bracket>\(\s?\d{1,3}[a-z]?\s?\))",
    r"(?P<range>\bsampai\s+dengan\b|\bs\.?\s?/?d\.?(?=\s|$)|\bhingga\b|[\u2013\-](?=\s*(?:\(|\d|pasal|ayat|huruf|angka)))",
    r"(?P<join>,|;|\bdan\s?/\s?atau\b|\bdan\b|\batau\b|\bserta\b|\bjuncto\b|\bjo\b\.?|\bjis\b\.?|&)",
    r"(?P<glue>\bdari\b|\bpada\b|\bdalam\b|\bdi\b|\btentang\b)",
    r"(?P<bare>\b\d{1,4}[a-z]{0,2}\b|\b[a-z]\b)",
    r"(?P<word>\S+)",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text; ``kind`` is the name of the group that matched, or ``word``."""

    kind: str
    text: str
    start: int
    end: int
    step: Step | None = None
    instrument: InstrumentName | None = None


@dataclass(frozen=True)
class Lexer:
    """Splits a text into tokens, given the short names that the catalogue knows."""

    aliases: tuple[str, ...] = ()
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        def alternatives(names: Iterable[str]) -> str:
            words = sorted(
                {" ".join(n.casefold().split()) for n in names}, key=lambda n: (-len(n), n)
            )
            return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) or r"(?!)"

        parts = "|".join(_TOKEN_PARTS)
        parts = parts.replace("@kinds@", alternatives(_kind_names()))
        parts = parts.replace("@aliases@", alternatives(self.aliases))
        object.__setattr__(self, "_pattern", re.compile(parts, re.IGNORECASE))

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of *text* in order; never raises."""
        position = 0
        while match := self._pattern.search(text, position):
            kind, end = str(match.lastgroup), match.end()
            # lastgroup names the last inner group; the outer ones say what the token is.
            for outer in ("instrument", "letter"):
                if match.groupdict().get(outer):
                    kind = outer
            token = Token(kind, match.group(), match.start(), end)
            if kind == "unit":
                level = _LEVELS[match.group().casefold().rstrip(".")]
                number = re.compile(
                    r"\s*(" + _NUMBER[level].replace(r"\1", r"\2") + r")(?![\w(])", re.I
                )
                found = number.match(text, end) or re.compile(
                    r"\s*(" + _NUMBER[level].replace(r"\1", r"\2") + r")(?!\w)", re.I
                ).match(text, end)
                step = _step(level, found.group(1)) if found else None
                if found and step:
                    end = found.end()
                    token = Token("unit", text[match.start() : end], match.start(), end, step)
                elif level == "lampiran":
                    token = replace(token, step=("lampiran", "I"))
                else:
                    token = replace(token, kind="word")
            elif kind == "instrument":
                token = replace(token, instrument=_instrument(match))
            elif kind == "letter":
                number_text = match.group("letterno").strip("./-")
                if (
                    any(c.isdigit() for c in number_text)
                    and number_text.count("/") + number_text.count(".") >= 1
                ):
                    token = replace(
                        token,
                        kind="instrument",
                        instrument=InstrumentName(match.group(), number=number_text),
                    )
                else:
                    token = replace(token, kind="word")
            elif kind in {"id", "alias"}:
                name = " ".join(match.group().casefold().split())
                token = replace(
                    token, kind="instrument", instrument=InstrumentName(match.group(), alias=name)
                )
            yield token
            position = max(end, match.start() + 1)


def _step(level: str, raw: str) -> Step | None:
    number = raw.strip(" ().")
    if level == "pasal":
        number = number.upper() if not number.isdigit() else number
        if number[0].isalpha() and not _ROMAN.match(number):
            return None
    elif level == "lampiran":
        number = number.upper()
        if number[0].isalpha() and not _ROMAN.match(number):
            return None
    elif level == "diktum":
        number = number.upper()
    elif level == "ayat":
        number = number.lower()
    elif level == "huruf":
        # Capital letters are the parts of a lampiran; small ones the items of a pasal.
        number = number if len(number) == 1 else number.lower()
    return level, number


def _instrument(match: re.Match[str]) -> InstrumentName:
    words = " ".join(match.group().casefold().split())
    for name in sorted(_kind_names(), key=lambda n: -len(n)):
        if words.startswith(name):
            number = match.group("number").lstrip("0") or "0"
            region = " ".join((match.group("region") or "").split())
            return InstrumentName(
                match.group(),
                _kind_names()[name],
                number.upper(),
                int(match.group("year")),
                alias=region.casefold() or None,
            )
    raise AssertionError(words)  # the pattern is built from the same names
