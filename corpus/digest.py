"""Parse a digest source, ``corpus/sumber/ID.txt``, into a tree, by its markers and indentation.

``corpus/README.md`` describes the format.  This parser shares no code with ``regsearch.read``: the
tests compare the tree with what the library reads from the typeset PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regsearch.model import format_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.model import Locator

_HEADING = re.compile(r"(BUKU|BAB|Bagian|Paragraf) ([A-Z]*[a-z]*\w*)")
_ORDINAL = (
    r"KE(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN)(?:BELAS)?|KE(?:SEPULUH|SEBELAS)"
)
_MARKERS = (
    ("lampiran", re.compile(r"LAMPIRAN(?: ([IVXLC]+))?$")),
    ("pasal", re.compile(r"Pasal (\d+[A-Z]{0,2}|[IVX]+)$")),
    ("diktum", re.compile(rf"({_ORDINAL})\b\s*:?\s*")),
    ("ayat", re.compile(r"\((\d+[a-z]?)\)\s+")),
    ("bagian-lampiran", re.compile(r"([A-Z])\.\s+(?=[A-Z ,.()/-]+$)")),
    ("huruf", re.compile(r"([a-z]|([a-z])\2|[a-z]\d)[.)]\s+")),
    ("angka", re.compile(r"(\d+[A-Za-z]?)[.)]\s+")),
)
_EXPLAINED = (
    ("umum", re.compile(r"UMUM()$")),
    ("pasal", re.compile(r"Pasal (\d+[A-Z]{0,2}|[IVX]+)$")),
    ("ayat", re.compile(r"Ayat \((\d+[a-z]?)\)$")),
    ("huruf", re.compile(r"Huruf ([a-z]{1,2}\d?)$")),
    ("angka", re.compile(r"Angka (\d+[A-Za-z]?)$")),
)
_OUTSIDE_INDENT = {"umum": 0, "lampiran": 0, "pasal": 1, "diktum": 1, "bagian-lampiran": 2}
"""Kinds whose inner units may stand at the same indentation, and which of them holds which."""


class DigestError(ValueError):
    """A digest source breaks the form; the message names the file and the line."""


@dataclass
class Node:
    """A numbered unit while the tree grows: its marker, its own words, the units inside it."""

    kind: str
    number: str
    marker: str
    """As it is printed: ``(1)``, ``a.``, ``1)``, ``Pasal 5``."""
    indent: int
    line: int
    """Line of the source, counted from 1."""
    texts: list[str] = field(default_factory=list)
    """Lead-in, and the closing words after a list, if any."""
    text_positions: list[int] = field(default_factory=list)
    """For each text, the number of inner units before it."""
    children: list[Node] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    """Column headings of the table that contains it."""
    cells: list[str] = field(default_factory=list)
    """For a row: the columns to the right of its text."""
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    """(kind, number, heading) of the bab, bagian and paragraf that begin before this unit."""

    @property
    def text(self) -> str:
        """Its own words, joined."""
        return " ".join(self.texts)

    @property
    def step(self) -> tuple[str, str]:
        """Its step in a locator; a lettered part of an annex is a ``huruf``."""
        return ("huruf" if self.kind == "bagian-lampiran" else self.kind), self.number

    def add_text(self, text: str, *, new: bool) -> None:
        """Add *text* as a new paragraph, or to the last one."""
        if new or not self.texts:
            self.texts.append(text)
            self.text_positions.append(len(self.children))
        else:
            self.texts[-1] += " " + text


@dataclass(frozen=True)
class Digest:
    """A digest source as a tree."""

    id: str
    title: tuple[str, ...]
    """The lines of the title as printed."""
    body: tuple[Node, ...]
    explanations: tuple[Node, ...]
    """The ``umum`` node, if any, and one node for each explained pasal."""

    def units(self) -> Iterator[tuple[Locator, Node]]:
        """Yield every unit of the body with its locator, an outer one before its inner ones."""
        return _walk(self.body, ())

    def penjelasan(self) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of every explanation that has words."""
        for locator, node in _walk(self.explanations, ()):
            if node.texts:
                yield ("umum" if node.kind == "umum" else format_address(locator)), node.text


def read_digest(path: Path) -> Digest:
    """Parse the digest source at *path*.

    Raises:
        DigestError: a line has no place in the tree, or a list skips a number.
    """
    return parse_digest(path.stem, path.read_text(encoding="utf-8"))


def parse_digest(document: str, source: str) -> Digest:
    """Parse the text of a digest source; see :func:`read_digest`."""
    lines = [(n, line.rstrip()) for n, line in enumerate(source.splitlines(), 1)]
    title = _take_title(lines)
    split = next((i for i, (_, line) in enumerate(lines) if line == "PENJELASAN"), len(lines))
    body = _Tree(document, _MARKERS).grow(lines[:split])
    explanations = _Tree(document, _EXPLAINED).grow(lines[split + 1 :])
    digest = Digest(document, title, tuple(body), tuple(explanations))
    _check_sequence(document, digest.body, where="")
    _check_rows(digest)
    _check_explained(digest)
    return digest


def _take_title(lines: list[tuple[int, str]]) -> tuple[str, ...]:
    """Remove the first block from *lines* and return it."""
    while lines and not lines[0][1]:
        lines.pop(0)
    title = []
    while lines and lines[0][1]:
        title.append(lines.pop(0)[1].strip())
    return tuple(title)


def _walk(nodes: tuple[Node, ...] | list[Node], above: Locator) -> Iterator[tuple[Locator, Node]]:
    for node in nodes:
        here = () if node.kind == "umum" else (*above, node.step)
        yield here, node
        yield from _walk(node.children, here)


class _Tree:
    """Builds the units of one part of a source, line by line."""

    def __init__(self, document: str, markers: tuple[tuple[str, re.Pattern[str]], ...]) -> None:
        self.document = document
        self.markers = markers
        self.top: list[Node] = []
        self.open: list[Node] = []
        self.headings: list[tuple[str, str, str]] = []
        self.columns: tuple[str, ...] = ()
        self.fresh = True  # whether the next unmarked line begins a paragraph

    def grow(self, lines: list[tuple[int, str]]) -> list[Node]:
        for number, line in lines:
            words = line.strip()
            indent = len(line) - len(line.lstrip())
            if not words:
                self.fresh = True
            elif words.startswith("|"):
                self._table_line(number, words)
            elif match := _HEADING.fullmatch(words):
                self.open.clear()
                self.headings.append((match[1].lower(), match[2], ""))
                self.fresh = False
            elif node := self._marked(number, indent, words):
                self._push(node)
            else:
                self._unmarked(number, indent, words)
        if self.headings:
            raise DigestError(f"{self.document}: judul {self.headings[-1]} tidak memuat apa pun")
        return self.top

    def _marked(self, number: int, indent: int, words: str) -> Node | None:
        for kind, pattern in self.markers:
            match = pattern.match(words)
            if match:
                node = Node(kind, match[1] or "", match[0].strip(), indent, number)
                node.columns = self.columns if kind in ("angka", "huruf") else ()
                if rest := words[match.end() :]:
                    node.add_text(rest, new=True)
                return node
        return None

    def _push(self, node: Node) -> None:
        while self.open and not _holds(self.open[-1], node):
            self.open.pop()
        (self.open[-1].children if self.open else self.top).append(node)
        self.open.append(node)
        node.headings, self.headings = self.headings, []
        self.fresh = not node.texts
        if node.kind in _OUTSIDE_INDENT:
            self.columns = ()

    def _unmarked(self, number: int, indent: int, words: str) -> None:
        if self.headings and not self.fresh:
            kind, ordinal, heading = self.headings[-1]
            self.headings[-1] = kind, ordinal, f"{heading} {words}".strip()
            return
        while self.open and not (
            self.open[-1].indent < indent or self.open[-1].kind in _OUTSIDE_INDENT
        ):
            self.open.pop()
        if not self.open:
            raise DigestError(f"{self.document} baris {number}: teks tanpa nomor: {words!r}")
        node = self.open[-1]
        follows_list = bool(node.texts) and node.text_positions[-1] < len(node.children)
        node.add_text(words, new=self.fresh or follows_list)
        self.fresh = False

    def _table_line(self, number: int, words: str) -> None:
        cells = [cell.strip() for cell in words.strip("|").split("|")]
        if len(cells) > 1:
            self.columns = tuple(cells)
        elif self.open and self.open[-1].columns:
            self.open[-1].cells.append(cells[0])
        else:
            raise DigestError(f"{self.document} baris {number}: sel di luar tabel: {words!r}")


def _holds(outer: Node, inner: Node) -> bool:
    """Return whether *inner* stands inside *outer*."""
    if outer.kind == "umum" or inner.kind in ("umum", "lampiran"):
        return False
    if outer.kind in _OUTSIDE_INDENT and outer.indent == inner.indent:
        return _OUTSIDE_INDENT[outer.kind] < _OUTSIDE_INDENT.get(inner.kind, 9)
    return outer.indent < inner.indent


def _check_sequence(document: str, nodes: tuple[Node, ...] | list[Node], where: str) -> None:
    """Raise DigestError where the numbers of a list do not follow one another."""
    # A digest leaves out whole pasal, annexes, dictums, and points of an amending law.
    amending = re.fullmatch(r"pasal-[IVX]+", where) is not None
    last: dict[str, str | None] = {}
    for node in nodes:
        kind, number = node.step
        before = last.get(kind)
        here = f"{where}/{kind}-{number}".lstrip("/")
        gaps = kind in ("pasal", "lampiran", "diktum") or (amending and kind == "angka")
        follows = _follows(kind, before, number, gaps=gaps)
        if not follows:
            raise DigestError(
                f"{document} baris {node.line}: {here} tidak mengikuti {before or 'awal daftar'}"
            )
        last[kind] = number
        _check_sequence(document, node.children, here)


def _check_rows(digest: Digest) -> None:
    """Raise DigestError where a row of a table has more or fewer cells than the table columns."""
    for _, node in digest.units():
        if node.columns and len(node.cells) + 2 != len(node.columns):
            found = f"{len(node.cells) + 2} sel untuk {len(node.columns)} kolom"
            raise DigestError(f"{digest.id} baris {node.line}: {found}")


def _check_explained(digest: Digest) -> None:
    """Raise DigestError where an explanation explains nothing, or the same unit twice."""
    known = {format_address(locator) for locator, _ in digest.units()} | {"umum"}
    for address, _ in digest.penjelasan():
        if address not in known:
            raise DigestError(f"{digest.id}: penjelasan {address} tanpa ketentuan, atau dua kali")
        known.remove(address)


def _follows(kind: str, before: str | None, number: str, *, gaps: bool) -> bool:
    """Return whether *number* may stand right after *before* in a list (9, 9A, 9B, 10)."""
    if before is None:
        return gaps or _order(kind, number) == (1, "")
    (base, suffix), (next_base, next_suffix) = _order(kind, before), _order(kind, number)
    if gaps:
        return (next_base, next_suffix) > (base, suffix)
    if base == next_base:
        return next_suffix == (chr(ord(suffix) + 1) if suffix else "A")
    return next_base == base + 1 and not next_suffix


_DICTUMS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN"),
    *("KESEMBILAN", "KESEPULUH", "KESEBELAS", "KEDUABELAS", "KETIGABELAS"),
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _order(kind: str, number: str) -> tuple[int, str]:
    """Return a key by which numbers of one kind sort: 9 < 9A < 10, z < aa, IX < X."""
    if match := re.fullmatch(r"(\d+)([A-Za-z]{0,2})", number):
        return int(match[1]), match[2].upper()
    if kind == "diktum":
        return _DICTUMS.index(number) + 1, ""
    if kind in ("pasal", "lampiran"):
        values = [_ROMAN[letter] for letter in number]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)), ""
    letter, twice = number[0].lower(), number[1:2].isalpha()
    suffix = chr(ord("A") - 1 + int(number[1:])) if number[1:].isdigit() else ""
    return ord(letter) - ord("a") + 1 + (26 if twice else 0), suffix
