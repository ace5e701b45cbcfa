"""A file becomes a Regulation.

The way of the data: ``pdf``, ``html`` or ``text`` give lines; ``clean`` takes page furniture out;
``title`` and ``sections`` find the frame; ``structure`` (with ``headings`` and ``marks``),
``annex`` and ``explanation`` build the units; ``check`` says what is missing.  ``layer`` finds the
pages that only ``ocr`` can read; ``isolated`` reads in a child process what nobody vouches for.
"""

from __future__ import annotations

from regsearch.read.regulation import parse

__all__ = ["parse"]
