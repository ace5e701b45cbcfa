"""Read Akoma Ntoso that ``write`` wrote back into a Regulation.

Files are not trusted: their size is limited, nothing is fetched, no entity is expanded, and other
Akoma Ntoso is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from regsearch.akn import meta, vocabulary
from regsearch.akn.text import read_listed, text
from regsearch.akn.vocabulary import AKN, FRAME, GROUP, GROUPS, LEVEL, OWN, PAGE, ROLE, UNITS
from regsearch.akn.write import UMUM
from regsearch.errors import TooLargeError, UnreadableError
from regsearch.regulation import Explanation, Group, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from regsearch.model import Locator, Step
    from regsearch.regulation import ListItem, Regulation

MAX_BYTES = 50_000_000
"""Fifty times the size of the largest law seen (1,400 units)."""

_GROUP_KINDS = {element: kind for kind, element in GROUPS.items()}
_UNIT_KINDS = {element: kind for kind, element in UNITS.items()}


def from_akn(content: bytes) -> Regulation:
    """Return the Regulation that :func:`regsearch.akn.to_akn` wrote as *content*.

    Raises:
        TooLargeError: *content* has more than 50 million bytes.
        UnreadableError: it is no XML, has a DOCTYPE, or was not written by regsearch.

    """
    if len(content) > MAX_BYTES:
        raise TooLargeError(f"Akoma Ntoso: {len(content)} bita, batasnya {MAX_BYTES}.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableError(f"Akoma Ntoso: bukan XML yang sah ({problem}).") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("Akoma Ntoso: DOCTYPE tidak diterima; hapus baris itu.")
    try:
        return _read(root)
    except (ValueError, TypeError, KeyError) as problem:
        raise UnreadableError(
            f"Akoma Ntoso: bukan berkas lengkap buatan regsearch ({problem}); "
            "uraikan naskah aslinya dengan regsearch urai."
        ) from problem


def _read(root: Element) -> Regulation:
    block = root.find(f"{{{AKN}}}act/{{{AKN}}}meta/{{{AKN}}}proprietary/{{{OWN}}}regulation")
    body = root.find(f"{{{AKN}}}act/{{{AKN}}}body")
    if block is None or body is None:
        raise ValueError("act")
    reader, penjelasan = _Reader(), _Reader()
    reader.children(body, ())
    for attachment in root.iterfind(f"{{{AKN}}}act/{{{AKN}}}attachments/{{{AKN}}}attachment"):
        doc = attachment.find(f"{{{AKN}}}doc")
        main = None if doc is None else doc.find(f"{{{AKN}}}mainBody")
        if doc is None or main is None:
            raise ValueError("attachment")
        if doc.get("name") == "penjelasan":
            penjelasan.children(main, ())
        else:
            reader.lampiran(attachment, main)
    return replace(
        meta.read_regulation(block),
        groups=tuple(reader.groups),
        units=tuple(reader.units),
        penjelasan=tuple(_explanation(unit, penjelasan) for unit in penjelasan.units),
    )


def _explanation(unit: Unit, reader: _Reader) -> Explanation:
    words, items = reader.listed.get(id(unit), (unit.text, ()))
    return Explanation(() if unit.locator == UMUM else unit.locator, words, unit.page, items)


class _Reader:
    """Collects units and headings in document order."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.groups: list[Group] = []
        self.listed: dict[int, tuple[str, tuple[ListItem, ...]]] = {}
        """Text and list items of explanations, by ``id()`` of their unit."""

    def children(self, element: Element, parent: Locator) -> None:
        """Read the units and headings in *element*; *parent* is the locator of their unit."""
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name, role = etree.QName(child).localname, child.get(ROLE)
            if name in _GROUP_KINDS or role == GROUP:
                self._group(child, _GROUP_KINDS.get(name) or child.get("name") or "", parent)
            elif (
                name in _UNIT_KINDS
                or name == "point"
                or (name == "hcontainer" and not _frame(child))
            ):
                self._unit(child, _step(child, name), parent)
            elif name == "table":
                self._rows(child, parent)
            elif name not in ("intro", "num", "heading"):
                self.children(child, parent)

    def _group(self, element: Element, kind: str, parent: Locator) -> None:
        number = vocabulary.read_number(kind, _words(element, "num"))
        heading = _words(element, "heading")
        self.groups.append(Group(kind, number, heading, len(self.units), _page(element)))
        self.children(element, parent)

    def _unit(self, element: Element, step: Step, parent: Locator) -> None:
        locator = (*parent, step)
        if element.get(ROLE) != LEVEL:
            words = _words(element, "intro/p", "content/p/mod", "content/p")
            table = element.find(f"{{{AKN}}}intro/{{{AKN}}}table")
            cells = () if table is None else _cells(table)
            unit = Unit(locator, words, _page(element), cells)
            self.units.append(unit)
            for paragraph in _paragraphs(element):
                if paragraph.find(f"{{{AKN}}}inline") is not None:
                    self.listed[id(unit)] = read_listed(paragraph, locator)
        self.children(element, locator)

    def lampiran(self, attachment: Element, main: Element) -> None:
        """Read an attachment that is a lampiran; its first paragraph is its own text."""
        locator = (("lampiran", vocabulary.read_number("lampiran", _words(attachment, "num"))),)
        table = main.find(f"{{{AKN}}}table")
        if attachment.get(ROLE) != LEVEL:
            cells = () if table is None else _cells(table)
            self.units.append(Unit(locator, _words(main, "p"), _page(attachment), cells))
        if table is not None:
            main.remove(table)
        self.children(main, locator)

    def _rows(self, table: Element, parent: Locator) -> None:
        columns, *rows = _table(table)
        for row, words in zip(list(table)[1:], rows, strict=True):
            kind = row.get("class") or ""
            step = (kind, vocabulary.read_number(kind, words[0]))
            cells = tuple(zip(columns[2:], words[2:], strict=True))
            self.units.append(Unit((*parent, step), words[1], _page(row), cells))


def _frame(element: Element) -> bool:
    return element.get(ROLE) == FRAME


def _step(element: Element, name: str) -> Step:
    kind = _UNIT_KINDS.get(name) or element.get("class" if name == "point" else "name") or ""
    return kind, vocabulary.read_number(kind, _words(element, "num"))


def _words(element: Element, *paths: str) -> str:
    """Return the text at the first of *paths* that exists, or an empty one."""
    for path in paths:
        target = element.find("/".join(f"{{{AKN}}}{name}" for name in path.split("/")))
        if target is not None:
            return text(target)
    return ""


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs with the own text of a unit."""
    for name in ("intro", "content"):
        yield from element.iterfind(f"{{{AKN}}}{name}/{{{AKN}}}p")


def _page(element: Element) -> int | None:
    page = element.get(PAGE)
    return None if page is None else int(page)


def _table(table: Element) -> list[list[str]]:
    return [[_words(cell, "p") for cell in row] for row in table]


def _cells(table: Element) -> tuple[tuple[str, str], ...]:
    columns, words = _table(table)
    return tuple(zip(columns, words, strict=True))
