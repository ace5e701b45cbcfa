"""Tokens become citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.citation.lexer import Lexer, Token
from regsearch.citation.values import Citation, InstrumentName, Target
from regsearch.errors import CitationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Locator, Step


_TITLE = (
    r"(?i)(?<=\d)\s+tentang\b.*?(?=[\s,]\b(?:pasal|psl|ps|ayat|huruf|angka|lampiran|diktum)\b|$)"
)


class Grammar:
    """The citation grammar together with the short names that the catalogue knows.

    Args:
        aliases: short names of instruments ("UU ASN", "SKB netralitas"), in any case.

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
        """Read *text* as one citation.

        Raises:
            CitationError: it is no citation, or something besides the citation stands in it.

        """
        # "UU Nomor 5 Tahun 2014 tentang ASN Pasal 87": the title adds nothing to the number.
        if "tentang" in text.casefold():
            text = re.sub(_TITLE, lambda match: " " * len(match.group()), text)
        found = [c for c in self.find(text) if c.targets or c.instruments]
        if not found:
            raise CitationError(
                f"{text.strip()!r} bukan sitasi yang dapat dibaca. "
                'Contoh: "PP 94/2021 Pasal 5 huruf n angka 6".'
            )
        first, *rest = found
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
    """Turns tokens into citations: the only state is the citation being read."""

    def __init__(self) -> None:
        self.done: list[Citation] = []
        self.reset()

    def reset(self) -> None:
        self.targets: list[Target] = []
        self.chain: list[Step] = []
        self.instruments: list[InstrumentName] = []
        self.start = self.end = -1
        self.joined = False  # a connector stands between the last unit and the next
        self.ranged = False
        self.penjelasan = False
        self.inherited = False  # units after an instrument in front belong to it
        self.nearer = 0  # the first of the targets that would be nearer to another instrument
        self.nearer_start = self.own_end = -1
        self.second: Token | None = None  # an instrument after the first, for the same units

    def feed(self, token: Token) -> None:
        if token.kind == "unit" and token.step:
            self.unit(token, token.step)
        elif token.kind in {"bracket", "bare"} and self.chain:
            self.bare(token)
        elif token.kind == "bare" and token.text[0].isdigit():
            self.flush()
            self.pending_pasal(token)
        elif token.kind == "instrument" and token.instrument:
            self.instrument(token, token.instrument)
        elif token.kind == "penjelasan":
            if not (self.instruments and not self.targets and not self.chain):
                self.flush()
            self.open(token)
            self.penjelasan = True
        elif token.kind == "join" and self.start >= 0:
            self.joined = True
        elif token.kind == "range" and self.start >= 0:
            self.ranged = True
        elif token.kind == "glue" and self.start >= 0:
            pass
        else:
            self.flush()

    def open(self, token: Token) -> None:
        if self.start < 0:
            self.start = token.start
        self.end = token.end

    def pending_pasal(self, token: Token) -> None:
        # "280 ayat 3": a bare number in front is a pasal only if ayat, huruf or angka follows.
        self.chain = [("?", token.text.upper())]
        self.start, self.end = token.start, token.end

    def unit(self, token: Token, step: Step) -> None:
        level, _ = step
        if self.second and not self.joined and level == "pasal":
            self.give_up_second()
        if self.chain and self.chain[0][0] == "?":
            if level in {"ayat", "huruf", "angka"} and not self.joined:
                self.chain = [("pasal", self.chain[0][1])]
            else:
                self.reset()
        levels = [s[0] for s in self.chain]
        if not self.chain:
            chain = [step]
        elif self.joined or self.ranged:
            kept = self.chain[: levels.index(level)] if level in levels else []
            if level not in levels and level != "pasal":
                kept = list(self.chain)
            self.close_target()
            chain = [*kept, step]
        elif level == "pasal" and "pasal" not in levels and "lampiran" not in levels:
            chain = [step, *reversed(self.chain)] if len(self.chain) > 1 else [step, *self.chain]
        elif level == "pasal" and levels[:2] == ["pasal", "angka"]:
            chain = [*self.chain, step]  # an article quoted by an amending law
        elif level in levels or level == "pasal":
            self.flush()
            chain = [step]
        else:
            chain = [*self.chain, step]
        if (
            self.instruments
            and self.joined
            and level == "pasal"
            and (self.inherited or not self.nearer)
        ):
            self.nearer, self.nearer_start = len(self.targets), token.start
            self.own_end = self.end
        self.open(token)
        self.chain = chain
        self.joined = False

    def bare(self, token: Token) -> None:
        """Handle ``(2)``, a number or a letter without keyword: the level is the one before."""
        if self.chain[0][0] == "?":
            self.flush()
            return
        levels = [s[0] for s in self.chain]
        number = token.text.strip(" ()")
        last = levels[-1]
        level: str | None = None
        if token.kind == "bracket":
            level = "ayat"
        elif "lampiran" in levels and not self.joined and not self.ranged:
            level = "huruf" if number.isalpha() and last == "lampiran" else None
            level = level or (
                "angka" if number[0].isdigit() and last in {"lampiran", "huruf"} else None
            )
        elif self.joined or self.ranged:
            digits = number[0].isdigit()
            level = last if digits == (last != "huruf") else None
        if level is None:
            self.flush()
            return
        if level == "huruf" and last == "lampiran":
            number = number.upper()
        step = (level, number)
        if level in levels:
            if not (self.joined or self.ranged):
                self.flush()
                return
            kept = self.chain[: levels.index(level)]
            self.close_target()
            self.chain = [*kept, step]
        else:
            self.chain = [*self.chain, step]
        self.open(token)
        self.joined = False

    def close_target(self) -> None:
        if not self.chain or self.chain[0][0] == "?":
            return
        locator = tuple(self.chain)
        if self.ranged and self.range_start is not None:
            self.targets[-1] = self.targets[-1]._replace(through=locator)
            self.range_start, self.ranged = None, False
        else:
            self.targets.append(Target(locator))
            if self.ranged:
                self.range_start = locator
        self.chain = []

    range_start: Locator | None = None

    def instrument(self, token: Token, name: InstrumentName) -> None:
        if self.chain and self.chain[0][0] == "?":
            self.reset()
        if self.nearer and not self.joined:
            self.split()
        if self.instruments and not (self.joined and not self.targets and not self.chain):
            if self.joined and (self.targets or self.chain) and not self.inherited:
                # "Pasal 71 UU 1/2015 jo. UU 10/2016": another instrument for the same units
                self.instruments.append(name)
                self.second, self.own_end = token, self.end
                self.open(token)
                self.joined = False
                return
            self.flush()
        if self.joined and not self.instruments:
            self.flush()
        self.inherited = not (self.targets or self.chain)
        self.instruments.append(name)
        self.open(token)
        self.joined = False

    def give_up_second(self) -> None:
        """Begin a citation with the second instrument, which has units of its own behind it.

        "Pasal 87 UU 5/2014 dan UU 20/2023 Pasal 52".
        """
        token, name, self.end = self.second, self.instruments.pop(), self.own_end
        self.flush()
        if token:
            self.instrument(token, name)

    def split(self) -> None:
        """Begin a citation with the last units, which stand before an instrument of their own.

        "Pasal 41 PP 94/2021 dan Pasal 8 PP 53/2010": each belongs to the nearest.
        """
        self.close_target()
        rest, start, end = self.targets[self.nearer :], self.nearer_start, self.end
        self.targets, self.end = self.targets[: self.nearer], self.own_end
        self.flush()
        self.targets, self.start, self.end = rest, start, end

    def flush(self) -> None:
        self.close_target()
        if self.targets or self.instruments:
            self.done.append(
                Citation(
                    self.start,
                    self.end,
                    tuple(self.targets),
                    tuple(self.instruments),
                    self.penjelasan,
                )
            )
        self.range_start = None
        self.reset()

    def finish(self) -> list[Citation]:
        self.flush()
        return self.done
