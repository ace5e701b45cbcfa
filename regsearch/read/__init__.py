"""A PDF, DOCX, HTML, text or image file becomes a :class:`~regsearch.regulation.Regulation`.

====================  ===========================================================================
``extract/``          lines of text out of the file, by OCR where a page has no usable text layer
``repair/``           page furniture removed, torn words joined, glued headings split off
``structure/``        title, sections, units, annexes and Penjelasan; findings on what is missing
``regulation.py``     these steps in order: :func:`parse`
``sandbox.py``        the same in a child process with limits, for untrusted files
====================  ===========================================================================
"""

from __future__ import annotations

from regsearch.read.regulation import parse

__all__ = ["parse"]
