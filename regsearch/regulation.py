"""A regulation as read from a file: its structure and text, without any legal interpretation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.citation import format_locator, matches, neighbours, read_locator
from regsearch.errors import NotFoundError
from regsearch.model.locator import format_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from regsearch.model.locator import Locator, TextKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered unit of a regulation.

    >>> unit = Unit((("pasal", "5"), ("ayat", "2")), "Cukup jelas.")
    >>> unit.kind, unit.number, unit.address
    ('ayat', '2', 'pasal-5/ayat-2')

    """

    locator: Locator
    """Path from the top of the document to the unit."""
    text: str
    """Its own text: lead-in and closing words, without its number and without inner units."""
    page: int | None = None
    """Page of the source on which it begins, from 1; None where the source has no pages."""
    cells: tuple[tuple[str, str], ...] = ()
    """For a row of a table: the other columns as (column heading, text), left to right."""

    @property
    def kind(self) -> str:
        """Kind of the unit itself: ``pasal``, ``ayat``, ``huruf`` ..."""
        return self.locator[-1][0]

    @property
    def number(self) -> str:
        """Its number as text, without brackets or dots."""
        return self.locator[-1][1]

    @property
    def address(self) -> str:
        """Its locator as one string."""
        return format_address(self.locator)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading above a group of units: buku, bab, bagian, paragraf, or the judul of one pasal."""

    kind: str
    number: str
    """As printed: ``IV``, ``Kesatu``, ``1``."""
    heading: str
    start: int
    """Index into ``Regulation.units`` of the first unit below this heading."""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list inside a passage of the Penjelasan."""

    locator: Locator
    """The explained unit, then the item's own number.  The number need not refer to a unit of the
    article, even where the article has one of that number."""
    start: int
    """Offset of its marker in the passage's text."""
    words: int
    """Offset of its first word, after the marker."""
    end: int
    """Offset of its end; items inside it are included."""
    page: int | None = None

    @property
    def address(self) -> str:
        """Its locator as one string."""
        return format_address(self.locator)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A passage of the Penjelasan, the official explanation.

    Source: UU 12/2011 Lampiran II no. 174-191.
    """

    locator: Locator
    """The unit that it explains; ``()`` for the general part (I. UMUM)."""
    text: str
    """The whole passage as printed, lists included."""
    page: int | None = None
    items: tuple[ListItem, ...] = ()
    """The items of its lists in order, an outer item before its inner ones."""

    @property
    def address(self) -> str:
        """Its locator as one string; ``umum`` for the general part."""
        return format_address(self.locator) or "umum"

    def own_words(self, item: ListItem | None = None) -> str:
        """Return the text of *item*, or of the passage itself, without the items inside it.

        >>> items = (ListItem((("pasal", "5"), ("huruf", "a")), 15, 18, 24),)
        >>> passage = Explanation((("pasal", "5"),), "Kerabat ialah: a. anak;", items=items)
        >>> passage.own_words(), passage.own_words(items[0])
        ('Kerabat ialah:', 'anak;')

        """
        position, end = (item.words, item.end) if item else (0, len(self.text))
        parts = []
        for inner in self.items:
            if position <= inner.start < end:
                parts.append(self.text[position : inner.start].strip())
                position = inner.end
        parts.append(self.text[position:end].strip())
        return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect of a document that its reader must know: a gap, a repair, a page without text."""

    code: str
    """Stable identifier: ``gap``, ``repair``, ``no_text_layer`` ..."""
    message: str
    """The defect and the remedy, in Indonesian."""
    address: str | None = None
    """Address of the unit concerned, if there is one."""
    page: int | None = None
    """Page of the source, from 1, if known."""
    raw: str | None = None
    """The text as in the source, before a repair."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a regulation was read from."""

    file: str
    """File name without folder."""
    sha256: str
    pages: int | None = None
    """Number of pages; None where the format has none."""
    extractor: str | None = None
    """Extractor of the PDF's text, if it was not pypdf: ``pdfium``."""


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many words of a file were read, and how many of them are in the regulation."""

    read: int
    """Words in the file."""
    furniture: int
    """Of these, words of page furniture: running heads, page numbers, catchwords."""
    lost: int
    """Of these, words that are in no unit, heading, Penjelasan or named part."""

    @property
    def share(self) -> float:
        """Share of the words that were not lost (0 to 1)."""
        return 1.0 - self.lost / self.read if self.read else 1.0


@dataclass(frozen=True, slots=True)
class Supplement:
    """The parts of a regulation that come from a digest because the official text lacks them."""

    source: Source
    units: frozenset[Locator] = frozenset()
    """Units whose text is that of the digest."""
    penjelasan: frozenset[Locator] = frozenset()
    """Units whose explanation is that of the digest; ``()`` for the general part."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """One instrument as read from a file; the input of every later step.

    >>> source = Source("pp-1-2030.pdf", "0" * 64, pages=3)
    >>> unit = Unit((("pasal", "2"), ("ayat", "1")), "Cuti diatur atasan.")
    >>> cuti = Regulation("pp-1-2030", "pp", ("1",), 2030, "Cuti", source, units=(unit,))
    >>> cuti["Pasal 2 ayat (1)"].text, cuti["pasal-2/ayat-1"].address
    ('Cuti diatur atasan.', 'pasal-2/ayat-1')

    """

    id: str
    """Document id such as ``pp-94-2021``; for joint decrees and letters from the catalogue."""
    kind: str
    """Short name of the kind of instrument: ``uu``, ``pp``, ``perbup`` (``data/kinds.toml``)."""
    numbers: tuple[str, ...]
    """Its number as printed; a joint decree has one for each signatory."""
    year: int | None
    title: str
    """The title after TENTANG."""
    source: Source
    enacted: date | None = None
    """Date of ``Ditetapkan/Disahkan ... pada tanggal``; None where it could not be read."""
    region: str | None = None
    """Region of a regional regulation: ``Merangin``, ``Jawa Barat``."""
    text_kind: TextKind = "resmi"
    groups: tuple[Group, ...] = ()
    units: tuple[Unit, ...] = ()
    """In document order, an outer unit before its inner ones."""
    penjelasan: tuple[Explanation, ...] = ()
    findings: tuple[Finding, ...] = ()
    issuer: str | None = None
    """The office that issued it, as its title names it: ``Menteri Dalam Negeri``."""
    words: WordCount | None = None
    """What became of the words of the file; None for a digest."""
    promulgated: date | None = None
    """Date of ``Diundangkan ... pada tanggal``; None where there is none or it is illegible."""
    supplement: Supplement | None = None
    """Which parts come from a digest, if any do."""

    def text_kind_of(self, locator: Locator) -> TextKind:
        """Return whether the text of the unit at *locator* is official or a digest."""
        filled = self.supplement is not None and locator in self.supplement.units
        return "ringkasan" if filled else self.text_kind

    def source_of(self, locator: Locator) -> Source:
        """Return the file that the unit at *locator* was read from."""
        if self.supplement is not None and locator in self.supplement.units:
            return self.supplement.source
        return self.source

    def penjelasan_kind_of(self, locator: Locator) -> TextKind:
        """Return whether the explanation of the unit at *locator* is official or a digest."""
        filled = self.supplement is not None and locator in self.supplement.penjelasan
        return "ringkasan" if filled else self.text_kind

    def __getitem__(self, citation: str) -> Unit:
        """Return the unit at an address (``pasal-5/huruf-n``) or citation (``Pasal 5 huruf n``).

        Raises:
            CitationError: *citation* cannot be understood.
            NotFoundError: the document has no such unit; the message names the nearest ones.

        """
        for unit in self.units:
            if unit.address == citation:
                return unit
        cited = read_locator(citation)
        for unit in self.units:
            if matches(cited, unit.locator):
                return unit
        near = [format_locator(loc) for loc in neighbours(cited, (u.locator for u in self.units))]
        raise NotFoundError(
            f"{format_locator(cited)} tidak ada dalam {self.id}."
            + (f" Yang terdekat: {', '.join(near)}." if near else ""),
            tuple(near),
        )

    def headings(self) -> Iterator[tuple[Unit, tuple[Group, ...]]]:
        """Yield every unit with the headings above it, outermost first."""
        rank = {"buku": 0, "lampiran": 0, "bab": 1, "bagian": 2, "paragraf": 3}
        above: list[Group] = []
        pending = list(reversed(self.groups))
        for index, unit in enumerate(self.units):
            while pending and pending[-1].start <= index:
                group = pending.pop()
                depth = rank.get(group.kind, 9)
                above = [g for g in above if rank.get(g.kind, 9) < depth]
                above.append(group)
            yield unit, tuple(above)
