"""The first screen of an answer, as it stands in ``screens/*.txt`` for a lawyer to read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from regsearch.show import screen
from tests.show.write_screens import DAY, FOLDER, PICTURE, first_screen, questions, screens

if TYPE_CHECKING:
    from typing import Any

    from regsearch.search.library import Library

ROWS = questions()


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_screen_is_as_written_down(library: Library, row: dict[str, Any]) -> None:
    kept = (FOLDER / f"{row['file']}.txt").read_text("utf-8")
    again = "read the difference, then: .venv-test/bin/python -m tests.show.write_screens"
    assert screens(library, row) == kept, again


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_screen_fits(library: Library, row: dict[str, Any]) -> None:
    reply = library.ask(row["ask"], as_of=row.get("day", DAY), subject=row.get("subject"))
    assert len([*screen.reply(reply, width=100)]) <= screen.LINES
    for width in (60, 80, 100, 140):
        assert all(len(line) <= width for line in screen.reply(reply, width=width))


def test_picture_in_the_readme_is_what_is_printed(library: Library) -> None:
    assert first_screen(library) == PICTURE.read_text("utf-8")
    parsed = ElementTree.fromstring(first_screen(library))
    assert "SESUDAH ditetapkan" in "".join(parsed.itertext())
    assert "docs/layar.svg" in (PICTURE.parents[1] / "README.md").read_text("utf-8")


def test_every_file_has_its_question() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {row["file"] for row in ROWS}


def test_caution_that_changes_the_decision_is_on_the_first_screen(library: Library) -> None:
    shown = " ".join("\n".join(screen.reply(library.ask("like postingan calon bupati"))).split())
    assert "PTDH, bukan PDHTAPS" in shown
    shown = " ".join("\n".join(screen.reply(library.ask("bolos kerja 12 hari"))).split())
    assert "PP 94/2021 Pasal 42" in shown


def test_stages_are_told_apart_and_one_is_left_out_if_the_other_is_asked(library: Library) -> None:
    both = "\n".join(screen.reply(library.ask("like postingan calon bupati")))
    assert both.index("SEBELUM ditetapkan") < both.index("SESUDAH ditetapkan")
    one = "\n".join(screen.reply(library.ask("like postingan calon bupati", stage="sesudah")))
    assert "SEBELUM ditetapkan" not in one


def test_one_line_an_answer(library: Library) -> None:
    reply = library.ask("memasang baliho", as_of="2024-01-30")
    lines = [*screen.singles(reply, width=80)]
    assert len(lines) == len(reply.answers)
    assert all(len(line) <= 80 for line in lines)


def test_ladder_of_days_is_one_table(library: Library) -> None:
    reply = library.ask("tidak masuk kerja tanpa alasan", as_of=DAY)
    days = [line.split()[0] for line in screen.reply(reply, width=140) if line]
    steps = [case.condition for case in reply.summary]
    assert len(steps) == 10
    assert {"3", "4-6", "7-10", "21-24", "25-27"} <= set(days)
