"""Generates laws as trees, and prints them like a state publication.

The tree is what the parser must return; the printer adds what real pages have: wrapped lines with
hanging indentation, emblem lines, page numbers, catchwords, references at the start of a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from regsearch.read.extract.lines import Line, Page

if TYPE_CHECKING:
    from regsearch.model import Locator

WORDS = (
    "pegawai atasan wajib dilarang melapor kepada pejabat secara tertulis dalam waktu kerja "
    "sebagaimana dimaksud kantor hadiah sanksi ringan berat instansi keputusan permohonan"
).split()
REFERENCES = ("pada ayat (2)", "dalam Pasal 5", "pada ayat (1) huruf a", "dalam Pasal 12 ayat (3)")
_WIDTH = 52
_LINES_A_PAGE = 30


@dataclass
class Node:
    """A unit: kind, number, text before and after the units inside it."""

    kind: str
    number: str
    lead: str
    children: list[Node] = field(default_factory=list)
    tail: str = ""

    def walk(self, above: Locator = ()) -> list[tuple[Locator, str]]:
        locator = (*above, (self.kind, self.number))
        own = " ".join(part for part in (self.lead, self.tail) if part)
        return [(locator, own), *(row for child in self.children for row in child.walk(locator))]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=22))
    if draw(st.booleans()):
        i = draw(st.integers(1, len(words)))
        words[i:i] = [draw(st.sampled_from(REFERENCES)), draw(st.sampled_from(WORDS))]
    return " ".join(words)


@st.composite
def lists(draw: st.DrawFn, kinds: tuple[str, ...]) -> list[Node]:
    kind = kinds[0]
    size = draw(st.integers(2, 6))
    nodes = []
    for index in range(size):
        number = chr(ord("a") + index) if kind == "huruf" else str(index + 1)
        end = "." if index == size - 1 else "; dan" if index == size - 2 else ";"
        node = Node(kind, number, draw(sentences()) + end)
        if len(kinds) > 1 and draw(st.integers(0, 4)) == 0:
            node = Node(kind, number, draw(sentences()) + ":", draw(lists(kinds[1:])))
            last = node.children[-1]
            last.lead = last.lead.rstrip(".") + end
        nodes.append(node)
    return nodes


@st.composite
def articles(draw: st.DrawFn, number: int) -> Node:
    node = Node("pasal", str(number), "")
    shape = draw(st.sampled_from(["text", "ayat", "list"]))
    if shape == "text":
        node.lead = draw(sentences()).capitalize() + "."
    elif shape == "list":
        node.lead = draw(sentences()).capitalize() + ":"
        node.children = draw(lists(("huruf", "angka")))
        if draw(st.booleans()):
            node.children[-1].lead = node.children[-1].lead.rstrip(".:;") + ","
            node.children[-1].children = []
            node.tail = "dikenai " + draw(sentences()) + "."
    else:
        for index in range(draw(st.integers(2, 12))):
            text = draw(sentences()).capitalize()
            if draw(st.integers(0, 3)) == 0:
                inner = draw(lists(("huruf", "angka")))
                node.children.append(Node("ayat", str(index + 1), text + ":", inner))
            else:
                node.children.append(Node("ayat", str(index + 1), text + "."))
    return node


@st.composite
def laws(draw: st.DrawFn) -> list[Node]:
    return [draw(articles(number)) for number in range(1, draw(st.integers(2, 12)) + 1)]


def print_law(law: list[Node]) -> list[Page]:
    """Return the pages of the law, between a title and a closing."""
    lines = [
        (200.0, "UNDANG-UNDANG REPUBLIK INDONESIA", ()),
        (250.0, "NOMOR 7 TAHUN 2031", ()),
        (270.0, "TENTANG", ()),
        (250.0, "LAPORAN PEGAWAI", ()),
        (250.0, "MEMUTUSKAN:", ()),
    ]
    for node in law:
        lines += [(284.0, f"Pasal {node.number}", ()), *_node(node, 120.0)]
    lines += [(280.0, "Disahkan di Jakarta", ()), (280.0, "pada tanggal 3 Mei 2031", ())]
    return _pages(lines)


_Printed = tuple[float, str, tuple[tuple[float, str], ...]]


def _node(node: Node, left: float) -> list[_Printed]:
    marker = {"ayat": f"({node.number})", "pasal": ""}.get(node.kind, f"{node.number}.")
    inner = left + 22 if marker else left
    lines: list[_Printed] = []
    if node.lead:
        for index, text in enumerate(_wrap(node.lead, inner)):
            if index == 0 and marker:
                lines.append((left, f"{marker} {text}", ((left, marker), (inner, text))))
            else:
                lines.append((inner, text, ()))
    for child in node.children:
        lines += _node(child, inner)
    if node.tail:
        lines += [(inner, text, ()) for text in _wrap(node.tail, inner)]
    return lines


def _wrap(text: str, left: float) -> list[str]:
    width = _WIDTH - int((left - 120) / 8)
    rows: list[str] = [""]
    for word in text.split():
        if len(rows[-1]) + len(word) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _pages(lines: list[_Printed]) -> list[Page]:
    pages = []
    chunks = [lines[i : i + _LINES_A_PAGE] for i in range(0, len(lines), _LINES_A_PAGE)]
    for index, chunk in enumerate(chunks):
        head: list[_Printed] = [
            (278.0, "PRESIDEN", ()),
            (243.0, "REPUBLIK INDONESIA", ()),
            (296.0, f"- {index + 1} -", ()),
        ]
        foot: list[_Printed] = [(42.0, f"SK No 10{index:04d} A", ())]
        if index + 1 < len(chunks):
            catch = " ".join(chunks[index + 1][0][1].split()[:2])
            foot.insert(0, (440.0, f"{catch} . . .", ()))
        rows = [*head, *chunk, *foot]
        printed = tuple(
            Line(text, index + 1, x, 800.0 - 14 * row, spans or ((x, text),))
            for row, (x, text, spans) in enumerate(rows)
        )
        pages.append(Page(index + 1, printed, 612.0, 936.0))
    return pages
