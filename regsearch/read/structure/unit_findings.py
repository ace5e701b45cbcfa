"""Findings on single units: misread markers, missing numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.model import format_address
from regsearch.read.structure import article_numbers, dictums
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Locator
    from regsearch.read.extract.lines import Line
    from regsearch.read.structure.tables import Table


def repaired(locator: Locator, raw: str, line: Line) -> Finding:
    """Return the finding on a marker *raw* that was read as the one that comes next."""
    address = format_address(locator)
    message = f"Penanda terbaca kabur; menurut urutannya dibaca sebagai {address}."
    return Finding("repair", message, address, line.page, raw)


def pasal_gaps(base: Locator, last: str, number: str, line: Line) -> Iterator[Finding]:
    """Yield a finding for each article that is missing between *last* and *number*."""
    for absent in article_numbers.missing(last, number):
        address = format_address((*base, ("pasal", str(absent))))
        message = (
            f"Pasal {absent} tidak ditemukan di antara Pasal {last} dan Pasal {number}; "
            "periksa naskahnya."
        )
        yield Finding("gap", message, address, line.page)


def dictum_gaps(base: Locator, last: str | None, number: str, line: Line) -> Iterator[Finding]:
    """Yield a finding for each dictum that is missing between *last* and *number*."""
    for absent in dictums.missing(last, number):
        address = format_address((*base, ("diktum", absent)))
        message = f"Diktum {absent} tidak ditemukan; periksa apakah ada halaman yang hilang."
        yield Finding("gap", message, address, line.page)


def list_gap(last: Locator, missing: str, current: Locator, line: Line) -> Finding:
    """Return the finding on the item *missing* between *last* and *current*."""
    address = format_address((*current[:-1], (current[-1][0], missing)))
    message = (
        f"Sesudah {format_address(last)} langsung {format_address(current)}; periksa naskahnya."
    )
    return Finding("gap", message, address, line.page)


def counted_rows(home: Locator, table: Table) -> Finding:
    """Return the finding on a *table* inside the unit *home* whose rows have no printed numbers."""
    address = format_address(home)
    message = (
        f"Baris tabel di {address} tidak bernomor; nomornya ({table.rows[0].number}-"
        f"{table.rows[-1].number}) dihitung dari atas."
    )
    return Finding("counted_rows", message, address, table.rows[0].page)
