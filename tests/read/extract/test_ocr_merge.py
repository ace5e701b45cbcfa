"""Merging the two models' words into lines; uncertain numbers are marked, never guessed."""

from __future__ import annotations

import pytest

from regsearch.read.extract.ocr_merge import UNREAD, Word, merge, to_lines


def row(
    text: str, *, top: int = 100, left: int = 100, sure: float = 96.0, line: int = 1
) -> list[Word]:
    """Return printed words of one height, 20 pixels per letter."""
    words = []
    for part in text.split():
        width = 20 * len(part)
        words.append(Word(part, sure, left, top, left + width, top + 25, (1, 1, line)))
        left += width + 15
    return words


def texts(words: list[Word]) -> list[str]:
    return [line.text for line in to_lines(words, 1, 900.0, 200 / 72).lines]


def test_punctuation_comes_from_the_english_model() -> None:
    read = merge(row("a. gaji pokok, dan"), row("a. gaji pokok; dan"))
    assert texts(read) == ["a. gaji pokok; dan"]


def test_percent_sign_comes_from_the_english_model() -> None:
    assert texts(merge(row("gaji 10076 penuh"), row("gaji 100% penuh"))) == ["gaji 100% penuh"]


def test_number_read_differently_is_doubtful() -> None:
    seen = to_lines(merge(row("Pasal 16"), row("Pasal 18", sure=90.0)), 1, 900.0, 2.8)
    assert seen.doubtful == ("16",)
    assert seen.lines[0].text == "Pasal 16"


def test_word_read_differently_is_not_doubtful() -> None:
    assert to_lines(merge(row("dalarn"), row("dalam", sure=97.0)), 1, 900.0, 2.8).doubtful == ()


def test_blocks_side_by_side_are_one_line() -> None:
    words = row("sanksi ringan", left=400, line=2) + row("(1)", top=102)
    (line,) = to_lines(words, 1, 900.0, 200 / 72).lines
    assert line.text == "(1) sanksi ringan"
    assert line.body_x() == pytest.approx(400 * 72 / 200)


def test_marker_without_a_space_is_separated() -> None:
    (line,) = to_lines(row("b.administrator atau"), 1, 900.0, 2.8).lines
    assert (line.text, line.spans[0][1]) == ("b. administrator atau", "b.")


def test_noise_is_dropped_and_reported() -> None:
    seen = to_lines(row("~¥ ji aa", sure=12.0) + row("Pasal 1", top=200, line=2), 1, 900.0, 2.8)
    assert [line.text for line in seen.lines] == ["Pasal 1"]
    assert seen.doubtful == ("ji aa",)


def number(text: str, *, sure: float = 95.0, height: int = 25, drop: int = 0) -> list[Word]:
    label, year = row("NOMOR", left=100), row("TAHUN 2030", left=400)
    bottom = 125 + drop
    return [*label, Word(text, sure, 250, bottom - height, 300, bottom, (1, 1, 1)), *year]


def test_printed_number_is_read() -> None:
    assert texts(number("62")) == ["NOMOR 62 TAHUN 2030"]


@pytest.mark.parametrize(
    "words",
    [number("62", sure=60.0), number("62", height=39), number("62", drop=15)],
    ids=["hardly read", "too large", "off the line"],
)
def test_number_that_looks_handwritten_is_unread(words: list[Word]) -> None:
    assert texts(words) == [f"NOMOR {UNREAD} TAHUN 2030"]


def test_numbers_cited_in_running_text_are_left_alone() -> None:
    line = "dengan Undang-Undang Nomor 5 Tahun 2014"
    assert texts(row(line, sure=70.0)) == [line]
