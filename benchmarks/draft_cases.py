"""Drafts in our own words with what ``periksa`` must say of them, and how well it does.

A case is a text file of ``tests/drafts/cases``: a paragraph a line, ``# `` before a heading, ``| `` in
a table's row, ``[^1]`` for a footnote.  A citation is marked with what it stands for and what is wrong
with it::

    melanggar [[Pasal 5 huruf n angka 8 PP 94/2021 => PP 94/2021 Pasal 5 huruf n angka 8 ! tidak_ada]]

``?`` in place of what it stands for: the index does not have the instrument.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regsearch.model.draft import CheckedDraft

CASES = Path(__file__).parents[1] / "tests" / "drafts" / "cases"
_MARKED = re.compile(r"\[\[(?P<text>.+?) => (?P<meant>[^\]!]+?)(?: ! (?P<codes>[^\]]+?))?\]\]")
_FOOTNOTE = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True)
class Expected:
    """A citation of a case."""

    text: str
    meant: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A draft and what must be said of it."""

    name: str
    form: str
    per: str | None
    day: tuple[str, str] | None
    """The day that must be read from it, and what kind of day it is."""
    lines: tuple[str, ...]
    """Without the marks."""
    expected: tuple[Expected, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(e.codes for e in self.expected)


def read_case(path: Path) -> Case:
    """Return the case in a file."""
    settings, lines, expected = {}, [], []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            key, _, value = line[2:].partition(": ")
            settings[key] = value
            continue
        for match in _MARKED.finditer(line):
            codes = tuple(c.strip() for c in (match["codes"] or "").split(",") if c.strip())
            expected.append(Expected(match["text"], match["meant"], codes))
        lines.append(_MARKED.sub(lambda m: m["text"], line))
    day = settings.get("hari")
    return Case(
        path.stem,
        settings.get("bentuk", "txt"),
        settings.get("per"),
        (day.split()[0], day.split()[1]) if day else None,
        tuple(lines),
        tuple(expected),
    )


def read_cases(folder: Path = CASES) -> list[Case]:
    """Return all cases of a folder."""
    return [read_case(path) for path in sorted(folder.glob("*.txt"))]


# --- files --------------------------------------------------------------------------------------


def write(case: Case, folder: Path, make_pdf: Callable[..., bytes] | None = None) -> Path:
    """Write *case* in its own format into *folder*; as text where nobody writes PDFs."""
    form = case.form if case.form != "pdf" or make_pdf else "txt"
    path = folder / f"{case.name}.{form}"
    if form == "docx":
        path.write_bytes(_docx(case.lines))
    elif form == "html":
        path.write_text(_html(case.lines), "utf-8")
    elif form == "pdf":
        assert make_pdf is not None
        path.write_bytes(_pdf(case.lines, make_pdf))
    else:
        path.write_text("\n".join(_wrapped(case.lines, markdown=form == "md")), "utf-8")
    return path


def _wrapped(lines: Sequence[str], *, markdown: bool) -> Iterator[str]:
    """Yield the lines of a text file: broken at 90 columns, as old editors do."""
    import textwrap

    for line in lines:
        if markdown:
            yield line
        else:
            yield from textwrap.wrap(line.removeprefix("# "), 90) or [""]


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, Any]]:
    table: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("| "):
            table.append([cell.strip() for cell in line.strip().strip("|").split(" | ")])
            continue
        if table:
            yield "table", table
            table = []
        if note := re.match(r"\[\^(\d+)\]: (.*)", line):
            yield "note", (note[1], note[2])
        elif line.startswith("# "):
            yield "heading", line[2:]
        elif line.strip():
            yield "paragraph", line


def _html(lines: Sequence[str]) -> str:
    out = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    for kind, value in _blocks(lines):
        if kind == "table":
            rows = (
                "<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr>"
                for row in value
            )
            out.append("<table>" + "".join(rows) + "</table>")
        elif kind == "heading":
            out.append(f"<h1>{html.escape(value)}</h1>")
        else:
            text = value if kind == "paragraph" else f"[{value[0]}] {value[1]}"
            # A citation may be broken by markup.
            out.append(f"<p>{html.escape(text).replace('huruf n', 'huruf&nbsp;<b>n</b>')}</p>")
    return "".join(out) + "</body></html>"


def _pdf(lines: Sequence[str], make_pdf: Callable[..., bytes]) -> bytes:
    import textwrap

    pages: list[list[tuple[float, float, str]]] = [[]]
    y = 730.0
    for _, value in _blocks(lines):
        text = " ".join(" ".join(row) for row in value) if isinstance(value, list) else str(value)
        for line in textwrap.wrap(text, 78):
            if y < 80:
                pages.append([])
                y = 730.0
            pages[-1].append((72.0, y, line))
            y -= 15
        y -= 12
    return make_pdf(pages)


_FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="'
    'http://schemas.openxmlformats.org/wordprocessingml/2006/main">{0}</w:footnotes>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def _docx(lines: Sequence[str]) -> bytes:
    import docx
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    notes = {value[0]: value[1] for kind, value in _blocks(lines) if kind == "note"}
    for kind, value in _blocks(lines):
        if kind == "table":
            table = document.add_table(len(value), max(map(len, value)))
            for row, cells in enumerate(value):
                for column, text in enumerate(cells):
                    table.cell(row, column).text = text
        elif kind == "heading":
            document.add_heading(value, 1)
        elif kind == "paragraph":
            _add_paragraph(document.add_paragraph(), value)
    if notes:
        content = "".join(
            f'<w:footnote w:id="{key}"><w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>'
            "</w:footnote>"
            for key, text in notes.items()
        )
        name = PackURI("/word/footnotes.xml")
        part = Part(name, _CONTENT, _FOOTNOTES.format(content).encode(), document.part.package)
        document.part.relate_to(part, _RELATION)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_paragraph(paragraph: Any, text: str) -> None:
    """Add *text* in several runs, as Word splits it: in the middle of citations, too."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for number, piece in enumerate(_FOOTNOTE.split(text)):
        if number % 2:
            run = paragraph.add_run()
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), piece)
            run._r.append(reference)
            continue
        for start in range(0, len(piece), 23):
            paragraph.add_run(piece[start : start + 23]).bold = start % 46 == 0


# --- what came of it ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What was found of a case."""

    case: Case
    resolved: int
    """Number of citations that were found and read as what they stand for."""
    wrong: tuple[str, ...]
    """Those that were not, and those that were found although nobody marked them."""
    planted: int
    found: int
    """Number of planted findings that were reported."""
    missed: tuple[str, ...]
    false: tuple[str, ...]
    """Findings that were reported although nothing is wrong."""


def outcome_of(case: Case, checked: CheckedDraft) -> Outcome:
    """Compare what was said of a draft with what must be said."""
    got = list(checked.citations)
    resolved, wrong, missed, false, found = 0, [], [], [], 0
    position = 0
    for expected in case.expected:
        number = next(
            (
                n
                for n in range(position, len(got))
                if _plain(expected.text) in _plain(got[n].as_written)
                or _plain(got[n].as_written) in _plain(expected.text)
            ),
            None,
        )
        if number is None:
            wrong.append(f"{expected.text}: not found")
            missed += [f"{expected.text}: {code}" for code in expected.codes]
            continue
        # Citations that stand inside the one that is marked ("jo. ayat (4)") are no more.
        for skipped in got[position:number]:
            if not any(_plain(skipped.as_written) in _plain(e.text) for e in case.expected):
                wrong.append(f"{skipped.as_written}: not marked, read as {skipped.read_as}")
            false += [f"{skipped.as_written}: {f.code}" for f in skipped.findings]
        position = number + 1
        entry = got[number]
        same = entry.exists is None if expected.meant == "?" else entry.read_as == expected.meant
        resolved += same
        if not same:
            wrong.append(f"{expected.text}: read as {entry.read_as} ({entry.exists})")
        codes = {finding.code for finding in entry.findings}
        found += len(codes & set(expected.codes))
        missed += [f"{expected.text}: {code}" for code in expected.codes if code not in codes]
        false += [f"{expected.text}: {code}" for code in codes - set(expected.codes)]
    for skipped in got[position:]:
        if not any(_plain(skipped.as_written) in _plain(e.text) for e in case.expected):
            wrong.append(f"{skipped.as_written}: not marked, read as {skipped.read_as}")
        false += [f"{skipped.as_written}: {f.code}" for f in skipped.findings]
    planted = sum(len(e.codes) for e in case.expected)
    return Outcome(case, resolved, tuple(wrong), planted, found, tuple(missed), tuple(false))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
