"""Print a reply in the form that was asked for, on stdout or to a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from regsearch.cli.options import OutputFile
from regsearch.cli.output import style, width, write_file, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from regsearch.model import Reply
    from regsearch.search.library import Library
    from regsearch.show.visible import Form

output_option = click.option(
    "--ke",
    "target",
    type=OutputFile(),
    metavar="BERKAS",
    help="Tulis ke berkas itu; perlu untuk --format docx di terminal.",
)


def print_reply(library: Library, reply: Reply, form: str, target: Path | None, size: str) -> None:
    """Print *reply*, as text in one of the sizes ``layar``, ``lengkap`` and ``singkat``."""
    if form == "teks":
        if reply.outcome != "not_found":
            write_lines(text_of(reply, size), target)
    elif form == "json":
        from regsearch.show import sheet, to_dict

        write_lines([sheet.json_text(to_dict.reply(reply))], target, "json")
    elif form == "md":
        from regsearch.show import markdown

        write_lines(markdown.reply(reply, library.manifest), target)
    elif form == "docx":
        write_docx(library, reply, target)
    else:
        from regsearch.show import sheet

        write_lines(sheet.lines([reply], form), target, "json" if form == "jsonl" else "text")


def text_of(reply: Reply, size: str) -> list[str]:
    """Return the lines of *reply* in one of the sizes ``layar``, ``lengkap`` and ``singkat``."""
    from regsearch.show import screen, terminal

    if size == "lengkap":
        return [*terminal.reply(reply, style(), width())]
    if size == "singkat":
        return [*screen.singles(reply, style(), width())]
    return [*screen.reply(reply, style(), width())]


def write_lines(lines: Iterable[str], target: Path | None, form: Form = "text") -> None:
    """Print *lines*, or write them to *target* without colours."""
    with written(target, form) as put:
        for line in lines:
            put(line)


def write_docx(library: Library, reply: Reply, target: Path | None) -> None:
    """Write the evidence card of *reply* to *target*, or to stdout where that is no terminal."""
    try:
        from regsearch.show import docx
    except ModuleNotFoundError as error:
        raise click.UsageError(
            "--format docx memerlukan python-docx. Pasang: pip install python-docx"
        ) from error
    content = docx.reply(reply, library.manifest)
    if target:
        write_file(target, content)
    elif sys.stdout.isatty():
        raise click.UsageError("--format docx memerlukan --ke BERKAS.docx")
    else:
        sys.stdout.buffer.write(content)
