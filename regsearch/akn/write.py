"""Write a Regulation as Akoma Ntoso; the same value always gives the same bytes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from lxml import etree

from regsearch.akn import meta, vocabulary
from regsearch.akn.text import indent, put, put_listed, sub
from regsearch.akn.tree import Branch, grow
from regsearch.akn.vocabulary import FRAME, GROUP, LEVEL, PAGE, POINTS, ROLE
from regsearch.regulation import Group, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from regsearch.regulation import Explanation, Regulation

DIGEST = "RINGKASAN - BUKAN NASKAH RESMI"
"""Notice in the preface of a digest."""

UMUM = (("umum", ""),)
"""Locator of the general part of the Penjelasan in its tree; in a Regulation it is ``()``."""


def to_akn(regulation: Regulation) -> bytes:
    """Return *regulation* as an Akoma Ntoso 3.0 document, UTF-8, valid against the OASIS schema.

    The body has units and headings, attachments have the trailing lampiran and the Penjelasan,
    ``quotedStructure`` has articles quoted by an amending law, ``table`` has runs of table rows,
    and a proprietary block has the findings and the source's SHA-256.

    Example:
        >>> from regsearch.regulation import Regulation, Source, Unit
        >>> law = Regulation("uu-5-2014", "uu", ("5",), 2014, "ASN", Source("uu.txt", "0" * 64),
        ...                  units=(Unit((("pasal", "1"),), "Setiap orang wajib jujur."),))
        >>> b'<article eId="art_1">' in to_akn(law)
        True

    """
    root = _root()
    act = sub(root, "act", name=regulation.kind or "lain", contains="originalVersion")
    _write_meta(act, regulation)
    _write_preface(act, regulation)
    branches = grow(regulation.units, regulation.groups)
    kept = len(branches)
    while kept and branches[kept - 1].kind == "lampiran" and not branches[kept - 1].is_group:
        kept -= 1
    writer = _Writer(regulation)
    body = sub(act, "body")
    writer.children(body, branches[:kept], "", quoting=True)
    if not len(body):
        frame = sub(body, "hcontainer", name="tanpa-satuan", **{ROLE: FRAME})
        sub(sub(frame, "content"), "p")
    if regulation.penjelasan or kept < len(branches):
        attachments = sub(act, "attachments")
        if regulation.penjelasan:
            writer.penjelasan(*writer.attachment(attachments, "penjelasan", "att_penjelasan"))
        for branch in branches[kept:]:
            writer.lampiran(attachments, branch)
    return _bytes(root)


def portion_to_akn(regulation: Regulation, heading: str = "") -> bytes:
    """Return the units of *regulation*, a part of a document, as an Akoma Ntoso ``portion``.

    Units keep the eIds of the whole document; missing levels above them are marked as such.

    Args:
        regulation: the document, with the units of the portion only.
        heading: a line above them.

    """
    root = _root()
    portion = sub(root, "portion", includedIn="#karya")
    references = _write_meta(portion, regulation)
    sub(
        references,
        "original",
        eId="karya",
        href=vocabulary.work_uri(regulation),
        showAs=_plain(regulation.title) or regulation.id,
    )
    frame = sub(sub(portion, "portionBody"), "hcontainer", name="kutipan", **{ROLE: FRAME})
    if heading:
        put(sub(frame, "heading"), heading)
    writer = _Writer(regulation)
    writer.children(frame, grow(regulation.units), "", quoting=True)
    if regulation.penjelasan:
        explained = sub(frame, "hcontainer", name="penjelasan", **{ROLE: FRAME})
        writer.penjelasan(explained, "att_penjelasan")
    return _bytes(root)


def _root() -> Element:
    spaces: dict[str | None, str] = {None: vocabulary.AKN, "regsearch": vocabulary.OWN}
    return etree.Element(f"{{{vocabulary.AKN}}}akomaNtoso", nsmap=cast("dict[str, str]", spaces))


def _bytes(root: Element) -> bytes:
    indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _write_meta(parent: Element, regulation: Regulation) -> Element:
    block = sub(parent, "meta")
    meta.write_identification(block, regulation)
    meta.write_references(block)
    meta.write_regulation(block, regulation)
    return block[1]


def _write_preface(act: Element, regulation: Regulation) -> None:
    preface = sub(act, "preface")
    put(sub(sub(sub(preface, "longTitle"), "p"), "docTitle"), regulation.title)
    if regulation.text_kind == "ringkasan":
        put(sub(preface, "p"), DIGEST)


def _plain(words: str) -> str:
    """Return *words* without characters that an attribute cannot hold."""
    return "".join(char for char in words if char.isprintable())


class _Writer:
    """Writes branches and keeps eIds unique."""

    def __init__(self, regulation: Regulation) -> None:
        self._regulation = regulation
        self._taken: dict[str, int] = {}
        filled = regulation.supplement
        self._filled = filled.units if filled else frozenset()
        self._listed: dict[int, Explanation] = {}
        """Explanations with list items, by ``id()`` of the unit made for each."""

    def _eid(self, above: str, name: str) -> str:
        """Return a new eId; a second one of the same name ends in ``~2``."""
        whole = f"{above}__{name}" if above else name
        count = self._taken[whole] = self._taken.get(whole, 0) + 1
        return whole if count == 1 else f"{whole}~{count}"

    # -- attachments ------------------------------------------------------------------------

    def penjelasan(self, parent: Element, above: str) -> None:
        """Write the Penjelasan as a tree of its own with the locators of the explained units."""
        passages = []
        for passage in self._regulation.penjelasan:
            unit = Unit(passage.locator or UMUM, passage.text, passage.page)
            passages.append(unit)
            if passage.items:
                self._listed[id(unit)] = passage
        self.children(parent, grow(passages), above, quoting=False)

    def lampiran(self, attachments: Element, branch: Branch) -> None:
        """Write a lampiran as an attachment; its own text is the first paragraph."""
        main, here = self.attachment(attachments, "lampiran", vocabulary.eid(*branch.step))
        attachment = attachments[-1]
        number = etree.Element(f"{{{vocabulary.AKN}}}num")
        attachment.insert(0, put(number, vocabulary.print_number(*branch.step)))
        if isinstance(branch.item, Unit):
            self._page(attachment, branch.item)
            put(sub(main, "p"), branch.item.text)
        else:
            attachment.set(ROLE, LEVEL)
            sub(main, "p")
        if branch.cells:
            _write_table(main, [(None, branch.cells)])
        self.children(main, branch.children, here, quoting=False)

    def attachment(self, attachments: Element, name: str, eid: str) -> tuple[Element, str]:
        """Add an attached document; return its body and the eId prefix of its units."""
        here = self._eid("", eid)
        doc = sub(sub(attachments, "attachment", eId=here), "doc", name=name)
        meta.write_identification(sub(doc, "meta"), self._regulation, here)
        return sub(doc, "mainBody"), here

    # -- branches ---------------------------------------------------------------------------

    def children(
        self,
        parent: Element,
        branches: Iterable[Branch],
        above: str,
        *,
        quoting: bool,
        head: str = "",
    ) -> None:
        """Write *branches* into *parent*.

        Args:
            parent: the element.
            branches: its children.
            above: prefix of their eIds.
            quoting: whether an article inside a unit is quoted from another law.
            head: eId of the heading above them: a prefix for headings but not for articles, which
                are numbered through the whole law (Naming Convention 5.2).

        """
        for form, run in groupby(branches, _form):
            container, prefix = parent, above
            if isinstance(form, tuple):
                frame = sub(parent, "hcontainer", name="tabel", **{ROLE: FRAME})
                self._rows(sub(frame, "content"), list(run), above)
                continue
            if form == "list":
                prefix = self._eid(above, "list_1")
                container = sub(parent, "list", eId=prefix)
            for branch in run:
                if isinstance(branch.item, Group):
                    self._group(container, branch, above, head, quoting=quoting)
                else:
                    self._unit(container, branch, prefix, quoting=quoting)

    def _group(
        self, parent: Element, branch: Branch, above: str, head: str, *, quoting: bool
    ) -> None:
        assert isinstance(branch.item, Group)
        here = self._eid(head or above, vocabulary.eid(*branch.step))
        if branch.kind in vocabulary.GROUPS:
            element = sub(parent, vocabulary.GROUPS[branch.kind], eId=here)
        else:
            element = sub(parent, "hcontainer", name=branch.kind, eId=here, **{ROLE: GROUP})
        self._page(element, branch.item)
        put(sub(element, "num"), vocabulary.print_number(*branch.step))
        if branch.item.heading:
            put(sub(element, "heading"), branch.item.heading)
        self.children(element, branch.children, above, quoting=quoting, head=here)

    def _unit(self, parent: Element, branch: Branch, above: str, *, quoting: bool) -> None:
        element = self._open(parent, branch, above)
        here = element.get("eId", "")
        unit = branch.item if isinstance(branch.item, Unit) else None
        words = unit.text if unit else ""
        put(sub(element, "num"), vocabulary.print_number(*branch.step))
        if not branch.children and not branch.cells:
            self._words(sub(sub(element, "content"), "p"), unit)
            return
        if quoting and not branch.cells and branch.kind != "lampiran" and _all_quoted(branch):
            self._modification(element, branch, words, here)
            return
        if words or branch.cells:
            intro = sub(element, "intro")
            self._words(sub(intro, "p"), unit)
            if branch.cells:
                _write_table(intro, [(None, branch.cells)])
        self.children(element, branch.children, here, quoting=quoting)

    def _words(self, paragraph: Element, unit: Unit | None) -> None:
        if unit is not None and id(unit) in self._listed:
            put_listed(paragraph, self._listed[id(unit)])
        else:
            put(paragraph, unit.text if unit else "")

    def _open(self, parent: Element, branch: Branch, above: str) -> Element:
        kind, number = branch.step
        here = self._eid(above, vocabulary.eid(kind, number))
        if kind in vocabulary.UNITS:
            element = sub(parent, vocabulary.UNITS[kind], eId=here)
        elif kind in POINTS and etree.QName(parent).localname == "list":
            element = sub(parent, "point", eId=here, **{"class": kind})
        else:
            element = sub(parent, "hcontainer", name=kind, eId=here)
        if isinstance(branch.item, Unit):
            self._page(element, branch.item)
            if branch.item.locator in self._filled and not above.startswith("att_penjelasan"):
                element.set("status", "editorial")  # words of a digest among official ones
        else:
            element.set(ROLE, LEVEL)
        return element

    def _page(self, element: Element, item: Unit | Group) -> None:
        if item.page is not None:
            element.set(PAGE, str(item.page))

    def _modification(self, element: Element, branch: Branch, words: str, above: str) -> None:
        """Write a point that quotes articles of the amended law."""
        here = self._eid(above, "mod_1")
        change = sub(sub(sub(element, "content"), "p"), "mod", eId=here)
        put(change, words)
        here = self._eid(here, "qstr_1")
        quoted = sub(change, "quotedStructure", eId=here)
        self.children(quoted, branch.children, here, quoting=False)

    def _rows(self, content: Element, branches: list[Branch], above: str) -> None:
        table = _write_table(content, [(branch, branch.cells) for branch in branches])
        for row, branch in zip(list(table)[1:], branches, strict=True):
            row.set("eId", self._eid(above, vocabulary.eid(*branch.step)))
            row.set("class", branch.kind)
            if isinstance(branch.item, Unit):
                self._page(row, branch.item)


def _form(branch: Branch) -> str | tuple[str, ...]:
    """Return what branches are grouped by: ``list``, the columns of a table, or their kind."""
    if branch.cells and not branch.children and not branch.is_group:
        return tuple(column for column, _ in branch.cells)
    return "list" if branch.kind in POINTS and not branch.is_group else branch.kind


def _all_quoted(branch: Branch) -> bool:
    return all(child.is_group or child.kind == "pasal" for child in branch.children)


def _write_table(
    parent: Element, rows: Sequence[tuple[Branch | None, tuple[tuple[str, str], ...]]]
) -> Element:
    """Write a table; rows of units begin with their number and text."""
    table = sub(parent, "table")
    head = sub(table, "tr")
    if rows[0][0] is not None:
        sub(head, "th")
        sub(head, "th")
    for column, _ in rows[0][1]:
        put(sub(sub(head, "th"), "p"), column)
    for branch, cells in rows:
        row = sub(table, "tr")
        if branch is not None and isinstance(branch.item, Unit):
            put(sub(sub(row, "td"), "p"), vocabulary.print_number(*branch.step))
            put(sub(sub(row, "td"), "p"), branch.item.text)
        for _, words in cells:
            put(sub(sub(row, "td"), "p"), words)
    return table
