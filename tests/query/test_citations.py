"""Citations in questions, as people type them and as scanners read them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regsearch.query.citations import find_citations, respelled

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex

N6 = "PP 94/2021 Pasal 5 huruf n angka 6"

CITED = [
    # Each Pasal belongs to its nearest instrument.
    ("Pasal 41 PP 94/2021 dan Pasal 8 PP 53/2010", "PP 94/2021 Pasal 41; PP 53/2010 Pasal 8"),
    (
        "Pasal 41 PP 94 Tahun 2021, Pasal 59 PP 49 Tahun 2018",
        "PP 94/2021 Pasal 41; PP 49/2018 Pasal 59",
    ),
    ("PP 94/2021 Pasal 41 dan PP 53/2010 Pasal 8", "PP 94/2021 Pasal 41; PP 53/2010 Pasal 8"),
    ("PP 94/2021 Pasal 41 dan Pasal 8 PP 53/2010", "PP 94/2021 Pasal 41; PP 53/2010 Pasal 8"),
    (
        "Pasal 87 UU 5/2014 dan UU 20/2023 Pasal 52",
        "UU 5/2014 Pasal 87; UU 20/2023 Pasal 52",
    ),
    (
        "Pasal 71 UU 10/2016 jo. Pasal 188 UU 1/2015",
        "UU 10/2016 Pasal 71; UU 1/2015 Pasal 188",
    ),
    ("Pasal 71 UU 1/2015 jo. UU 10/2016", "UU 10/2016 Pasal 71"),
    ("Pasal 41 PP 94/2021 dan Pasal 8", "PP 94/2021 Pasal 41; PP 94/2021 Pasal 8"),
    (
        "Pasal 5 huruf a dan huruf b PP 94/2021 serta Pasal 3 PP 53/2010",
        "PP 94/2021 Pasal 5 huruf a; PP 94/2021 Pasal 5 huruf b; PP 53/2010 Pasal 3",
    ),
    (
        "Pasal 3 PP 94/2021, Pasal 4 PP 53/2010, dan Pasal 6 PP 42/2004",
        "PP 94/2021 Pasal 3; PP 53/2010 Pasal 4; PP 42/2004 Pasal 6",
    ),
    # Ranges and lists.
    ("Pasal 8-10 PP 94/2021", "PP 94/2021 Pasal 8; PP 94/2021 Pasal 9; PP 94/2021 Pasal 10"),
    ("PP 94/2021 pasal 8 s/d 10", "PP 94/2021 Pasal 8; PP 94/2021 Pasal 9; PP 94/2021 Pasal 10"),
    (
        "pasal 8, 9, dan 10 PP 94/2021",
        "PP 94/2021 Pasal 8; PP 94/2021 Pasal 9; PP 94/2021 Pasal 10",
    ),
    # Without gaps.
    ("PP94/2021 ps5", "PP 94/2021 Pasal 5"),
    ("pasal5 pp94/2021", "PP 94/2021 Pasal 5"),
    ("pasal8ayat1 pp 94/2021", "PP 94/2021 Pasal 8 ayat (1)"),
    # Brackets, commas, steps left out.
    ("Pasal 5 Huruf (n) PP 94/2021", "PP 94/2021 Pasal 5 huruf n"),
    ("pasal 5 huruf n, angka 6, PP 94/2021", N6),
    ("pasal 5, huruf n, angka 6 PP 94/2021", N6),
    ("pasal 5 n 6 PP 94/2021", N6),
    ("pp 94/2021 pasal 5 n 6", N6),
    ("pp 94/2021 pasal 5 n", "PP 94/2021 Pasal 5 huruf n"),
    # Typing and scanning errors.
    ("psaal 5 PP 94/2021", "PP 94/2021 Pasal 5"),
    ("pasla 5 huruf a pp 94/2021", "PP 94/2021 Pasal 5 huruf a"),
    ("Pasal 3O PP 94/2021", "PP 94/2021 Pasal 30"),
    ("Pasal l0 PP 94/2021", "PP 94/2021 Pasal 10"),
    ("Pasal 1O ayat (l) PP 94/2021", "PP 94/2021 Pasal 10 ayat (1)"),
]


@pytest.mark.parametrize(("text", "cited"), CITED)
@pytest.mark.parametrize("around", ["{}", "apa isi {}?", "menurut {}, bolehkah PNS kampanye"])
def test_what_a_question_cites(opened: OpenIndex, text: str, cited: str, around: str) -> None:
    directory, day = opened.directory, date(2026, 11, 22)
    citations = directory.grammar.find(respelled(around.format(text)))
    found = find_citations(citations, directory, day)
    assert [directory.cite(r) for c in found for r in c.references] == cited.split("; ")


@pytest.mark.parametrize(
    "text",
    [
        "pasal 5 ayat (1) huruf a PP 94/2021",
        "Pasal I UU 10/2016",
        "Pasal 33I UU 1/2015",
        "bolos 5 hari, 6 kali, sanksi apa",
        "pasal 5 dan 6 PP 94/2021",
        "PNS pasang spanduk 10 x 5 meter",
    ],
)
def test_what_is_written_well_stays_as_it_is(text: str) -> None:
    assert respelled(text) == text


@given(st.text(alphabet="pasl ayathurfnek0123456789OIl(),.-/ ", max_size=60))
def test_respelling_never_fails_and_settles(text: str) -> None:
    once = respelled(text)
    assert len(respelled(once)) <= len(once) + len(text)
