"""A draft that cites the law, and what was found when its citations were checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model.history import Change
    from regsearch.model.locator import TextKind
    from regsearch.model.passage import Basis, Status

ParagraphKind = Literal["paragraf", "tabel", "catatan_kaki", "baris"]
"""A paragraph of the body; a paragraph in a cell of a table; a footnote; a line of a text file."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a draft's text that nothing but its own words interrupts."""

    text: str
    kind: ParagraphKind = "paragraf"
    number: int = 1
    """Of its kind, counted from 1: that of the paragraph, the table, the footnote or the line."""
    row: int | None = None
    """Row and column of a table's cell, counted from 1."""
    column: int | None = None
    page: int | None = None
    """Page of a PDF, counted from 1; None where the file knows no pages."""
    lines: tuple[int, ...] = ()
    """Offsets in the text at which its further lines begin, where it was printed on several."""
    gap: bool = False
    """Whether an empty line stands before it; known of text files only."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a draft, paragraph by paragraph."""

    file: str
    """Its name, without folders."""
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...] = ()
    """What a reader must know of how it was read, in Indonesian: pages without text, say."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a citation stands in a draft."""

    paragraph: int
    """Index of its paragraph in :attr:`Draft.paragraphs`, counted from 0."""
    start: int
    """Offset of its first character in the paragraph's text."""
    end: int
    """Offset after its last character in this paragraph; it may go on in the next cell."""
    label: str
    """As a reader finds it, in Indonesian: ``halaman 2, paragraf 14``."""


ClaimKind = Literal["tingkat", "hari", "hukuman", "tenggat", "pejabat", "judul", "dampak", "pidana"]
"""A level of sanction, a number of days of absence, a penalty, a deadline, who decides, a title of
the instrument, the reach of an effect, the measure of a criminal penalty."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a draft says of a provision, compared with what the provision says."""

    kind: ClaimKind
    as_written: str
    """The words of the draft."""
    said: str
    """What they say, normalised: ``sedang``, ``12 hari kerja``."""
    provided: tuple[str, ...]
    """What the provision says of the same thing; empty if it says nothing."""
    agrees: bool | None
    """None where the provision does not say, so that nothing can be compared."""
    basis: str | None = None
    """Citation of the provision that says so, if it is another one than the one cited."""


FindingCode = Literal[
    "tidak_ada",
    "tidak_berlaku",
    "kutipan_berbeda",
    "nomor_tahun",
    "judul",
    "tingkat",
    "hari",
    "hukuman",
    "tenggat",
    "pejabat",
    "dampak",
    "pidana",
]
"""What is wrong: no such provision, not law on the day, other words than the law's, a number that
belongs to another year, or a claim of that kind that the provision contradicts."""


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """Something wrong with a citation."""

    code: FindingCode
    message: str
    """What is wrong, in Indonesian."""


Quoted = Literal["sama", "berbeda", "tidak dikutip", "tidak dapat dibandingkan"]
"""Whether the words in quotation marks are those of the law; the last where the index has only a
digest of it."""


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation of a draft, and everything that was found out about it.

    >>> import regsearch
    >>> text = "Ia melanggar Pasal 5 huruf n angka 6 PP 94/2021."
    >>> regsearch.check_text(text, library=library, as_of="2026-01-30").citations[0].read_as
    'PP 94/2021 Pasal 5 huruf n angka 6'

    """

    place: Place
    as_written: str
    read_as: str
    """The citation in full, ``PP 94/2021 Pasal 5 huruf n angka 8``, whether it exists or not."""
    resolved: tuple[Basis, ...]
    """The provisions that it names; empty where the index has none."""
    exists: bool | None
    """None where that cannot be said: the index does not have the document, or not this part."""
    neighbours: tuple[str, ...] = ()
    """Citations of the nearest provisions, where it does not exist."""
    as_of: date | None = None
    """The day whose law it was compared with."""
    status: Status | None = None
    status_note: str | None = None
    text_kind: TextKind | None = None
    quoted: Quoted = "tidak dikutip"
    quotation: str | None = None
    """The words that the draft quotes from it."""
    difference: tuple[Change, ...] = ()
    """From the words of the law to those of the draft, where they differ."""
    claims: tuple[Claim, ...] = ()
    findings: tuple[DraftFinding, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be checked, and what to know besides; nothing wrong."""
    advice: str | None = None
    """What to do about the findings, in Indonesian; None where there are none."""


DaySource = Literal["diminta", "perbuatan", "naskah", "hari_ini"]
"""The caller gave it; the day of the act, or the date of the draft, read from it; or today."""


@dataclass(frozen=True, slots=True)
class DraftDay:
    """The day whose law a draft was compared with, and how it was found."""

    day: date
    source: DaySource
    as_written: str | None = None
    """The words of the draft that name it."""
    label: str | None = None
    """Where they stand."""


@dataclass(frozen=True, slots=True, repr=False)
class CheckedDraft:
    """A draft whose citations were checked.

    >>> import regsearch
    >>> text = "Ia melanggar Pasal 5 huruf n angka 6 PP 94/2021."
    >>> regsearch.check_text(text, library=library, as_of="2026-01-30")
    <CheckedDraft 'teks': 1 citations, 0 with findings>

    """

    file: str
    as_of: date
    """The day whose law it was compared with; :attr:`day` says how it was found."""
    citations: tuple[CheckedCitation, ...]
    """In the order of the draft."""
    day: DraftDay
    draft: Draft
    """Its text, to show the citations in."""
    notes: tuple[str, ...] = ()
    """What a reader must know of the whole, in Indonesian."""
    knowledge_until: date | None = None
    """The day up to which the index knows changes of the law; None if it does not say."""

    @property
    def findings(self) -> tuple[CheckedCitation, ...]:
        """The citations with which something is wrong."""
        return tuple(citation for citation in self.citations if citation.findings)

    def __repr__(self) -> str:
        count, wrong = len(self.citations), len(self.findings)
        return f"<CheckedDraft {self.file!r}: {count} citations, {wrong} with findings>"
