"""The title page: what the document is, who issued it, and the day on which it was enacted."""

from __future__ import annotations

from regsearch.read.structure.title.page import Title, read_title

__all__ = ["Title", "read_title"]
