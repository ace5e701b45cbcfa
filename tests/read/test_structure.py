"""Golden cases of the structure parser: ``cases/structure.txt``, which anybody can extend.

Each case has a title, the lines of a page (an indentation of one space is 10 points) and the
expected result: headings, ``address | text`` for each unit, ``! code address`` for each finding.
A word in brackets at the end of the title is the mode: amending, points, text (no layout).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from regsearch.read.extract.lines import Line
from regsearch.read.structure.units import Structure, parse_body, parse_points


class Case(NamedTuple):
    title: str
    lines: list[str]
    expected: list[str]


def read_cases(name: str) -> list[Case]:
    text = (Path(__file__).parent / "cases" / name).read_text("utf-8")
    cases = []
    for block in re.split(r"\n\.\n\n+", text.strip() + "\n\n"):
        if block.strip():
            title, given, expected = block.strip("\n").removesuffix("\n.").split("\n.\n")
            cases.append(Case(title, given.split("\n"), expected.split("\n")))
    return cases


def as_line(text: str, *, layout: bool) -> Line:
    if not layout:
        return Line(text.strip())
    indent = len(text) - len(text.lstrip())
    x = 72.0 + 10 * indent
    marker = re.match(r"\s*(\S+)(\s+)(?=\S)", text)
    words = " ".join(text.split())
    spans: tuple[tuple[float, str], ...] = ((x, words),)
    if marker and len(marker[2]) > 1:
        spans = ((x, marker[1]), (72.0 + 10 * marker.end(), text[marker.end() :]))
    return Line(words, 1, x, None, spans)


def parse_case(case: Case) -> Structure:
    mode = re.search(r"\((amending|points|text)\)$", case.title)
    lines = [as_line(text, layout=not mode or mode[1] != "text") for text in case.lines]
    if mode and mode[1] == "points":
        return parse_points(lines)
    return parse_body(lines, amending=bool(mode) and mode[1] == "amending")


def render(structure: Structure) -> list[str]:
    out: list[str] = []
    groups = list(structure.groups)
    for index, unit in enumerate(structure.units):
        while groups and groups[0].start <= index:
            group = groups.pop(0)
            out.append(f"{group.kind} {group.number} {group.heading}")
        out.append(f"{unit.address} | {unit.text}".strip())
    return [*out, *(f"! {finding.code} {finding.address}" for finding in structure.findings)]


@pytest.mark.parametrize("case", read_cases("structure.txt"), ids=lambda case: case.title)
def test_lines_become_the_expected_structure(case: Case) -> None:
    assert render(parse_case(case)) == case.expected


def test_repair_finding_quotes_the_raw_marker() -> None:
    lines = ["                    Pasal 1", "(1) Satu.", "(21 Dua."]
    structure = parse_body([as_line(text, layout=True) for text in lines])
    assert [finding.raw for finding in structure.findings] == ["(21"]
