"""Progress of a long operation: count, rate, time left."""

from __future__ import annotations

import io

import pytest

from regsearch.cli.progress import Meter, printed_time


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_log_gets_a_line_per_stage_and_half_minute() -> None:
    stream, clock = io.StringIO(), Clock()
    meter = Meter(stream, clock)
    for done in range(1, 101):
        clock.now += 0.5
        meter("Membaca", done, 100)
    meter("Menautkan", 100, 100)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 3
    assert lines[0].endswith("2,0 per detik, sisa 0:20")
    assert lines[1].startswith("Membaca 100/100 dokumen, 2")
    assert "sisa" not in lines[1]
    assert lines[2] == "Menautkan 100/100 dokumen"


def test_terminal_rewrites_one_line() -> None:
    stream, clock = Terminal(), Clock()
    meter = Meter(stream, clock)
    for done in range(1, 1001):
        clock.now += 0.01
        meter("Membaca", done, 1000)
    text = stream.getvalue()
    assert text.count("\n") == 1
    assert 40 < text.count("\r") < 60
    assert "1.000/1.000" in text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0:00"), (61, "1:01"), (3599.7, "1:00:00"), (7325, "2:02:05")]
)
def test_duration_is_printed_in_minutes_or_hours(seconds: float, text: str) -> None:
    assert printed_time(seconds) == text
