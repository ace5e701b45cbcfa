"""The Penjelasan, read passage by passage."""

from regsearch.read.structure.explanation.passages import Explained, parse_explanation

__all__ = ["Explained", "parse_explanation"]
