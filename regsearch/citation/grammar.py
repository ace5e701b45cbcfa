"""Tokens become citations: the grammar that the package's docstring draws."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.citation.lexer import Lexer, Token
from regsearch.citation.values import Citation, InstrumentName, Target
from regsearch.errors import CitationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Step

_TITLE = (
    r"(?i)(?<=\d)\s+tentang\b.*?(?=[\s,]\b(?:pasal|psl|ps|ayat|huruf|angka|lampiran|diktum)\b|$)"
)
_UNDECIDED = "?"
"""Level of a bare number that is a pasal if ayat, huruf or angka follows: ``280 ayat 3``."""


class Grammar:
    """The citation grammar together with the short names that the catalogue knows.

    Args:
        aliases: short names of instruments ("UU ASN", "SKB netralitas"), in any case.

    >>> (citation,) = Grammar(["UU ASN"]).find("lihat Pasal 9 ayat (2) UU ASN")
    >>> citation.targets[0].locator, citation.instruments[0].alias
    ((('pasal', '9'), ('ayat', '2')), 'uu asn')

    """

    def __init__(self, aliases: Iterable[str] = ()) -> None:
        self._lexer = Lexer(aliases)

    def find(self, text: str) -> list[Citation]:
        """Return every citation in *text*, in order; never raises."""
        if self._lexer.is_plain(text):
            return []
        reader = _Reader()
        for token in self._lexer.tokens(text):
            reader.feed(token)
        return reader.finish()

    def parse(self, text: str) -> Citation:
        """Return the one citation that *text* consists of.

        Raises:
            CitationError: *text* is no citation, or contains more than one citation.

        >>> Grammar().parse("PP 94/2021 Pasal 5 huruf n").targets[0].locator
        (('pasal', '5'), ('huruf', 'n'))

        """
        # "UU Nomor 5 Tahun 2014 tentang ASN Pasal 87": the title adds nothing to the number.
        if "tentang" in text.casefold():
            text = re.sub(_TITLE, lambda match: " " * len(match.group()), text)
        citations = [c for c in self.find(text) if c.targets or c.instruments]
        if not citations:
            raise CitationError(
                f"{text.strip()!r} bukan sitasi yang dapat dibaca. "
                'Contoh: "PP 94/2021 Pasal 5 huruf n angka 6".'
            )
        first, *rest = citations
        outside = text[: first.start] + " " * (first.end - first.start) + text[first.end :]
        stray = re.search(r"[^\s,.;:?!()\"']+", outside)
        if rest or stray:
            column = (rest[0].start if rest else stray.start() if stray else 0) + 1
            raise CitationError(
                f"Sitasi tidak terbaca mulai kolom {column}: {text[column - 1 :].strip()!r}. "
                'Contoh: "Pasal 87 ayat (4) huruf c UU 5/2014".'
            )
        return first


class _Reader:
    """Reads tokens one by one; its state is the citation being read."""

    def __init__(self) -> None:
        self._citations: list[Citation] = []
        self._reset()

    def _reset(self) -> None:
        self._targets: list[Target] = []
        self._spans: list[tuple[int, int]] = []  # of each target
        self._steps: list[Step] = []  # the target being read
        self._span: tuple[int, int] | None = None  # its span
        self._instruments: list[InstrumentName] = []
        self._start = self._end = -1
        self._joined = False  # a connector precedes the next token
        self._ranged = False  # "sampai dengan" precedes the next token, or did within the target
        self._range_open = False  # the last target is the beginning of a range
        self._penjelasan = False
        self._instrument_first = False  # the units that follow belong to the instrument before
        self._second: Token | None = None  # a further instrument for the same units
        # The first target that is nearer to another instrument, if one follows.
        self._nearer: int | None = None
        self._nearer_start = self._own_end = -1  # where that begins, and the citation before ends

    def feed(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "unit" and token.step:
            self._unit(token, token.step)
        elif token.kind in {"bracket", "bare"} and self._steps:
            self._number(token)
        elif token.kind == "ordinal" and self._continues_dictum():
            self._unit(token, ("diktum", token.text.upper()))
        elif token.kind == "bare" and token.text[0].isdigit():
            self._end_citation()
            self._steps = [(_UNDECIDED, token.text.upper())]
            self._start, self._end = self._span = (token.start, token.end)
        elif token.kind == "instrument" and token.instrument:
            self._instrument(token, token.instrument)
        elif token.kind == "penjelasan":
            if not (self._instruments and not self._targets and not self._steps):
                self._end_citation()
            self._extend(token)
            self._penjelasan = True
        elif token.kind == "join" and self._start >= 0:
            self._joined = True
        elif token.kind == "range" and self._start >= 0:
            self._ranged = True
        elif token.kind == "glue" and self._start >= 0:
            pass
        else:
            self._end_citation()

    def finish(self) -> list[Citation]:
        """Return the citations read."""
        self._end_citation()
        return self._citations

    def _extend(self, token: Token) -> None:
        if self._start < 0:
            self._start = token.start
        self._end = token.end

    def _extend_span(self, token: Token) -> None:
        self._span = (self._span[0] if self._span else token.start, token.end)

    def _continues_dictum(self) -> bool:
        return (self._joined or self._ranged) and any(s[0] == "diktum" for s in self._steps)

    def _undecided(self) -> bool:
        return bool(self._steps) and self._steps[0][0] == _UNDECIDED

    def _unit(self, token: Token, step: Step) -> None:
        """Take a keyword with its number: ``ayat (2)``."""
        level, _ = step
        if self._second and not self._joined and level in {"pasal", "lampiran"}:
            self._split_at_second()
        if self._undecided():
            if level in {"ayat", "huruf", "angka"} and not self._joined:
                self._steps = [("pasal", self._steps[0][1])]
            else:
                self._reset()
        levels = [s[0] for s in self._steps]
        if not self._steps:
            steps = [step]
        elif self._joined or self._ranged:
            outer = self._steps[: levels.index(level)] if level in levels else []
            if level not in levels and level != "pasal":
                outer = list(self._steps)
            self._end_target()
            steps = [*outer, step]
        elif level == "pasal" and "pasal" not in levels and "lampiran" not in levels:
            # Units before their article, innermost first: "huruf c ayat (4) Pasal 87".
            steps = [step, *reversed(self._steps)]
        elif level == "pasal" and levels[:2] == ["pasal", "angka"]:
            steps = [*self._steps, step]  # an article quoted by an amending law
        elif level in levels or level == "pasal":
            self._end_citation()
            steps = [step]
        else:
            steps = [*self._steps, step]
        apart = self._instruments and self._joined and level == "pasal"
        if apart and self._nearer != 0 and (self._instrument_first or self._nearer is None):
            self._nearer = len(self._targets)
            self._nearer_start, self._own_end = token.start, self._end
        self._extend(token)
        self._steps = steps
        self._extend_span(token)
        self._joined = False

    def _number(self, token: Token) -> None:
        """Take ``(2)``, a number or a letter without keyword; the level follows from before."""
        level = None if self._undecided() else self._implied_level(token)
        if level is None:
            self._end_citation()
            return
        levels = [s[0] for s in self._steps]
        number = token.text.strip(" ()")
        if level == "huruf" and levels[-1] == "lampiran":
            number = number.upper()
        if level not in levels:
            self._steps = [*self._steps, (level, number)]
        elif self._joined or self._ranged:
            outer = self._steps[: levels.index(level)]
            self._end_target()
            self._steps = [*outer, (level, number)]
        else:
            self._end_citation()
            return
        self._extend(token)
        self._extend_span(token)
        self._joined = False

    def _implied_level(self, token: Token) -> str | None:
        """Return the level of a number without keyword, or None where it continues nothing."""
        if token.kind == "bracket":
            return "ayat"
        number = token.text.strip(" ()")
        innermost = self._steps[-1][0]
        if self._joined or self._ranged:
            return innermost if number[0].isdigit() == (innermost != "huruf") else None
        if any(level == "lampiran" for level, _ in self._steps):  # "Lampiran II A 4"
            if number.isalpha() and innermost == "lampiran":
                return "huruf"
            if number[0].isdigit() and innermost in {"lampiran", "huruf"}:
                return "angka"
        return None

    def _instrument(self, token: Token, name: InstrumentName) -> None:
        if self._undecided():
            self._reset()
        if self._nearer is not None and not self._joined:
            self._split_at_nearer()
        if self._instruments and not (self._joined and not self._targets and not self._steps):
            if self._joined and (self._targets or self._steps) and not self._instrument_first:
                # "Pasal 71 UU 1/2015 jo. UU 10/2016": another instrument for the same units
                self._instruments.append(name)
                self._second, self._own_end = token, self._end
                self._extend(token)
                self._joined = False
                return
            self._end_citation()
        if self._joined and not self._instruments:
            self._end_citation()
        self._instrument_first = not (self._targets or self._steps)
        self._instruments.append(name)
        self._extend(token)
        self._joined = False

    def _split_at_second(self) -> None:
        """Begin a citation with the second instrument, which has units of its own behind it.

        "Pasal 87 UU 5/2014 dan UU 20/2023 Pasal 52".
        """
        token, name, self._end = self._second, self._instruments.pop(), self._own_end
        self._end_citation()
        if token:
            self._instrument(token, name)

    def _split_at_nearer(self) -> None:
        """Begin a citation with the last units, which stand before an instrument of their own.

        "Pasal 41 PP 94/2021 dan Pasal 8 PP 53/2010": each belongs to the nearest.
        """
        self._end_target()
        rest, start, end = self._targets[self._nearer :], self._nearer_start, self._end
        spans = self._spans[self._nearer :]
        self._targets, self._end = self._targets[: self._nearer], self._own_end
        self._spans = self._spans[: self._nearer]
        self._end_citation()
        self._targets, self._spans, self._start, self._end = rest, spans, start, end

    def _end_target(self) -> None:
        if not self._steps or self._undecided():
            return
        locator = tuple(self._steps)
        span = self._span or (self._start, self._end)
        if self._ranged and self._range_open:
            self._targets[-1] = self._targets[-1]._replace(through=locator)
            self._spans[-1] = (self._spans[-1][0], span[1])
            self._range_open = self._ranged = False
        else:
            self._targets.append(Target(locator))
            self._spans.append(span)
            self._range_open = self._ranged
        self._steps, self._span = [], None

    def _end_citation(self) -> None:
        self._end_target()
        if self._targets or self._instruments:
            citation = Citation(
                self._start,
                self._end,
                tuple(self._targets),
                tuple(self._instruments),
                self._penjelasan,
                tuple(self._spans),
            )
            self._citations.append(citation)
        self._reset()
