"""What the words of a provision mean: references, sanctions, and when they are law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from regsearch.model.locator import format_address

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model.locator import Locator, TextKind, Verification

Modality = Literal[
    "larangan",
    "kewajiban",
    "hak",
    "kebolehan",
    "definisi",
    "sanksi",
    "prosedur",
    "wewenang",
    "lain",
]
"""The kind of norm that a provision states."""

CONDUCT: frozenset[Modality] = frozenset({"larangan", "kewajiban"})
"""The kinds of norm whose breach may be punished."""

Status = Literal["berlaku", "diubah", "dicabut", "belum_berlaku"]
"""Whether a provision is law on the day asked for."""

Stage = Literal["sebelum", "sesudah"]
"""Before or after the candidate's official determination (penetapan)."""

Level = Literal[
    "ringan",
    "sedang",
    "berat",
    "kode_etik",
    "pdh",
    "pdhtaps",
    "ptdh",
    "pidana",
    "administratif",
    "bertingkat",
    "lebih_berat",
]
"""The kind and weight of a sanction; ``docs/glossary.md`` explains each."""

Relation = Literal[
    "dilaksanakan_oleh",
    "melaksanakan",
    "mengubah",
    "diubah_oleh",
    "mencabut",
    "dicabut_oleh",
    "menggantikan",
    "diganti_oleh",
    "mengacu",
    "diacu_oleh",
    "padanan",
]
"""How another provision relates to the one shown; ``padanan`` is its equivalent at another time."""

ENDED_BY: frozenset[Relation] = frozenset({"diubah_oleh", "diganti_oleh", "dicabut_oleh"})
"""The relations to what ended a provision."""


class Reference(NamedTuple):
    """A provision named by the words of another one, looked up."""

    document: str
    """Document id of the provision that is named."""
    locator: Locator
    """Where it stands; ``()`` for the document as a whole."""


class Basis(NamedTuple):
    """A provision on which a sanction rests."""

    document: str
    citation: str
    """As it is printed: ``PP 94/2021 Pasal 8 ayat (4)``."""
    locator: Locator


@dataclass(frozen=True, slots=True)
class Sanction:
    """What follows from breaking a norm, and where the law says so.

    >>> sanction = library["PP 94/2021 Pasal 5 huruf n angka 6"].sanctions[0]
    >>> sanction.level, sanction.basis[0].citation
    ('berat', 'PP 94/2021 Pasal 14 huruf i angka 4')

    """

    level: Level
    penalties: tuple[str, ...]
    """The penalties to choose from, in the words of the law; empty where it names only a level."""
    basis: tuple[Basis, ...]
    """Every provision it rests on: the one that punishes first, then the list of penalties."""
    condition: str | None = None
    """When it applies ("apabila berdampak negatif pada instansi"); None if always."""
    note: str | None = None
    """What a reader must know before relying on it: conflicts, open questions."""
    in_force: date | None = None
    """First day on which this reading holds; None if since its basis is law."""
    revoked: date | None = None
    """First day on which it no longer does; None while it does."""


class Related(NamedTuple):
    """Another provision or instrument that a reader of this one should know."""

    citation: str
    relation: Relation
    document: str
    locator: Locator = ()


class Note(NamedTuple):
    """A remark of the catalogue on a provision: a conflict of sources, a trap, a court ruling."""

    text: str
    address: str
    """Address of the provision that it speaks of; it holds for everything below."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of a regulation with everything that an answer says about it, whatever the day.

    The unit of indexing and of retrieval.

    >>> passage = library["PP 53/2010 Pasal 7"].passage
    >>> passage.key, passage.end.isoformat()
    ('pp-53-2010#pasal-7', '2021-08-31')

    """

    document: str
    locator: Locator
    citation: str
    """As it is printed: ``PP 94/2021 Pasal 5 huruf n angka 6``."""
    text: str
    text_kind: TextKind
    verification: Verification
    modality: Modality
    start: date
    """First day on which it is law."""
    end: date | None = None
    """First day on which it is no longer law; None while it is."""
    amended: bool = False
    """Whether ``end`` came by an amendment, not by revocation."""
    order: int = 0
    """Its place in the document, counted from 0 for the document as a whole."""
    context: tuple[str, ...] = ()
    """The words of the units above it, outermost first."""
    around: tuple[str, ...] = ()
    """The words of the units in its document that it refers to, or of the penalties it lists."""
    headings: tuple[str, ...] = ()
    """The headings above it: bab, bagian, paragraf, part of a lampiran."""
    penjelasan: str | None = None
    penjelasan_kind: TextKind | None = None
    """Whether the explanation is official or a digest, where that differs from ``text_kind``."""
    page: int | None = None
    source_sha256: str | None = None
    cells: tuple[tuple[str, str], ...] = ()
    """The other columns of a table row."""
    subjects: tuple[str, ...] = ()
    """Whom it binds; the names are those of ``corpus/README.md``."""
    scope: str | None = None
    """The one office or region that it binds, if it binds no other."""
    stage: Stage | None = None
    condition: str | None = None
    notes: tuple[Note, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    related: tuple[Related, ...] = ()
    unreviewed: bool = False
    """Whether nobody has reviewed if it is still law: its document is not in the catalogue."""

    @property
    def key(self) -> str:
        """``document#address``: identifies the passage in an index."""
        return passage_key(self.document, self.locator)

    def status(self, day: date) -> Status | None:
        """Return whether it is law on *day*; None if that is not known."""
        status = status_on(day, self.start, self.end, amended=self.amended)
        return None if self.unreviewed and status == "berlaku" else status


def status_on(day: date, start: date, end: date | None, *, amended: bool) -> Status:
    """Return whether what is law from *start* and no longer from *end* on is law on *day*.

    Args:
        day: the day asked about.
        start: its first day.
        end: the first day after it; None if it has no end.
        amended: whether other words of it took its place when it ended.

    """
    if day < start:
        return "belum_berlaku"
    if end is None or day < end:
        return "berlaku"
    return "diubah" if amended else "dicabut"


def passage_key(document: str, locator: Locator) -> str:
    """Return what identifies a passage in an index: ``pp-94-2021#pasal-5/huruf-n``."""
    return f"{document}#{format_address(locator)}"
