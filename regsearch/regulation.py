"""A regulation as it was read from a file, before anything is said about its meaning."""

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
    """A numbered unit of a regulation."""

    locator: Locator
    """Where it stands in the document."""
    text: str
    """Its own words: lead-in and closing words, without its number and without inner units."""
    page: int | None = None
    """Page of the source on which it begins, counted from 1; None where there are no pages."""
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
    """A heading that gathers units: buku, bab, bagian, paragraf, or a lampiran's title."""

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
    """Its address below the unit explained.  The number is the list's own: where the article has a
    unit of the same number, this does not say that it explains that one."""
    start: int
    """Where its marker begins, in characters of the passage's text."""
    words: int
    """Where its words begin, behind the marker."""
    end: int
    """Where its words end, those of the items inside it included."""
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
    """The unit that it explains; ``()`` is the general part (I. UMUM)."""
    text: str
    """The whole passage in the order in which it is printed, lists included."""
    page: int | None = None
    items: tuple[ListItem, ...] = ()
    """What its lists enumerate, in order, an outer item before its inner ones."""

    @property
    def address(self) -> str:
        """Its locator as one string; ``umum`` for the general part."""
        return format_address(self.locator) or "umum"

    def own_words(self, item: ListItem | None = None) -> str:
        """Return the words of *item*, or of the passage itself, without those of items inside."""
        here, end = (item.words, item.end) if item else (0, len(self.text))
        kept = []
        for inner in self.items:
            if here <= inner.start < end:
                kept.append(self.text[here : inner.start].strip())
                here = inner.end
        kept.append(self.text[here:end].strip())
        return " ".join(filter(None, kept))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd in a document that a reader must know: a gap, a repair, a page without text."""

    code: str
    """Stable identifier: ``gap``, ``repair``, ``no_text_layer`` ..."""
    message: str
    """What it is and what to do, in Indonesian."""
    address: str | None = None
    page: int | None = None
    raw: str | None = None
    """The text as it stood in the source, where something was repaired."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a regulation was read from."""

    file: str
    """Its name, without the folder."""
    sha256: str
    pages: int | None = None
    extractor: str | None = None
    """What took the text out of the PDF, if it was not pypdf: ``pdfium``."""


@dataclass(frozen=True, slots=True)
class Supplement:
    """A digest that supplies what an official text lacks."""

    source: Source
    units: frozenset[Locator] = frozenset()
    """Units whose words are those of the digest."""
    penjelasan: frozenset[Locator] = frozenset()
    """Units whose explanation is that of the digest; ``()`` stands for the general part."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """One instrument as it was read from a file: the value that everything later reads."""

    id: str
    """Document id such as ``pp-94-2021``; for joint decrees and letters the catalogue names it."""
    kind: str
    """Short name of the kind of instrument: ``uu``, ``pp``, ``perbup`` (``data/kinds.toml``)."""
    numbers: tuple[str, ...]
    """Its number as printed; a joint decree has one for each signatory."""
    year: int | None
    title: str
    """What stands after TENTANG, without the number."""
    source: Source
    enacted: date | None = None
    """The day of ``Ditetapkan/Disahkan ... pada tanggal``, where it could be read."""
    region: str | None = None
    """Region of a regional regulation, as printed: ``Merangin``, ``Jawa Barat``."""
    text_kind: TextKind = "resmi"
    groups: tuple[Group, ...] = ()
    units: tuple[Unit, ...] = ()
    """In document order, an outer unit before its inner ones."""
    penjelasan: tuple[Explanation, ...] = ()
    findings: tuple[Finding, ...] = ()
    supplement: Supplement | None = None
    """The digest that fills the gaps of an official text, if one does."""

    def text_kind_of(self, locator: Locator) -> TextKind:
        """Return whether the words of the unit at *locator* are official or a digest."""
        filled = self.supplement is not None and locator in self.supplement.units
        return "ringkasan" if filled else self.text_kind

    def source_of(self, locator: Locator) -> Source:
        """Return the file from which the unit at *locator* was read."""
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
            NotFoundError: the document has no such unit.

        """
        for unit in self.units:
            if unit.address == citation:
                return unit
        wanted = read_locator(citation)
        for unit in self.units:
            if matches(wanted, unit.locator):
                return unit
        near = [format_locator(loc) for loc in neighbours(wanted, (u.locator for u in self.units))]
        raise NotFoundError(
            f"{format_locator(wanted)} tidak ada dalam {self.id}."
            + (f" Yang terdekat: {', '.join(near)}." if near else ""),
            tuple(near),
        )

    def headings(self) -> Iterator[tuple[Unit, tuple[Group, ...]]]:
        """Yield every unit with the headings above it, outermost first."""
        rank = {"buku": 0, "lampiran": 0, "bab": 1, "bagian": 2, "paragraf": 3}
        above: list[Group] = []
        waiting = list(reversed(self.groups))
        for index, unit in enumerate(self.units):
            while waiting and waiting[-1].start <= index:
                group = waiting.pop()
                depth = rank.get(group.kind, 9)
                above = [g for g in above if rank.get(g.kind, 9) < depth]
                above.append(group)
            yield unit, tuple(above)
