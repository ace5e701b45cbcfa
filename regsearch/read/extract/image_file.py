"""Image files (JPEG, PNG, TIFF) as pages for OCR."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.read.extract.lines import Page

MAX_IMAGE_PIXELS = 100_000_000
"""Largest image file (A4 has 35 million pixels at 600 dpi)."""

MAX_FRAMES = 500
"""Most pages of a TIFF file."""

_A4_WIDTH = 595.0
"""Width of A4 in points."""


class ImageFile:
    """The frames of an image file, used like the pages of a PDF."""

    def __init__(self, content: bytes) -> None:
        from PIL import Image as Pillow

        self.image = Pillow.open(BytesIO(content))

    def frame(self, number: int) -> tuple[Any, float, float]:
        """Return the pixels of a frame, counted from 1, with its width and height in points."""
        self.image.seek(number - 1)
        pixels = self.image.convert("L")
        return pixels, *_points(*pixels.size)

    def close(self) -> None:
        """Close the file."""
        self.image.close()


def image_pages(content: bytes, name: str) -> list[Page]:
    """Return a page without text for each frame of an image file, for OCR to read.

    Raises:
        UnreadableError: the image is damaged.
        TooLargeError: it has too many pixels or frames.

    """
    try:
        file = ImageFile(content)
        frames = int(getattr(file.image, "n_frames", 1))
        width, height = file.image.size
        file.close()
    except Exception as problem:  # Pillow raises errors of many types
        raise UnreadableError(f"{name}: gambar rusak ({problem}); pindai ulang.") from problem
    if frames > MAX_FRAMES or width * height > MAX_IMAGE_PIXELS:
        raise TooLargeError(
            f"{name}: {frames} gambar dari {width} x {height} piksel; batasnya {MAX_FRAMES} gambar "
            f"dan {MAX_IMAGE_PIXELS} piksel."
        )
    size = _points(width, height)
    return [Page(number, (), *size, pictured=True) for number in range(1, frames + 1)]


def _points(width: int, height: int) -> tuple[float, float]:
    """Return the size in points of a scanned page, whose shorter side is taken to be that of A4."""
    scale = _A4_WIDTH / min(width, height)
    return width * scale, height * scale
