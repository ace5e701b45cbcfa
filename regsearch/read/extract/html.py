"""HTML becomes lines.

The page is untrusted: nothing is fetched, no external entity is expanded, scripts and styles are
skipped, and size and depth are limited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from regsearch.errors import TooLargeError, UnreadableError
from regsearch.read.extract.lines import Line, tidy
from regsearch.read.extract.plain_text import decode_marked

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20_000_000
"""The longest laws make about 2 MB of HTML."""

MAX_DEPTH = 200
"""Elements nested deeper than this were not written by a person."""

_SKIPPED = frozenset(
    "script style head nav noscript template iframe object svg button form".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span "
    "strike strong sub sup time tt u var wbr label".split()
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def read_lines(content: bytes, name: str) -> list[Line]:
    """Return the lines of an HTML page: one for each block and each line break.

    Raises:
        TooLargeError: more than :data:`MAX_BYTES` bytes, or nested too deeply.
        UnreadableError: *content* is not HTML.
    """
    if len(content) > MAX_BYTES:
        raise TooLargeError(
            f"{name}: {len(content)} bita HTML, batasnya {MAX_BYTES}; simpan peraturannya saja."
        )
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(_decode(content).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableError(f"{name}: HTML tidak dapat dibaca ({problem}).") from problem
    body = root.find("body")
    lines = []
    for text in _blocks(root if body is None else body, name):
        clean = tidy(text)
        if clean:
            lines.append(Line(clean))
    return lines


def _decode(content: bytes) -> str:
    declared = _CHARSET.search(content[:2048])
    marked = decode_marked(content)
    if marked is not None:
        return marked
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else "windows-1252"):
        try:
            return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return content.decode("windows-1252", "replace")


def _blocks(root: html.HtmlElement, name: str) -> Iterator[str]:
    """Yield the text of each block in order; without recursion, as the page decides the depth."""
    pending: list[str] = []
    stack: list[tuple[html.HtmlElement | str, bool]] = [(root, True)]
    depth = 0
    while stack:
        node, opening = stack.pop()
        if isinstance(node, str):
            pending.append(node)
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        inline = tag in _INLINE
        if (opening and not tag) or tag in _SKIPPED:
            continue
        if not inline and pending:
            yield "".join(pending)
            pending = []
        if not opening:
            depth -= 1
            continue
        depth += 1
        if depth > MAX_DEPTH:
            raise TooLargeError(f"{name}: HTML bersarang lebih dari {MAX_DEPTH} lapis.")
        stack.append((node, False))
        for child in reversed(node):
            if child.tail:
                stack.append((child.tail, True))
            stack.append((child, True))
        if node.text:
            stack.append((node.text, True))
    if pending:
        yield "".join(pending)
