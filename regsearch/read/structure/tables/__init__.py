"""Tables in articles and annexes, read row by row."""

from regsearch.read.structure.tables.rows import PART, Row, Table, at, is_header, read

__all__ = ["PART", "Row", "Table", "at", "is_header", "read"]
