"""The answer on one screen: what follows in which case, the norm, cautions, and further answers.

``terminal.reply`` shows the same reply in full (``cari --lengkap``).
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from regsearch.model.passage import CONDUCT
from regsearch.search.as_of import day_in_words
from regsearch.show import brief
from regsearch.show.cases import (
    cautions,
    further,
    label_and_condition,
    ladder,
    ladder_basis,
)
from regsearch.show.terminal import NO_SANCTION, STATUSES, highlighted, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.model import Answer, Reply
    from regsearch.show.cases import Step
    from regsearch.show.terminal import Style

LINES = 30
"""Length of the screen at 100 columns; the further answers give way."""

_LABEL, _STEP, _SIDE = 21, 18, 11
"""Widths of the column of labels: of cases, of the steps of a ladder, of the other lines."""
_NARROW = 80
"""Width under which the label of a case is a line of its own."""
_WORDS = 5
"""Lines that the words of the norm may take."""
_FURTHER = (1, 6)
"""Least and greatest number of further answers."""


def reply(value: Reply, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield the lines of the screen.

    Args:
        value: the reply to a question; one without answers has its message only.
        style: colours words; :func:`regsearch.show.terminal.plain` for none.
        width: of the terminal in columns.

    """
    lines = [*_head(value, style, width)]
    if value.answers:
        lines += ["", *_cases(value, style, width)] if value.summary else []
        lines += ["", *_norm(value, style, width)]
        lines += _cautions(value, style, width)
        ending = [*_next(value, style, width)]
        room = LINES - len(lines) - len(ending)
        lines += _further(value, style, width, room) + ending
    yield from lines


def singles(value: Reply, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield one line for each answer (``cari --singkat``)."""
    for answer in value.answers:
        yield _line(answer, style, width)


def _head(value: Reply, style: Style, width: int) -> Iterator[str]:
    day = f"hukum per {day_in_words(value.query.as_of)}"
    question = brief.cut(value.query.text, width)
    gap = width - len(question) - len(day)
    if gap >= 2:
        yield style(question, "citation") + " " * gap + style(day, "dim")
    else:
        yield style(question, "citation")
        yield style(day.rjust(width), "dim")
    if value.behaviour:
        yield style(brief.cut(f"Dibaca sebagai: {value.behaviour.name}", width), "dim")
    for written, read_as in value.query.assumed:
        yield style(f"{written!r} dibaca sebagai {read_as!r}.", "note")
    if value.message:
        yield from (style(line, "note") for line in textwrap.wrap(value.message, width))


# --- the grouped answer -------------------------------------------------------------------------


def _cases(value: Reply, style: Style, width: int) -> Iterator[str]:
    if steps := ladder(value):
        yield from _ladder(value, steps, style, width)
        return
    several = len({case.subject for case in value.summary}) > 1
    for case in value.summary:
        label, told = label_and_condition(case, several=several)
        text = brief.sanction(case) + (f" ({told})" if told else "")
        yield from _labelled(label, text, style, width, "bad")
        yield from _labelled("", _citations(brief.cited(case), width), style, width, "dim")


def _citations(text: str, width: int) -> str:
    return brief.unbroken(text, width - (3 if width < _NARROW else _LABEL))


def _ladder(value: Reply, steps: Sequence[Step], style: Style, width: int) -> Iterator[str]:
    yield style("Hari kerja mangkir dalam setahun, dan hukumannya", "dim")
    for step in steps:
        yield from _labelled(step.label, step.text, style, width, "bad", _STEP)
    rows = ladder_basis(value)
    yield from _labelled(
        "Dasar", brief.unbroken(brief.basis(rows), width - _STEP), style, width, "dim", _STEP
    )


# --- the norm and what a reader must know of it -------------------------------------------------


def _norm(value: Reply, style: Style, width: int) -> Iterator[str]:
    answer = value.answers[0]
    status = STATUSES[answer.status]
    marks = [style(status, "good" if answer.status == "berlaku" else "bad"), answer.text_kind]
    marks += [f"hlm. {answer.page}"] if answer.page else []
    head = f"{answer.rank}  {answer.citation}"
    size = len(" · ".join([status, *marks[1:]]))
    gap = width - len(head) - size
    first = f"{answer.rank}  {style(answer.citation, 'citation')}"
    if gap >= 2:
        yield first + " " * gap + " · ".join(marks)
    else:
        yield from (first, "   " + " · ".join(marks))
    words = [text for text in answer.context[-1:] if not text.isupper()]
    words = [*words, answer.text] if answer.text else words
    words += [f"(bila {answer.condition})"] if answer.condition else []
    lines = textwrap.wrap(" ".join(words), width, initial_indent="   ", subsequent_indent="   ")
    if len(lines) > _WORDS:
        lines = [*lines[: _WORDS - 1], "   " + brief.cut(" ".join(lines[_WORDS - 1 :]), width - 3)]
    yield from (highlighted(line, answer.matched, style) for line in lines)
    if not value.summary and answer.modality in CONDUCT:
        yield style(f"   {NO_SANCTION}", "dim")


def _cautions(value: Reply, style: Style, width: int) -> list[str]:
    answer = value.answers[0]
    told = cautions(value)
    notes = len(answer.notes) + (answer.status_note is not None)
    told += [f"{notes} catatan (--lengkap)"] if notes else []
    return [*_labelled("Perhatian", " · ".join(told), style, width, "note", _SIDE)]


def _further(value: Reply, style: Style, width: int, room: int) -> list[str]:
    least, greatest = _FURTHER
    shown = further(value)[: max(least, min(greatest, room - 1))]
    if not shown:
        return []
    lines = [_line(answer, style, width) for answer in shown]
    left = len(value.answers) - 1 - len(shown)
    more = f", dan {left} lagi dengan --singkat atau --lengkap" if left else ""
    return [style(f"Juga{more}:", "dim"), *lines]


def _line(answer: Answer, style: Style, width: int) -> str:
    """Return *answer* in one line: rank, citation, status if it is no longer law, levels, words."""
    marks = [] if answer.status == "berlaku" else [STATUSES[answer.status]]
    levels = dict.fromkeys(brief.short_level(s.level) for s in answer.sanctions)
    marks += levels or []
    head = f"{answer.rank:<2} {answer.citation}"
    rest = " · ".join([*marks, answer.text])
    room = width - len(head) - 3
    text = brief.cut(rest, room) if room > 12 else ""
    look = "" if answer.status == "berlaku" else "bad"
    return f"{answer.rank:<2} {style(answer.citation, 'citation')}" + (
        style(f" · {text}", look) if text else ""
    )


def _next(value: Reply, style: Style, width: int) -> Iterator[str]:
    answer = value.answers[0]
    shell = f'regsearch pasal "{answer.citation}"'
    yield from _labelled("Lanjut", f"{shell} · cari ... --lengkap", style, width, "dim", _SIDE)


def _labelled(
    label: str, text: str, style: Style, width: int, look: str, column: int = 0
) -> Iterator[str]:
    """Yield *text* beside its label, or below it on a narrow screen where no *column* is given."""
    if not text:
        return
    below = not column and width < _NARROW
    column = 3 if below else column or _LABEL
    if below and label:
        yield style(label, "citation")
    head = "" if below else f"{label:<{column - 1}} "
    lines = textwrap.wrap(
        text, width, initial_indent=" " * (len(head) or column), subsequent_indent=" " * column
    )
    for number, line in enumerate(lines):
        pad = len(head) or column if number == 0 else column
        start = style(head, "citation") if number == 0 and head.strip() else " " * pad
        yield start + (style(line[pad:], look) if look else line[pad:])
