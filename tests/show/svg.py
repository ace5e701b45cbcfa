"""A screen of text as an SVG picture, for the README: drawn from what the program prints."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMN, _LINE, _MARGIN = 8.4, 19, 16
_FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_FILLS = {
    "citation": 'font-weight="bold" fill="#ffffff"',
    "good": 'fill="#5fd787"',
    "bad": 'font-weight="bold" fill="#ff8787"',
    "note": 'fill="#ffd75f"',
    "dim": 'fill="#8a8f98"',
    "match": 'font-weight="bold" fill="#5fd7ff"',
}
_OPEN, _CLOSE, _END = "\x01", "\x02", "\x03"


def mark(text: str, look: str) -> str:
    """A style for :mod:`regsearch.show.screen` whose marks :func:`picture` reads."""
    return f"{_OPEN}{look}{_CLOSE}{text}{_END}" if look else text


def picture(lines: Iterable[str], columns: int) -> str:
    """The marked *lines* as an SVG."""
    rows = list(lines)
    width, height = columns * _COLUMN + 2 * _MARGIN, len(rows) * _LINE + 2 * _MARGIN
    body = "\n".join(
        f'<text y="{_MARGIN + (number + 0.75) * _LINE:g}">{_spans(row)}</text>'
        for number, row in enumerate(rows)
        if row.strip()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" '
        f'width="{width:g}" height="{height}" role="img">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#1c1f24"/>\n'
        f'<g font-family="{_FONT}" font-size="14" fill="#d7dae0">\n'
        f"{body}\n</g>\n</svg>\n"
    )


def _spans(row: str) -> str:
    """Each piece at the place of its column: viewers differ in fonts and in keeping spaces."""
    spans, column = [], 0
    for piece in row.split(_OPEN):
        look, found, rest = piece.partition(_CLOSE)
        text, _, after = rest.partition(_END) if found else ("", "", piece)
        for words, style in ((text, _FILLS.get(look, "")), (after, "")):
            start = column + len(words) - len(words.lstrip())
            column += len(words)
            if words.strip():
                place = f"{_MARGIN + start * _COLUMN:g}"
                spans.append(f'<tspan x="{place}" {style}>{escape(words.strip())}</tspan>')
    return "".join(spans).replace(" >", ">")
