"""A file of questions, answered one by one: ``cari --dari``.  A bad row never stops the rest."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from regsearch.cli.base import progress_bar
from regsearch.cli.output import echo_error, written
from regsearch.errors import RegsearchError, UnreadableError
from regsearch.show import sheet, to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from regsearch.model import Reply

_OWN = ("per", "subjek", "tahap")
_FAILED = "galat"


class Case(NamedTuple):
    """A row of the file."""

    question: str
    cells: dict[str, str]
    """All its columns, which are kept; empty for a plain line."""


def answer_cases(
    ask: Callable[..., Reply], source: Iterator[str], form: str, target: Path | None, size: str
) -> int:
    """Answer every row of *source*, print the replies, and return how many rows failed.

    Args:
        ask: answers one question; takes what a row says itself as keywords.
        source: the lines of a CSV with a column ``pertanyaan``, or a question a line.
        form: ``jsonl``, ``json``, ``csv``, ``teks`` or ``md``.
        target: the file to write; stdout if None.
        size: of the text, ``layar``, ``lengkap`` or ``singkat``.

    """
    if form == "docx":
        raise click.UsageError("--format docx menulis satu kartu; dengan --dari: csv, jsonl, json.")
    cases, delimiter = _read(source)
    failed = 0
    values: list[dict[str, Any]] = []
    columns = list(cases[0].cells) if cases and cases[0].cells else [sheet.QUESTION]
    answers = [f"hasil_{c}" if c in columns else c for c in (*sheet.COLUMNS, _FAILED)]
    with written(target, "json" if form in {"json", "jsonl"} else "text") as put:
        if form == "csv":
            put(sheet.csv_line([*columns, *answers], delimiter))
        with progress_bar("Menjawab", hidden=len(cases) < 2) as advance:
            for number, case in enumerate(cases, 1):
                try:
                    reply, problem = ask(case.question, **_said(case)), None
                except (RegsearchError, ValueError, click.UsageError) as error:
                    reply, problem = None, _message(error)
                    failed += 1
                    echo_error(f"baris {number}: {problem}")
                if form == "json":
                    values.append(_value(case, reply, problem))
                elif form == "csv":
                    given = list(case.cells.values()) or [case.question]
                    cells = sheet.answer_cells(reply) if reply else dict.fromkeys(sheet.COLUMNS, "")
                    row = [*given, *cells.values(), problem or ""]
                    put(sheet.csv_line(row, delimiter))
                elif form == "jsonl":
                    put(sheet.json_line(_value(case, reply, problem)))
                elif reply:
                    for line in (*_text(reply, form, size), ""):
                        put(line)
                advance(number, len(cases))
        if form == "json":
            put(sheet.json_text({"version": to_dict.VERSION, "replies": values}))
    return failed


def _read(source: Iterator[str]) -> tuple[list[Case], str]:
    """Return the rows of *source* and the delimiter of its columns."""
    lines = list(source)
    try:
        return _read_lines(lines)
    except csv.Error as error:  # a cell of more than 131,072 characters
        raise UnreadableError(
            f"Tabel pertanyaan tidak terbaca ({error}). Periksa tanda kutip di dalamnya."
        ) from error


def _read_lines(lines: list[str]) -> tuple[list[Case], str]:
    head = lines[0] if lines else ""
    delimiter = max(",;\t", key=head.count)
    names = [name.strip().casefold() for name in next(csv.reader([head], delimiter=delimiter), [])]
    if sheet.QUESTION not in names:
        if _is_table(lines, names, delimiter):
            raise click.UsageError(
                f"Tabel itu tidak punya kolom {sheet.QUESTION}; kolomnya: {', '.join(names)}."
            )
        return [Case(line.strip(), {}) for line in lines if line.strip()], ","
    return list(_rows(lines[1:], names, delimiter)), delimiter


def _is_table(lines: list[str], names: list[str], delimiter: str) -> bool:
    """Say whether *lines* are a table: a head of single words, and as many cells in each row."""
    heads = len(names) > 1 and all(len(name.split()) == 1 for name in names)
    return heads and len(lines) > 1 and len({line.count(delimiter) for line in lines}) == 1


def _rows(lines: list[str], names: list[str], delimiter: str) -> Iterator[Case]:
    for cells in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(names) - len(cells))]
            row = dict(zip(names, padded, strict=False))
            yield Case(row[sheet.QUESTION].strip(), row)


def _said(case: Case) -> dict[str, Any]:
    """Return what the row says of day, subject and stage; read as the options are."""
    from regsearch.cli.options import STAGE, SUBJECT, AnyDay

    if not case.question:
        raise click.UsageError("kolom pertanyaan kosong")
    types: dict[str, tuple[str, click.ParamType[Any]]] = {
        "per": ("as_of", AnyDay()),
        "subjek": ("subject", SUBJECT),
        "tahap": ("stage", STAGE),
    }
    given = {name: case.cells.get(name, "").strip() for name in _OWN}
    return {types[n][0]: types[n][1].convert(v, None, None) for n, v in given.items() if v}


def _value(case: Case, reply: Reply | None, problem: str | None) -> dict[str, Any]:
    value = to_dict.reply(reply) if reply else to_dict.error("baris", problem or "")
    return value | ({"row": case.cells} if case.cells else {})


def _text(reply: Reply, form: str, size: str) -> list[str]:
    if form == "md":
        from regsearch.show import markdown

        return [*markdown.reply(reply)]
    from regsearch.cli.replies import text_of

    return text_of(reply, size)


def _message(error: Exception) -> str:
    return error.message if isinstance(error, click.ClickException) else str(error)
