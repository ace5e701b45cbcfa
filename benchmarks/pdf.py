"""Speed of reading PDFs with each extractor, beside the bare libraries; where extractors differ.

::

    python benchmarks/pdf.py                                # speed, over all PDFs
    python benchmarks/pdf.py --every 6 --repeat 3           # over a sample
    python benchmarks/pdf.py --differences                  # the units that differ
    python benchmarks/pdf.py --min-speedup 8
"""

from __future__ import annotations

import argparse
import io
import logging
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pypdf
import pypdfium2

from regsearch.read import parse
from regsearch.show import to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regsearch.regulation import Regulation

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "eval" / "structure" / "pdf"
_LETTERS = re.compile(r"[\W_]+")

_CAUSES = {
    "only pypdf": "a unit found only with pypdf; with blanks before its words pypdf says where the "
    "blanks begin, pdfium where the words do, and lists are told by their margins",
    "only pdfium": "a unit found only with pdfium, for the same reason",
    "torn by pypdf": "the same letters, but pypdf has more spaces: it infers them from the widths "
    "that the file states for its letters, pdfium from where they stand",
    "torn by pdfium": "the same letters, but pdfium has more spaces",
    "order": "the same words in another order: a catch-word or a page number stands nearly on the "
    "line of other words",
    "signs": "other words: look-alike signs, or text that only one of them sees",
}


def _pypdf(file: Path) -> int:
    pages = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def _pypdfium2(file: Path) -> int:
    document = pypdfium2.PdfDocument(file.read_bytes())
    try:
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            words.get_text_range()
            words.close()
            page.close()
        return len(document)
    finally:
        document.close()


def _pdftotext(file: Path) -> None:
    subprocess.run(["pdftotext", "-q", str(file), "-"], stdout=subprocess.DEVNULL, check=True)


def _ours_pypdf(file: Path) -> None:
    parse(file)


def _ours_pdfium(file: Path) -> None:
    parse(file, extractor="pdfium")


CONTENDERS: dict[str, Callable[[Path], object]] = {
    "pypdf, text only": _pypdf,
    "regsearch with pypdf": _ours_pypdf,
    "pypdfium2, text only": _pypdfium2,
    "regsearch with pdfium": _ours_pdfium,
}
"""What reads one file in this process; ``pdftotext`` runs as a process for each file."""


def _processor() -> float:
    """Return the processor seconds of this process and of those that it waited for."""
    own, waited = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + waited.ru_utime + waited.ru_stime


def measure(files: Sequence[Path], repeat: int) -> dict[str, list[float]]:
    """Return the processor seconds that each contender takes for all *files*, *repeat* times.

    File by file they take turns, so that whatever else the machine does hits all alike.
    """
    contenders = dict(CONTENDERS)
    if shutil.which("pdftotext"):
        contenders["pdftotext, a process a file"] = _pdftotext
    for read in contenders.values():
        read(files[0])  # imports are not counted
    seconds: dict[str, list[float]] = {name: [0.0] * repeat for name in contenders}
    for turn in range(repeat):
        for file in files:
            for name, read in contenders.items():
                started = _processor()
                read(file)
                seconds[name][turn] += _processor() - started
    return seconds


def speed_table(seconds: dict[str, list[float]], pages: int) -> Iterator[str]:
    """Yield the speeds as Markdown."""
    base = seconds["regsearch with pypdf"]
    yield "| | pages a second (median) | lowest - highest | x regsearch with pypdf | spread |"
    yield "|---|---:|---:|---:|---:|"
    for name, spent in sorted(seconds.items(), key=lambda item: -median(item[1])):
        speeds = [pages / one for one in spent]
        ratios = [slow / fast for slow, fast in zip(base, spent, strict=True)]
        yield (
            f"| {name} | {median(speeds):.0f} | {min(speeds):.0f} - {max(speeds):.0f} "
            f"| {median(ratios):.2f} | {min(ratios):.2f} - {max(ratios):.2f} |"
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit that is not the same with both extractors."""

    file: str
    address: str
    cause: str
    """A key of the table of causes."""


def differences(file: Path) -> Iterator[Difference]:
    """Yield the units of *file* that are not the same with both extractors."""
    one, other = (_texts(parse(file, extractor=name)) for name in ("pypdf", "pdfium"))
    for key in dict.fromkeys((*one, *other)):
        if one.get(key) != other.get(key):
            yield Difference(file.name, key, _cause(one.get(key), other.get(key)))


def _texts(regulation: Regulation) -> dict[str, str]:
    texts: dict[str, str] = {}
    times: Counter[str] = Counter()
    shown = to_dict.regulation(regulation)
    units = [(unit["address"], unit["text"]) for unit in shown["units"]]
    units += [(f"penjelasan {part['address']}", part["text"]) for part in shown["penjelasan"]]
    for address, text in units:  # a law may have one address twice
        times[address] += 1
        texts[f"{address} ({times[address]})" if times[address] > 1 else address] = text
    return texts


def _cause(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "only pdfium" if one is None else "only pypdf"
    if sorted(one.split()) == sorted(other.split()):
        return "order"
    if _LETTERS.sub("", one) == _LETTERS.sub("", other):
        return "torn by pypdf" if one.count(" ") > other.count(" ") else "torn by pdfium"
    return "signs"


def difference_table(files: Sequence[Path]) -> Iterator[str]:
    """Yield what differs as Markdown: by cause, then each unit where words are not just torn."""
    found = [difference for file in files for difference in differences(file)]
    total = sum(len(_texts(parse(file, extractor="pdfium"))) for file in files)
    counts = Counter(difference.cause for difference in found)
    yield f"{total} units and passages; {len(found)} are not the same with both extractors."
    yield ""
    yield "| cause | units | why |"
    yield "|---|---:|---|"
    for cause, why in _CAUSES.items():
        yield f"| {cause} | {counts[cause]} | {why} |"
    yield ""
    yield "| file | unit | cause |"
    yield "|---|---|---|"
    for one in found:
        if not one.cause.startswith("torn"):
            yield f"| {one.file} | `{one.address}` | {one.cause} |"


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    options.add_argument("--every", type=int, default=1, metavar="N", help="each Nth file only")
    options.add_argument("--repeat", type=int, default=3, metavar="N")
    options.add_argument("--differences", action="store_true", help="compare the units instead")
    options.add_argument("--min-speedup", type=float, help="fail below this ratio")
    chosen = options.parse_args()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    files = sorted(chosen.folder.glob("*.pdf"))[:: chosen.every]
    if not files:
        sys.exit(f"no PDFs in {chosen.folder}")
    if chosen.differences:
        print("## Where the extractors differ\n", *difference_table(files), sep="\n")
        return
    pages = sum(_pypdfium2(file) for file in files)
    seconds = measure(files, chosen.repeat)
    print(f"## Reading PDFs\n\n{len(files)} files, {pages} pages, {chosen.repeat} times, by turns,")
    print("in processor seconds; one process, one file after another.\n")
    print(*speed_table(seconds, pages), sep="\n")
    pairs = zip(seconds["regsearch with pypdf"], seconds["regsearch with pdfium"], strict=True)
    speedup = median(slow / fast for slow, fast in pairs)
    if chosen.min_speedup and speedup < chosen.min_speedup:
        sys.exit(f"pdfium reads {speedup:.2f} times as fast, wanted {chosen.min_speedup}")


if __name__ == "__main__":
    main()
