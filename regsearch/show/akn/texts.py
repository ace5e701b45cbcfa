"""Words inside XML elements, any words: what XML forbids is kept as processing instructions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from regsearch.show.akn.names import AKN, OWN

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FORBIDDEN = re.compile("([^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
_CHARACTER = "regsearch-char"
"""Target of the instruction that stands for a character which XML 1.0 does not allow."""

MIXED = frozenset({"p", "num", "heading", "mod", "docTitle"})
"""Elements whose white space is text."""


def put(element: Element, text: str) -> Element:
    """Write *text* into the empty *element*; return it."""
    first, *rest = _FORBIDDEN.split(text)
    element.text = first
    for character, behind in zip(rest[::2], rest[1::2], strict=True):
        instruction = etree.ProcessingInstruction(_CHARACTER, f"{ord(character):x}")
        instruction.tail = behind
        element.append(instruction)
    return element


def text(element: Element) -> str:
    """Return the words of *element* up to its first inner element.

    Raises:
        ValueError: an instruction stands for no character.

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
    """Put each element on its own line, but leave text as it is."""
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
    """Add an element of our own namespace with *words*; nothing if they are None."""
    if words is None:
        return None
    return put(etree.SubElement(parent, f"{{{OWN}}}{name}", attributes), words)
