"""The particulars of a document that the user gives, checked before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from regsearch import data
from regsearch.errors import UnrecognisedError
from regsearch.law.catalog.instrument import Subject
from regsearch.read.extract.lines import Line
from regsearch.read.structure.title import read_title

if TYPE_CHECKING:
    from datetime import date

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID = 150
"""Characters of an id, which is a file's name too."""
_LABEL = re.compile(r"(?:nomor|no)\b[.:]? ?", re.IGNORECASE)
_YEAR = re.compile(r" (?:tahun|thn) (?P<year>\d{4})$", re.IGNORECASE)
"""What a number has in a title besides itself: ``Nomor 12 Tahun 2021``."""


@dataclass(frozen=True, slots=True)
class Given:
    """The particulars that the user gave; None or empty where he gave none."""

    kind: str | None = None
    number: str | None = None
    year: int | None = None
    title: str | None = None
    in_force: date | None = None
    region: str | None = None
    subjects: tuple[str, ...] = ()
    revokes: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything was given."""
        return self != Given()


def checked(given: Given, document: str | None) -> Given:
    """Return *given* in the form that the catalogue has.

    Raises:
        UnrecognisedError: something of it cannot be.

    """
    for option, ids in (
        ("--id", (document,) if document is not None else ()),
        ("--mencabut", given.revokes),
        ("--mengubah", given.amends),
    ):
        if wrong := next((i for i in ids if not _ID.fullmatch(i) or len(i) > _MAX_ID), None):
            raise UnrecognisedError(
                f"{option} {wrong!r} bukan id dokumen; id terdiri atas huruf kecil, angka, dan "
                "tanda hubung, misalnya pergub-jabar-5-2020. Daftarnya: regsearch korpus daftar"
            )
    if unknown := [subject for subject in given.subjects if subject not in get_args(Subject)]:
        raise UnrecognisedError(
            f"--subjek {', '.join(unknown)} tidak dikenal; pilihan: {', '.join(get_args(Subject))}."
        )
    number = " ".join((given.number or "").split())
    number = number[match.end() :] if (match := _LABEL.match(number)) else number
    year = written["year"] if (written := _YEAR.search(number)) else None
    number = _YEAR.sub("", number)
    if year and given.year not in (None, int(year)):
        raise UnrecognisedError(
            f"--nomor menyebut tahun {year}, --tahun {given.year}; sebutkan satu tahun saja."
        )
    return replace(
        given,
        kind=_kind_given(given.kind) if given.kind else None,
        number=number or None,
        year=given.year or (int(year) if year else None),
    )


def _kind_given(words: str) -> str:
    """Return the short name of the kind that the user calls *words*."""
    short = words.strip().casefold()
    kinds = {str(entry["id"]) for entry in data.table("kinds")["kind"]}
    families = tuple(f"{kind}-" for kind in kinds)
    if short in kinds or (_ID.fullmatch(short) and short.startswith(("permen", *families))):
        return short
    title = read_title([Line(f"{words.upper()} NOMOR 1 TAHUN 2000"), Line("TENTANG"), Line("HAL")])
    spelled = {
        name: kind
        for kind, names in data.table("citation_kinds")["kinds"].items()
        for name in names
    }
    kind = spelled.get(short) or title.kind
    if not kind or (kind.startswith("peraturan-") and not short.startswith("peraturan ")):
        raise UnrecognisedError(
            f"--jenis {words!r} tidak dikenal; misalnya perda, pergub, perbup, perwali, perdes, "
            "permendagri, peraturan-bkn, keputusan, se, instruksi."
        )
    return kind
