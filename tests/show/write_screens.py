"""Write the first screens of the questions in ``screens/questions.toml``, for a lawyer to read.

``python -m tests.show.write_screens [INDEX]``; the index is built from the corpus if left out.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regsearch.show import screen
from tests.show import svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.search.library import Library

FOLDER = Path(__file__).parent / "screens"
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "layar.svg"
"""The first of the screens as a picture in the README."""
WIDTHS = (60, 100, 140)
DAY = date(2026, 11, 29)


def questions() -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / "questions.toml").read_text("utf-8"))["screen"]


def screens(library: Library, row: dict[str, Any]) -> str:
    """The screens of one question, one below the other."""
    return "\n".join(_lines(library, row)) + "\n"


def _lines(library: Library, row: dict[str, Any]) -> Iterator[str]:
    reply = library.ask(
        row["ask"],
        as_of=row.get("day", DAY),
        subject=row.get("subject"),
        stage=row.get("stage"),
    )
    for width in WIDTHS:
        yield f"{f' {width} kolom ':=^{width}}"
        yield from screen.reply(reply, width=width)


def first_screen(library: Library) -> str:
    """The picture of the first question, with the command that asks it."""
    row = questions()[0]
    reply = library.ask(row["ask"], as_of=row.get("day", DAY))
    command = svg.mark(f"$ regsearch cari {row['ask']}", "dim")
    return svg.picture([command, "", *screen.reply(reply, svg.mark, 100)], 100)


def write(library: Library) -> None:
    PICTURE.write_text(first_screen(library), "utf-8")
    for row in questions():
        (FOLDER / f"{row['file']}.txt").write_text(screens(library, row), "utf-8")


def main() -> None:
    from regsearch.build.build import build_index
    from regsearch.opening import open_library
    from regsearch.paths import shipped_corpus

    with tempfile.TemporaryDirectory() as folder:
        place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "index"
        if len(sys.argv) == 1:
            build_index(shipped_corpus(), place)
        with open_library(place) as library:
            write(library)


if __name__ == "__main__":
    main()
