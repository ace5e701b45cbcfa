"""Collections: folders of files that nobody has reviewed.

A file is identified by its title page; if that is not certain, the file is left out and reported.
Only the text of such a document is known: not whether it is still law, unless another document of
the collection revokes it (:mod:`regsearch.law.revocation`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.citation.instruments import kind_labels
from regsearch.corpus.parse_cache import read_files
from regsearch.corpus.particulars import short_name
from regsearch.corpus.recognise import recognise
from regsearch.corpus.store import OFFICIAL, SUFFIXES
from regsearch.errors import RegsearchError
from regsearch.law.catalog.instrument import Instrument
from regsearch.read.structure.title.offices import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from regsearch.corpus.parse_cache import Read
    from regsearch.law.catalog.names import Catalog
    from regsearch.regulation import Regulation

_UNKNOWN_KIND = "lain"
NOT_REVIEWED = (
    "Tidak diketahui apakah masih berlaku: dokumen ini tidak ada di katalog yang ditinjau. "
    "Periksa statusnya di sumber resmi."
)
_VERIFIED = "Belum ditinjau; dibaca dari berkas koleksi."
_UNREAD = {
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".tif", ".tiff"),
        "adalah gambar; tambahkan dengan: regsearch korpus tambah BERKAS --ocr",
    ),
    ".zip": "adalah arsip ZIP; buka dahulu, atau: regsearch korpus tambah BERKAS",
}
"""Formats that a collection leaves out, with the reason."""

_DRAFTS = frozenset({".docx"})
"""Formats in which drafts are written: of two copies the published one is taken."""

_SUFFIXES = frozenset({*SUFFIXES, *_UNREAD, ".htm", ".xhtml", ".rtf", ".doc", ".odt", ".epub"})
_OF_A_CORPUS = ("katalog.toml", "pdf", OFFICIAL)
"""Names that make a folder a corpus rather than a collection."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of a collection that is not in the index."""

    file: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Collected:
    """The documents of collections."""

    instruments: dict[str, Instrument]
    """By id."""
    read: dict[str, Read]
    """By id."""
    left_out: tuple[LeftOut, ...]


def is_collection(folder: Path) -> bool:
    """Return whether *folder* is a collection and not a corpus."""
    return folder.is_dir() and not any((folder / name).exists() for name in _OF_A_CORPUS)


def files_of(folder: Path) -> list[Path]:
    """Return the files below *folder* that may be regulations, sorted; hidden ones are skipped.

    Formats that a collection does not read are among them, so that it can say so.
    """
    candidates = (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    return sorted(
        path
        for path in candidates
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


def collect(
    files: Sequence[Path],
    catalog: Catalog,
    cache: Path,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Collected:
    """Parse *files* and return their documents; a file that fails is reported and skipped.

    Args:
        files: of two copies of a document the first is taken.
        catalog: the reviewed instruments, whose documents are not taken from a collection.
        cache: folder of the cache of parsed files.
        workers: number of worker processes; the number of processors if left out.
        progress: called with the number of files done.

    """
    instruments: dict[str, Instrument] = {}
    read: dict[str, Read] = {}
    left_out: list[LeftOut] = []
    unread = [path for path in files if path.suffix.lower() in _UNREAD]
    left_out += [LeftOut(path, _UNREAD[path.suffix.lower()]) for path in unread]
    wanted = [path for path in files if path.suffix.lower() not in _UNREAD]
    wanted.sort(key=lambda path: path.suffix.lower() in _DRAFTS)
    for one, outcome in read_files(wanted, cache, workers=workers, progress=progress):
        if isinstance(outcome, RegsearchError):
            left_out.append(LeftOut(one.file, str(outcome)))
            continue
        head = _told_apart(outcome, instruments)
        if reason := _refusal(head, catalog, read):
            left_out.append(LeftOut(one.file, reason))
        else:
            instruments[head.id] = instrument_of(head)
            read[head.id] = one if head is outcome else replace(one, document=head.id)
    return Collected(instruments, read, tuple(left_out))


def _told_apart(head: Regulation, instruments: Mapping[str, Instrument]) -> Regulation:
    """Return *head* with an id of its own where another office's document has its id.

    Villages of one name have the same, and decrees that different offices sign together.
    """
    other = instruments.get(head.id)
    if other is None or not (head.issuer and other.issuer) or head.issuer == other.issuer:
        return head
    return replace(head, id=f"{head.id}-{slug(head.issuer)}")


def _refusal(head: Regulation, catalog: Catalog, read: dict[str, Read]) -> str | None:
    """Return why the file is left out, or None."""
    if head.text_kind == "ringkasan":
        return "adalah ringkasan, bukan naskah"
    lacking = [
        name
        for name, value in (
            ("jenis", head.kind != _UNKNOWN_KIND),
            ("nomor", head.numbers),
            ("tahun", head.year),
        )
        if not value
    ]
    if lacking:
        return (
            f"halaman judulnya tidak menyebut {' dan '.join(lacking)} dengan pasti; tambahkan "
            "dengan: regsearch korpus tambah BERKAS"
        )
    known = head.id if head.id in catalog else recognise(head, catalog).certain
    if known:
        return f"adalah {known} dari katalog; tambahkan dengan: regsearch korpus tambah BERKAS"
    if head.id in read:
        return f"adalah {head.id} juga, seperti {read[head.id].file}"
    return None


def instrument_of(head: Regulation) -> Instrument:
    """Return an instrument made from a title page, which must have number and year."""
    assert head.year is not None
    name = short_name(head.kind, head.numbers[0], head.year, head.region)
    return Instrument(
        id=head.id,
        kind=head.kind,
        numbers=head.numbers,
        year=head.year,
        title=head.title or name,
        verification="naskah",
        verified=_VERIFIED,
        aliases=() if head.kind in kind_labels() else (name,),
        issuer=head.issuer,
        region=head.region,
        enacted=head.enacted if head.enacted and head.enacted.year == head.year else None,
        status_note=NOT_REVIEWED,
        complete=True,
        unreviewed=True,
    )
