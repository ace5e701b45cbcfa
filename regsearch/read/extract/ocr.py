"""Pages without a usable text layer are read by OCR (extra ``regsearch[ocr]``).

pypdfium2 draws a page; pytesseract, which no other module knows, runs the program
Tesseract on the drawing.  What was read is kept in the user's cache, so that a page is read once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from regsearch.paths import ocr_cache
from regsearch.read.extract import ocr_merge
from regsearch.read.extract.ocr_merge import Word
from regsearch.read.extract.text_layer import faults
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from regsearch.read.extract.lines import Page

DPI = 200
"""Below this figures run together; above it reading takes longer and is no better."""

MAX_PIXELS = 30_000_000
"""A page is drawn no larger than this (A4 has 4 million at 200 dpi); then it is coarser."""

PAGE_SECONDS = 120
"""A page that takes Tesseract longer is given up (usual is 2 seconds)."""

MODELS = ("ind", "eng")
"""Tesseract's models; what each is for says ``seen``."""

_RECIPE = 1
"""Raised whenever drawing or Tesseract's options change, so that no older result is taken."""

_LOW = 75.0
_SHOWN = 12
"""So many doubtful words of a page are named in its finding."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as a picture."""

    number: int
    image: Any
    scale: float
    """Pixels a point."""
    width: float
    height: float
    """Size of the page in points."""


def missing() -> str | None:
    """Return what to install before OCR can work, in Indonesian, or None if all is there."""
    try:
        import pypdfium2
        import pytesseract
    except ImportError:
        return "pasang dengan: pip install 'regsearch[ocr]'"
    del pypdfium2
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        return "pasang Tesseract (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-ind)"
    lacking = [model for model in MODELS if model not in _versions()[1]]
    if lacking:
        packages = " ".join(f"tesseract-ocr-{model}" for model in lacking)
        return f"pasang model Tesseract (Debian, Ubuntu: apt install {packages})"
    return None


@cache
def _versions() -> tuple[str, tuple[str, ...]]:
    """Return the versions that decide what is read, as one string, and the models there are."""
    import pypdfium2
    import pytesseract

    version = f"{pytesseract.get_tesseract_version()}-{pypdfium2.PDFIUM_INFO.build}-{_RECIPE}"
    return version, tuple(pytesseract.get_languages(config=""))


def read_faulty_pages(
    content: bytes,
    pages: Sequence[Page],
    sha256: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
) -> tuple[list[Page], list[Finding]]:
    """Return *pages* with those read by OCR whose text layer cannot be used, and what to know.

    Args:
        content: the bytes of the PDF.
        pages: as ``pdf.read_pages`` returns them.
        sha256: of *content*: what the cache goes by.
        progress: called with how many pages are done, and of how many.
        jobs: how many pages at a time; as many as there are processors if left out.

    """
    wanted = sorted(faults(pages))
    if not wanted:
        return list(pages), []
    lacking = missing()
    if lacking is not None:
        message = f"OCR diminta tetapi belum dapat dipakai; {lacking}."
        return list(pages), [Finding("ocr_missing", message, page=wanted[0])]
    folder = ocr_cache() / sha256
    read = list(pages)
    findings = []
    found = _read(content, wanted, folder, jobs or os.cpu_count() or 1)
    for done, (number, result) in enumerate(found, 1):
        if isinstance(result, str):
            message = f"Halaman {number} tidak terbaca oleh OCR: {result}."
            findings.append(Finding("ocr_failed", message, page=number))
        else:
            width, height, scale, views = result
            words = ocr_merge.settle(*views)
            page = ocr_merge.to_lines(words, number, height, scale)
            read[number - 1] = replace(
                read[number - 1],
                lines=page.lines,
                width=width,
                height=height,
                pictured=False,
                problem=None,
                ocr=True,
            )
            findings.append(_told(number, page))
        if progress is not None:
            progress(done, len(wanted))
    return read, findings


def _told(number: int, page: ocr_merge.Seen) -> Finding:
    if not page.lines:
        return Finding("ocr", f"Halaman {number}: OCR tidak menemukan teks.", page=number)
    quality = "rendah, " if page.confidence < _LOW else ""
    message = (
        f"Halaman {number} dibaca dengan OCR, keyakinan {quality}{page.confidence:.0f} %; "
        "cocokkan dengan naskahnya."
    )
    doubtful = " | ".join(page.doubtful[:_SHOWN])
    if len(page.doubtful) > _SHOWN:
        doubtful += f" | … (+{len(page.doubtful) - _SHOWN})"
    if doubtful:
        message += " Angka dan tulisan yang meragukan disebut di bawah ini."
    return Finding("ocr", message, page=number, raw=doubtful or None)


_Result = tuple[float, float, float, tuple[list[Word], ...]]
"""Width, height, pixels a point, and the words of each model."""


def _read(
    content: bytes, wanted: Sequence[int], folder: Path, jobs: int
) -> Iterator[tuple[int, _Result | str]]:
    """Yield each wanted page, in order, with what was read or why nothing was.

    PDFium may only be called by one thread, so pages are drawn here; Tesseract, a program of its
    own, runs beside.  Few drawings wait at a time.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    waiting: deque[tuple[int, Future[_Result | str]]] = deque()
    try:
        with _one_processor_each(), ThreadPoolExecutor(jobs) as pool:
            for number in wanted:
                kept = _kept(folder, number)
                if kept is not None:
                    waiting.append((number, _done(kept)))
                else:
                    try:
                        drawing = _draw(document, number)
                    except Exception as problem:  # PDFium refuses in many ways
                        waiting.append((number, _done(f"tidak dapat digambar ({problem})")))
                    else:
                        waiting.append((number, pool.submit(_recognise, drawing, folder)))
                if len(waiting) > jobs:
                    first, future = waiting.popleft()
                    yield first, future.result()
            for number, future in waiting:
                yield number, future.result()
    finally:
        document.close()


@contextmanager
def _one_processor_each() -> Iterator[None]:
    """Keep each Tesseract to one processor: several run at a time, and would get in the way."""
    name = "OMP_THREAD_LIMIT"  # read by Tesseract alone, which takes its environment from here
    if name in os.environ:
        yield
        return
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name, None)


def _done(result: _Result | str) -> Future[_Result | str]:
    future: Future[_Result | str] = Future()
    future.set_result(result)
    return future


def _draw(document: Any, number: int) -> Drawing:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil()
    return Drawing(number, image, scale, width, height)


def _recognise(drawing: Drawing, folder: Path) -> _Result | str:
    import pytesseract

    views = []
    for model in MODELS:
        try:
            # One column: the automatic layout loses list markers that stand far from their text.
            table = pytesseract.image_to_data(
                drawing.image,
                lang=model,
                config=f"--psm 4 --dpi {round(drawing.scale * 72)}",
                output_type=pytesseract.Output.DICT,
                timeout=PAGE_SECONDS,
            )
        except (RuntimeError, OSError) as problem:  # TesseractError is a RuntimeError
            return str(problem)
        views.append(_words(table))
    result = (drawing.width, drawing.height, drawing.scale, tuple(views))
    _keep(folder, drawing.number, result)
    return result


def _words(table: dict[str, list[Any]]) -> list[Word]:
    rows = zip(table["block_num"], table["par_num"], table["line_num"], strict=True)
    boxes = zip(table["left"], table["top"], table["width"], table["height"], strict=True)
    return [
        Word(text.strip(), float(sure), left, top, left + wide, top + high, row)
        for text, sure, (left, top, wide, high), row in zip(
            table["text"], table["conf"], boxes, rows, strict=True
        )
        if text.strip()
    ]


def _place(folder: Path, number: int) -> Path:
    return folder / f"{number}-{_versions()[0]}.json"


def _kept(folder: Path, number: int) -> _Result | None:
    """Return what was read before, if it was read by these versions and is whole."""
    try:
        width, height, scale, views = json.loads(_place(folder, number).read_text("utf-8"))
        words = tuple(
            [Word(**(entry | {"row": tuple(entry["row"])})) for entry in view] for view in views
        )
        return float(width), float(height), float(scale), words
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(folder: Path, number: int, result: _Result) -> None:
    width, height, scale, views = result
    value = (width, height, scale, [[asdict(word) for word in view] for view in views])
    place = _place(folder, number)
    beside = place.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        beside.replace(place)
    except OSError:  # a cache that cannot be written costs time, nothing else
        beside.unlink(missing_ok=True)
