"""OCR of pages without a usable text layer (extra ``regsearch[ocr]``).

pypdfium2 renders a page, pytesseract runs the program Tesseract on the image.  Results are cached
in the user's cache folder by the SHA-256 of the file.
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
from regsearch.read.extract.image_file import ImageFile
from regsearch.read.extract.ocr_merge import Word
from regsearch.read.extract.text_layer import faults
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from regsearch.read.extract.lines import Page

DPI = 200
"""Resolution of the image: at less, figures merge; at more, Tesseract is slower, not better."""

MAX_PIXELS = 30_000_000
"""Largest image (A4 has 4 million pixels at 200 dpi); larger pages get a lower resolution."""

PAGE_SECONDS = 120
"""Time limit of Tesseract for a page (usual are 2 seconds)."""

MODELS = ("ind", "eng")
"""Tesseract's models; :mod:`~regsearch.read.extract.ocr_merge` says what each is for."""

_CACHE_VERSION = 1
"""To be raised whenever rendering or Tesseract's options change, to ignore older results."""

_LOW_CONFIDENCE = 75.0
_MAX_DOUBTFUL = 12
"""Number of doubtful words of a page that its finding quotes."""


@dataclass(frozen=True, slots=True)
class Image:
    """A rendered page."""

    number: int
    pixels: Any
    scale: float
    """Pixels per point."""
    width: float
    height: float
    """Size of the page in points."""


def missing() -> str | None:
    """Return what to install for OCR, in Indonesian, or None if nothing is missing."""
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
    """Return the versions on which a result depends, as one string, and the models installed."""
    import pypdfium2
    import pytesseract

    version = (
        f"{pytesseract.get_tesseract_version()}-{pypdfium2.PDFIUM_INFO.build}-{_CACHE_VERSION}"
    )
    return version, tuple(pytesseract.get_languages(config=""))


def read_faulty_pages(
    content: bytes,
    pages: Sequence[Page],
    sha256: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    jobs: int | None = None,
) -> tuple[list[Page], list[Finding]]:
    """Read the pages whose text layer cannot be used; return all pages, and findings.

    Args:
        content: the bytes of the PDF.
        pages: as ``pdf.read_pages`` returns them.
        sha256: of *content*, the key of the cache.
        progress: called with the number of pages read, and to read.
        jobs: number of pages read at a time; by default that of the processors.

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
    results = _read(content, wanted, folder, jobs or os.cpu_count() or 1)
    for done, (number, result) in enumerate(results, 1):
        if isinstance(result, str):
            message = f"Halaman {number} tidak terbaca oleh OCR: {result}."
            findings.append(Finding("ocr_failed", message, page=number))
        else:
            width, height, scale, views = result
            words = ocr_merge.merge(*views)
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
            findings.append(_finding(number, page))
        if progress is not None:
            progress(done, len(wanted))
    return read, findings


def _finding(number: int, page: ocr_merge.OcrPage) -> Finding:
    if not page.lines:
        return Finding("ocr", f"Halaman {number}: OCR tidak menemukan teks.", page=number)
    quality = "rendah, " if page.confidence < _LOW_CONFIDENCE else ""
    message = (
        f"Halaman {number} dibaca dengan OCR, keyakinan {quality}{page.confidence:.0f} %; "
        "cocokkan dengan naskahnya."
    )
    doubtful = " | ".join(page.doubtful[:_MAX_DOUBTFUL])
    if len(page.doubtful) > _MAX_DOUBTFUL:
        doubtful += f" | … (+{len(page.doubtful) - _MAX_DOUBTFUL})"
    if doubtful:
        message += " Angka dan tulisan yang meragukan disebut di bawah ini."
    return Finding("ocr", message, page=number, raw=doubtful or None)


_Result = tuple[float, float, float, tuple[list[Word], ...]]
"""Width and height in points, pixels per point, and the words that each model read."""


def _read(
    content: bytes, wanted: Sequence[int], folder: Path, jobs: int
) -> Iterator[tuple[int, _Result | str]]:
    """Yield the number of each wanted page with its result, or with the reason of a failure.

    PDFium must be called by one thread only, so pages are rendered here, a few ahead of the
    Tesseract processes.
    """
    document = _open(content)
    pending: deque[tuple[int, Future[_Result | str]]] = deque()
    try:
        with _one_processor_each(), ThreadPoolExecutor(jobs) as pool:
            for number in wanted:
                cached = _load(folder, number)
                if cached is not None:
                    pending.append((number, _completed(cached)))
                else:
                    try:
                        image = _render(document, number)
                    except Exception as problem:  # pypdfium2 and Pillow raise errors of many types
                        pending.append((number, _completed(f"tidak dapat digambar ({problem})")))
                    else:
                        pending.append((number, pool.submit(_recognise, image, folder)))
                if len(pending) > jobs:
                    first, future = pending.popleft()
                    yield first, future.result()
            for number, future in pending:
                yield number, future.result()
    finally:
        document.close()


@contextmanager
def _one_processor_each() -> Iterator[None]:
    """Limit each Tesseract process to one thread, as several run at a time."""
    name = "OMP_THREAD_LIMIT"  # Tesseract inherits this process's environment
    if name in os.environ:
        yield
        return
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name, None)


def _completed(result: _Result | str) -> Future[_Result | str]:
    future: Future[_Result | str] = Future()
    future.set_result(result)
    return future


def _open(content: bytes) -> Any:
    if b"%PDF-" not in content[:1024]:
        return ImageFile(content)
    import pypdfium2

    return pypdfium2.PdfDocument(content)


def _render(document: Any, number: int) -> Image:
    if isinstance(document, ImageFile):
        pixels, width, height = document.frame(number)
        return Image(number, pixels, pixels.size[0] / width, width, height)
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    pixels = page.render(scale=scale, grayscale=True).to_pil()
    return Image(number, pixels, scale, width, height)


def _recognise(image: Image, folder: Path) -> _Result | str:
    import pytesseract

    views = []
    for model in MODELS:
        try:
            # psm 4, one column: the automatic layout loses list markers far from their text.
            table = pytesseract.image_to_data(
                image.pixels,
                lang=model,
                config=f"--psm 4 --dpi {round(image.scale * 72)}",
                output_type=pytesseract.Output.DICT,
                timeout=PAGE_SECONDS,
            )
        except (RuntimeError, OSError) as problem:  # TesseractError is a RuntimeError
            return str(problem)
        views.append(_words(table))
    result = (image.width, image.height, image.scale, tuple(views))
    _save(folder, image.number, result)
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


def _cache_file(folder: Path, number: int) -> Path:
    return folder / f"{number}-{_versions()[0]}.json"


def _load(folder: Path, number: int) -> _Result | None:
    """Return the cached result of these versions, or None if there is none or it is damaged."""
    try:
        width, height, scale, views = json.loads(_cache_file(folder, number).read_text("utf-8"))
        words = tuple(
            [Word(**(entry | {"row": tuple(entry["row"])})) for entry in view] for view in views
        )
        return float(width), float(height), float(scale), words
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _save(folder: Path, number: int, result: _Result) -> None:
    width, height, scale, views = result
    value = (width, height, scale, [[asdict(word) for word in view] for view in views])
    file = _cache_file(folder, number)
    temporary = file.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        temporary.replace(file)
    except OSError:  # without the cache OCR is only slower
        temporary.unlink(missing_ok=True)
