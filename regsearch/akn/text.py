"""Text in XML elements; characters that XML forbids become processing instructions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from regsearch.akn.vocabulary import AKN, ITEM, MARKER, NUMBER, OWN, PAGE
from regsearch.regulation import ListItem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from regsearch.model import Locator
    from regsearch.regulation import Explanation

_FORBIDDEN = re.compile("([^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
_CHARACTER = "regsearch-char"
"""Target of the instruction for a character that XML 1.0 does not allow."""

MIXED = frozenset({"p", "num", "heading", "mod", "docTitle", "inline"})
"""Elements with mixed content, in which white space is text."""


def put(element: Element, text: str) -> Element:
    """Append *text* to *element* and return the element."""
    first, *rest = _FORBIDDEN.split(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + first
    else:
        element.text = (element.text or "") + first
    for character, following in zip(rest[::2], rest[1::2], strict=True):
        instruction = etree.ProcessingInstruction(_CHARACTER, f"{ord(character):x}")
        instruction.tail = following
        element.append(instruction)
    return element


def put_listed(element: Element, passage: Explanation) -> None:
    """Write the text of *passage* into *element*, the items of its lists as nested ``inline``."""
    # The open elements, innermost last, each with the offset at which it ends.
    open_elements = [(element, len(passage.text))]
    written = 0

    def write_up_to(offset: int) -> None:
        nonlocal written
        while len(open_elements) > 1 and open_elements[-1][1] <= offset:
            innermost, end = open_elements.pop()
            put(innermost, passage.text[written:end])
            written = end
        put(open_elements[-1][0], passage.text[written:offset])
        written = offset

    for item in passage.items:
        write_up_to(item.start)
        kind, number = item.locator[-1]
        marker = str(item.words - item.start)
        attributes = {"class": kind, NUMBER: number, MARKER: marker}
        inline = sub(open_elements[-1][0], "inline", name=ITEM, **attributes)
        if item.page is not None:
            inline.set(PAGE, str(item.page))
        open_elements.append((inline, item.end))
    write_up_to(len(passage.text))


def read_listed(element: Element, parent: Locator) -> tuple[str, tuple[ListItem, ...]]:
    """Return the text and items that :func:`put_listed` wrote.

    Args:
        element: the paragraph.
        parent: locator of the unit that is explained.

    Raises:
        ValueError: an attribute or instruction is malformed.

    """
    words = ""
    items: list[ListItem | None] = []

    def read(outer: Element, locator: Locator) -> None:
        nonlocal words
        words += outer.text or ""
        for child in outer:
            if isinstance(child.tag, str):
                start, index = len(words), len(items)
                inner = (*locator, (child.get("class") or "", child.get(NUMBER) or ""))
                items.append(None)  # an item precedes those inside it
                read(child, inner)
                after_marker, page = start + int(child.get(MARKER) or ""), child.get(PAGE)
                number = None if page is None else int(page)
                items[index] = ListItem(inner, start, after_marker, len(words), number)
            elif isinstance(child, etree._ProcessingInstruction) and child.target == _CHARACTER:
                words += chr(int(child.text or "", 16))
            words += child.tail or ""

    read(element, parent)
    return words, tuple(item for item in items if item is not None)


def text(element: Element) -> str:
    """Return the text of *element* up to its first inner element.

    Raises:
        ValueError: an instruction is malformed.

    """
    words = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            break
        if isinstance(child, etree._ProcessingInstruction) and child.target == _CHARACTER:
            words += chr(int(child.text or "", 16))
        words += child.tail or ""
    return words


def indent(element: Element, depth: int = 0) -> None:
    """Put each element on its own line, without changing text."""
    name = etree.QName(element).localname
    own = etree.QName(element).namespace == OWN
    children = [child for child in element if isinstance(child.tag, str)]
    for child in children:
        indent(child, depth + 1)
    if name in MIXED or not children or (own and element.text):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in children:
        child.tail = "\n" + " " * (depth + 1)
    children[-1].tail = "\n" + " " * depth


def sub(parent: Element, tag: str, /, **attributes: str) -> Element:
    """Add an empty Akoma Ntoso element."""
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)


def own(parent: Element, name: str, words: str | None = "", **attributes: str) -> Element | None:
    """Add an element of our own namespace with *words*; none if they are None."""
    if words is None:
        return None
    return put(etree.SubElement(parent, f"{{{OWN}}}{name}", attributes), words)
