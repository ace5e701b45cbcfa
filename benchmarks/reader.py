"""Read a folder of real PDFs: units, findings, and the time beside pypdf's text extraction.

::

    python benchmarks/reader.py                             # prints the table
    python benchmarks/reader.py --ocr --write docs/reader.md
    python benchmarks/reader.py ../shared/eval/structure/pdf --max-ratio 1.5
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf

from regsearch.errors import RegsearchError
from regsearch.paths import DATA_VARIABLE
from regsearch.read import parse
from regsearch.read.extract import ocr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.regulation import Regulation

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "corpus" / "pdf"
_KINDS = ("pasal", "ayat", "huruf", "angka", "diktum", "lampiran")
_CONFIDENCE = re.compile(r"keyakinan\D*(\d+) %")
_LAYER = frozenset({"no_text_layer", "gibberish", "torn_layer"})
"""Findings on pages that OCR may read."""

_HEAD = """\
# What the reader makes of real PDFs

Printed by `python benchmarks/reader.py --ocr --write docs/reader.md`; not edited by hand. The PDFs
lie beside the checkout and are not part of it: laws, regional regulations, decrees and circulars of
several publishers, born digital and scanned. Every file ends in units, or in findings that say why
there are none.

- The columns *pasal* to *lampiran* count units, *explained* passages of the Penjelasan.
- **findings**: `repair` a marker read by its place in the sequence (its raw text is kept), `mended`
  words that the extraction had torn, `gap` a number that is absent from the file, `repeated` one
  that occurs twice, `unread` text before the first unit, `stray` lines between items, `paragraphs`
  and `counted_rows` numbers that are counted and not printed, `no_number` a number that is blank,
  illegible or handwritten, `no_penjelasan` a file without its Penjelasan, `explains_nothing` an
  explanation of a unit that the body lacks; `no_text_layer`, `gibberish` and `torn_layer` are for
  `--ocr`.
- **seconds** are processor seconds of one run; **ratio** is that to the time in which pypdf alone
  extracts the text.

Headings of the development set of `score_structure.py` that no honest reading finds: both PDFs of
UU 41/1999 print no "Bagian Kesatu" before "Bagian Kedua Asas dan Tujuan"; both of UU 8/2010 print
BAB XII where the truth repeats XI; the scorer takes "Kedua Belas" (UU 16/2012) for "Kedua".

With `--pembaca pdfium` (`regsearch[pdfium]`) the text comes from pdfium: `python benchmarks/pdf.py`
prints how fast, and with `--differences` the units that then come out otherwise.

"""

_OCR_HEAD = """
## With `--ocr`

Only pages without text, or with a layer that cannot be used, are read by OCR: Tesseract at {dpi}
dpi, once with its Indonesian and once with its English model. **confidence** is the mean over those
pages, in brackets the lowest; **seconds** are by the clock, on {jobs} processors, with nothing in
the cache. `no_number` stands for every number that was written in by hand.

| file | read as | OCR pages | units | findings beside `ocr` | confidence | seconds a page |
|---|---|---:|---:|---|---:|---:|
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What one file came to."""

    file: Path
    outcome: Regulation | RegsearchError
    reading: float
    """Processor seconds of ``parse``."""
    extracting: float
    """Processor seconds of pypdf's text extraction alone."""

    @property
    def faulty(self) -> bool:
        """Whether OCR has something to do here."""
        found = () if isinstance(self.outcome, RegsearchError) else self.outcome.findings
        return any(finding.code in _LAYER for finding in found)


def measure(file: Path) -> Row:
    """Read *file* with pypdf alone and with regsearch."""
    content = file.read_bytes()
    started = time.process_time()
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        page.extract_text()
    extracted = time.process_time()
    outcome: Regulation | RegsearchError
    try:
        outcome = parse(file)
    except RegsearchError as error:
        outcome = error
    return Row(file, outcome, time.process_time() - extracted, extracted - started)


def table(rows: Iterable[Row]) -> list[str]:
    """Return the rows as Markdown, with their sum."""
    kinds = " | ".join(_KINDS)
    lines = [
        f"| file | read as | pages | {kinds} | explained | findings | seconds | ratio |",
        "|---|---|" + "---:|" * (len(_KINDS) + 2) + "---|---:|---:|",
    ]
    reading = extracting = 0.0
    total: Counter[str] = Counter()
    for row in rows:
        reading, extracting = reading + row.reading, extracting + row.extracting
        speed = f"{row.reading:.2f} | {row.reading / row.extracting:.2f}"
        if isinstance(row.outcome, RegsearchError):
            empty = " |" * (len(_KINDS) + 2)
            lines.append(f"| {row.file.name} | refused |{empty} `{row.outcome.code}` | {speed} |")
            continue
        counts = _counts(row.outcome)
        total.update(counts)
        cells = [row.file.name, f"`{row.outcome.id}`", *_cells(counts), _codes(row.outcome), speed]
        lines.append(f"| {' | '.join(cells)} |")
    speed = f"{reading:.2f} | **{reading / extracting:.2f}**"
    lines.append(f"| **together** | | {' | '.join(_cells(total))} | | {speed} |")
    return lines


def _counts(regulation: Regulation) -> Counter[str]:
    counts = Counter(unit.kind for unit in regulation.units)
    counts["pages"] = regulation.source.pages or 0
    counts["explained"] = len(regulation.penjelasan)
    return counts


def _cells(counts: Counter[str]) -> list[str]:
    return [str(counts[name] or "") for name in ("pages", *_KINDS, "explained")]


def _codes(regulation: Regulation, *, without: str = "") -> str:
    counts = Counter(finding.code for finding in regulation.findings if finding.code != without)
    return ", ".join(
        f"`{code}`" + (f" {count}" if count > 1 else "") for code, count in counts.items()
    )


def ocr_table(rows: Iterable[Row]) -> list[str]:
    """Read those of *rows* by OCR that need it, and return what came of it as Markdown."""
    lines = []
    for file in (row.file for row in rows if row.faulty):
        started = time.monotonic()
        regulation = parse(file, ocr=True)
        spent = time.monotonic() - started
        pages = [finding for finding in regulation.findings if finding.code == "ocr"]
        found = (_CONFIDENCE.search(finding.message) for finding in pages)
        sure = [int(match[1]) for match in found if match]
        cells = [
            *(file.name, f"`{regulation.id}`", str(len(pages)), str(len(regulation.units))),
            _codes(regulation, without="ocr"),
            f"{sum(sure) / len(sure):.0f} % ({min(sure)} %)",
            f"{spent / len(pages):.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def page(rows: list[Row], *, with_ocr: bool) -> str:
    """Return the whole page."""
    parts = [_HEAD, *(f"{line}\n" for line in table(rows))]
    if with_ocr:
        lacking = ocr.missing()
        if lacking is not None:
            sys.exit(f"--ocr: {lacking}")
        parts.append(_OCR_HEAD.format(dpi=ocr.DPI, jobs=os.cpu_count()))
        with tempfile.TemporaryDirectory() as empty:  # nothing in the cache
            os.environ[DATA_VARIABLE] = empty
            parts += (f"{line}\n" for line in ocr_table(rows))
    return "".join(parts)


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    options.add_argument("--ocr", action="store_true", help="read faulty pages by OCR too")
    options.add_argument("--write", type=Path, help="write the page there")
    options.add_argument("--max-ratio", type=float, help="fail above this ratio")
    chosen = options.parse_args()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    files = sorted(chosen.folder.glob("*.pdf"))
    if not files:
        sys.exit(f"no PDFs in {chosen.folder}")
    rows = [measure(file) for file in files]
    text = page(rows, with_ocr=chosen.ocr)
    print(text, end="")
    if chosen.write:
        chosen.write.write_text(text, "utf-8")
    ratio = sum(row.reading for row in rows) / sum(row.extracting for row in rows)
    if chosen.max_ratio and ratio > chosen.max_ratio:
        sys.exit(f"reading takes {ratio:.2f} times pypdf's extraction, allowed {chosen.max_ratio}")


if __name__ == "__main__":
    main()
