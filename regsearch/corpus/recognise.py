"""Which instrument of the catalogue a file is.

Its title page says so: kind, number, year, region, name (UU 12/2011 Lampiran II no. 2-8).  Where
these leave no doubt the answer is certain; otherwise the candidates are named, and the user says
which it is.  What the title page says legibly is never overruled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from regsearch.errors import MismatchError, UnrecognisedError
from regsearch.law.catalog.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.catalog.load import Catalog
    from regsearch.regulation import Regulation

_ALIKE = 0.6
"""Least likeness of two titles (0 to 1) at which one is proposed for the other."""
_UNKNOWN_KIND = "lain"
_LETTERS = frozenset({"se", "surat"})
"""Kinds whose numbers are often written by hand, and whose year stands in the number or nowhere."""
NUMBERED_ONCE = frozenset(
    "uu perppu pp perpres keppres pkpu perbawaslu peraturan-bkn perka-bkn pergub perbup perwali"
    " perda".split()
)
"""Kinds whose number and year name one instrument; every office numbers its own circulars."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which instrument a file is, or may be."""

    certain: str | None
    """Id of the instrument, where the title page leaves no doubt."""
    candidates: tuple[str, ...] = ()
    """Where it does: what it may be, the likeliest first."""


def recognise(regulation: Regulation, catalog: Catalog) -> Recognition:
    """Return which instrument of *catalog* the title page of *regulation* names."""
    fitting = [i for i in catalog.values() if next(_contradictions(regulation, i), None) is None]
    named = [i for i in fitting if _same_number(regulation, i)]
    if len(named) == 1:
        once = regulation.kind in NUMBERED_ONCE and regulation.year is not None
        if once or _title(regulation, named[0]) >= _ALIKE:
            return Recognition(named[0].id)
    likely = sorted(
        (i for i in fitting if i in named or _title(regulation, i) >= _ALIKE),
        key=lambda i: (-_same_number(regulation, i), -_title(regulation, i), i.id),
    )
    return Recognition(None, tuple(i.id for i in likely))


def identify(regulation: Regulation, catalog: Catalog, document: str | None = None) -> str:
    """Return the id of the instrument that *regulation* is.

    Args:
        regulation: as read from the file.
        catalog: the instruments known.
        document: the id that the user gives; None to go by the title page alone.

    Raises:
        UnrecognisedError: there is no such instrument, or several may be meant.
        MismatchError: the title page names another instrument than *document*.

    """
    file, read = regulation.source.file, _read(regulation)
    if document is None:
        found = recognise(regulation, catalog)
        if found.certain:
            return found.certain
        if found.candidates:
            listed = ", ".join(found.candidates)
            raise UnrecognisedError(
                f"{file}: halaman judulnya ({read}) belum cukup untuk memastikan dokumennya. "
                f"Mungkin {listed}. Sebutkan dengan --id, misalnya --id {found.candidates[0]}.",
                found.candidates,
            )
        raise UnrecognisedError(
            f"{file}: tidak ada dokumen di katalog yang cocok dengan halaman judulnya ({read}). "
            "Sebutkan dengan --id, atau tambahkan entrinya di katalog.toml korpus Anda."
        )
    if document not in catalog:
        raise UnrecognisedError(
            f"{document} tidak ada di katalog. Daftar id: regsearch korpus daftar"
        )
    if problems := list(_contradictions(regulation, catalog[document])):
        raise MismatchError(
            f"{file} bukan {document}: {'; '.join(problems)}. Periksa berkasnya atau --id."
        )
    return document


def _contradictions(regulation: Regulation, instrument: Instrument) -> Iterator[str]:
    """Yield what the title page says that cannot be said of *instrument*."""
    if not _same_kind(regulation, instrument):
        yield f"jenisnya {regulation.kind}, bukan {instrument.kind}"
    if regulation.numbers and _known(instrument) and not _same_number(regulation, instrument):
        numbers = ", ".join(instrument.numbers)
        yield f"nomornya {', '.join(regulation.numbers)}, bukan {numbers}"
    if regulation.year is not None and regulation.year != instrument.year:
        yield f"tahunnya {regulation.year}, bukan {instrument.year}"
    if regulation.region and instrument.region and not _same_region(regulation, instrument):
        yield f"daerahnya {regulation.region}, bukan {instrument.region}"


def _same_kind(regulation: Regulation, instrument: Instrument) -> bool:
    if regulation.kind == _UNKNOWN_KIND:
        return True
    letters = regulation.kind in _LETTERS and instrument.kind in _LETTERS
    return letters or regulation.kind == instrument.kind


def _known(instrument: Instrument) -> bool:
    """Say whether the catalogue knows a number at all ("(tidak diketahui)" is none)."""
    return any(any(char.isdigit() for char in number) for number in instrument.numbers)


def _same_number(regulation: Regulation, instrument: Instrument) -> bool:
    """Say whether they have a number in common; a joint decree has one for each signatory."""
    read = {plain_name(number) for number in regulation.numbers}
    return not read.isdisjoint(plain_name(number) for number in instrument.numbers)


def _same_region(regulation: Regulation, instrument: Instrument) -> bool:
    """Say whether one region's name contains the other: Jakarta, DKI Jakarta."""
    one, other = (set(plain_name(r.region or "").split()) for r in (regulation, instrument))
    return one <= other or other <= one


def _title(regulation: Regulation, instrument: Instrument) -> float:
    """Return how alike the two titles are (0 to 1)."""
    one, other = (re.findall(r"\w+", t.casefold()) for t in (regulation.title, instrument.title))
    return SequenceMatcher(None, one, other).ratio()


def _read(regulation: Regulation) -> str:
    """Return what could be read of the title page, for a message."""
    parts = [regulation.kind if regulation.kind != _UNKNOWN_KIND else "jenis tidak terbaca"]
    parts += [regulation.region] if regulation.region else []
    parts += [f"nomor {', '.join(regulation.numbers) or 'tidak terbaca'}"]
    parts += [f"tahun {regulation.year or 'tidak terbaca'}"]
    return " ".join(parts)
