"""Identify the instrument in a file by its title page.

The title page has kind, number, year, region and title (UU 12/2011 Lampiran II no. 2-8).  If these
leave a doubt, the candidates are listed and the user chooses; but a choice that contradicts a
legible title page is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from regsearch.corpus.particulars import UNKNOWN_KIND
from regsearch.errors import MismatchError, UnrecognisedError
from regsearch.law.catalog.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.catalog.load import Catalog
    from regsearch.regulation import Regulation

_MIN_SIMILARITY = 0.6
"""Least similarity of two titles (0 to 1) at which an instrument is proposed."""
_LETTERS = frozenset({"se", "surat"})
"""Kinds whose numbers are often handwritten, and whose year is part of the number or missing."""
_NUMBERED_BY_OFFICES = frozenset(
    "se surat skb keputusan instruksi pengumuman putusan peraturan-bersama lain".split()
)
"""Kinds whose number and year do not identify one instrument: each office has its own series."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The instrument in a file, or the candidates."""

    certain: str | None
    """Id of the instrument, if there is no doubt."""
    candidates: tuple[str, ...] = ()
    """Ids of the instruments that it may be, the likeliest first, if there is."""


def recognise(regulation: Regulation, catalog: Catalog) -> Recognition:
    """Return the instrument of *catalog* that the title page of *regulation* names."""
    fitting = [i for i in catalog.values() if next(_contradictions(regulation, i), None) is None]
    named = [i for i in fitting if _same_number(regulation, i)]
    if len(named) == 1:
        once = regulation.kind not in _NUMBERED_BY_OFFICES and regulation.year is not None
        if once or _similarity(regulation, named[0]) >= _MIN_SIMILARITY:
            return Recognition(named[0].id)
    likely = sorted(
        (i for i in fitting if i in named or _similarity(regulation, i) >= _MIN_SIMILARITY),
        key=lambda i: (-_same_number(regulation, i), -_similarity(regulation, i), i.id),
    )
    return Recognition(None, tuple(i.id for i in likely))


def identify(regulation: Regulation, catalog: Catalog, document: str | None = None) -> str:
    """Return the id of the instrument that *regulation* is.

    Args:
        regulation: as parsed from the file.
        catalog: the known instruments.
        document: id given by the user; None to rely on the title page alone.

    Raises:
        UnrecognisedError: there is no such instrument, or there are several candidates.
        MismatchError: the title page contradicts *document*.

    """
    file, page = regulation.source.file, _title_page(regulation)
    if document is None:
        recognition = recognise(regulation, catalog)
        if recognition.certain:
            return recognition.certain
        if candidates := recognition.candidates:
            listed = ", ".join(candidates)
            raise UnrecognisedError(
                f"{file}: halaman judulnya ({page}) belum cukup untuk memastikan dokumennya. "
                f"Mungkin {listed}. Sebutkan dengan --id, misalnya --id {candidates[0]}.",
                candidates,
            )
        raise UnrecognisedError(
            f"{file}: tidak ada dokumen di katalog yang cocok dengan halaman judulnya ({page}). "
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
    """Yield a message for each part of the title page that contradicts *instrument*."""
    if not _same_kind(regulation, instrument):
        yield f"jenisnya {regulation.kind}, bukan {instrument.kind}"
    if regulation.numbers and _has_number(instrument) and not _same_number(regulation, instrument):
        numbers = ", ".join(instrument.numbers)
        yield f"nomornya {', '.join(regulation.numbers)}, bukan {numbers}"
    if regulation.year is not None and regulation.year != instrument.year:
        yield f"tahunnya {regulation.year}, bukan {instrument.year}"
    if regulation.region and instrument.region and not _same_region(regulation, instrument):
        yield f"daerahnya {regulation.region}, bukan {instrument.region}"


def _same_kind(regulation: Regulation, instrument: Instrument) -> bool:
    if regulation.kind == UNKNOWN_KIND:
        return True
    letters = regulation.kind in _LETTERS and instrument.kind in _LETTERS
    return letters or regulation.kind == instrument.kind


def _has_number(instrument: Instrument) -> bool:
    """Return whether the catalogue knows a number ("(tidak diketahui)" is none)."""
    return any(any(char.isdigit() for char in number) for number in instrument.numbers)


def _same_number(regulation: Regulation, instrument: Instrument) -> bool:
    """Return whether they share a number; a joint decree has one for each signatory."""
    numbers = {plain_name(number) for number in regulation.numbers}
    return not numbers.isdisjoint(plain_name(number) for number in instrument.numbers)


def _same_region(regulation: Regulation, instrument: Instrument) -> bool:
    """Return whether one name of a region contains the other: Jakarta, DKI Jakarta."""
    one, other = (set(plain_name(r.region or "").split()) for r in (regulation, instrument))
    return one <= other or other <= one


def _similarity(regulation: Regulation, instrument: Instrument) -> float:
    """Return the similarity of the two titles (0 to 1)."""
    one, other = (re.findall(r"\w+", t.casefold()) for t in (regulation.title, instrument.title))
    return SequenceMatcher(None, one, other).ratio()


def _title_page(regulation: Regulation) -> str:
    """Return what was read from the title page, for a message."""
    parts = [regulation.kind if regulation.kind != UNKNOWN_KIND else "jenis tidak terbaca"]
    parts += [regulation.region] if regulation.region else []
    parts += [f"nomor {', '.join(regulation.numbers) or 'tidak terbaca'}"]
    parts += [f"tahun {regulation.year or 'tidak terbaca'}"]
    return " ".join(parts)
