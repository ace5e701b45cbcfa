"""Findings on pages that cannot be read and on parts that a document lacks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regsearch.read.extract import text_layer
    from regsearch.read.extract.lines import Page
    from regsearch.read.structure.sections import Sections
    from regsearch.regulation import Regulation

_LAYERS: dict[text_layer.Fault, tuple[str, str]] = {
    "missing": ("no_text_layer", "tidak berisi teks, hanya gambar"),
    "gibberish": (
        "gibberish",
        "punya lapisan teks yang tidak terbaca sebagai bahasa Indonesia (huruf tanpa peta Unicode)",
    ),
    "torn": ("torn_layer", "punya lapisan teks yang pecah menjadi huruf-huruf lepas"),
}
_HEADING = re.compile(r"Pasal \d{1,3}[A-Z]?|BAB [IVXLC]+")
_EXPLAINS = re.compile(
    r"^P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\b|PASAL DEMI PASAL|^Cukup jelas\.?$"
)
"""A trace of a Penjelasan."""

_COLUMN_DISTANCE = 0.3
"""Least distance of two columns, as a share of the page's width."""

_NAMED = 3
"""Number of addresses that a finding names."""
_REMEDY = "pasang regsearch[ocr] dan ulangi dengan --ocr."


def check_pages(pages: Sequence[Page], faulty: Mapping[int, text_layer.Fault]) -> list[Finding]:
    """Return findings on damaged pages, stamps, *faulty* text layers and pages in two columns."""
    findings = [
        Finding(
            "page_unreadable", f"Halaman {page.number} rusak: {page.problem}.", page=page.number
        )
        for page in pages
        if page.problem
    ]
    first_on = {stamp: page.number for page in reversed(pages) for stamp in page.stamps}
    findings += [
        Finding("stamp", "Teks melintang (cap air) tidak dibaca sebagai isi.", page=page, raw=stamp)
        for stamp, page in first_on.items()
    ]
    for fault, (code, message) in _LAYERS.items():
        numbers = [number for number, actual in faulty.items() if actual == fault]
        if numbers:
            whole = len(numbers) == len(pages) > 1
            where = "Semua halaman" if whole else f"Halaman {_ranges(numbers)}"
            findings.append(Finding(code, f"{where} {message}; {_REMEDY}", page=numbers[0]))
    columns = [page.number for page in pages if _in_columns(page)]
    if columns:
        message = (
            f"Halaman {_ranges(columns)} tampaknya bersusun dua kolom; barisnya terbaca melintasi "
            "kolom, jadi jangan dikutip tanpa naskahnya."
        )
        findings.append(Finding("columns", message, page=columns[0]))
    return findings


def _in_columns(page: Page) -> bool:
    """Return whether several headings are to the right of other text; one may be a catchword."""
    right = (
        text
        for line in page.lines
        for x, text in line.spans[1:][-1:]
        if _HEADING.fullmatch(text) and x - line.spans[0][0] > _COLUMN_DISTANCE * page.width
    )
    return len(set(right)) > 1


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers with ranges, ``1-3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def check_regulation(regulation: Regulation, parts: Sections) -> list[Finding]:
    """Return findings on parts that a document of its kind should have and lacks."""
    findings = []
    if not regulation.kind or regulation.kind == "lain":
        findings.append(
            Finding("no_title", "Judul (jenis, nomor, tentang) tidak ditemukan di awal berkas.")
        )
    elif not regulation.numbers:
        findings.append(
            Finding(
                "no_number",
                "Nomor tidak terbaca (mungkin ditulis tangan); isi dari sumber lain, jangan "
                "ditebak.",
            )
        )
    if not regulation.units:
        findings.append(Finding("no_units", "Tidak ada pasal, diktum, atau butir yang dikenali."))
    counts = Counter(unit.address for unit in regulation.units)
    if repeated := [address for address, count in counts.items() if count > 1]:
        message = (
            f"{len(repeated)} nomor dipakai lebih dari sekali, antara lain "
            f"{', '.join(repeated[:_NAMED])}; mungkin judul di antaranya tidak terbaca."
        )
        findings.append(Finding("repeated", message, address=repeated[0]))
    official = regulation.text_kind == "resmi"
    explained = regulation.kind in ("uu", "pp", "perppu")
    if official and explained and regulation.units and not parts.penjelasan:
        message = "Berkas ini tidak memuat Penjelasan; cari terbitan lain."
        lines = (*parts.body, *parts.closing, *(line for part in parts.annexes for line in part))
        if any(_EXPLAINS.search(line.text) for line in lines):
            message = "Penjelasan tampaknya ada di berkas ini tetapi judulnya tidak terbaca."
        findings.append(Finding("no_penjelasan", message))
    return findings
