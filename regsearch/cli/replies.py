"""Print a reply in the form that was asked for, on stdout or to a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from regsearch.cli.options import OutputFile
from regsearch.cli.output import plain, print_json, print_lines, style, width

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.model import Reply
    from regsearch.search.library import Library

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
        from regsearch.show import to_dict

        if target:
            value = json.dumps(to_dict.reply(reply), ensure_ascii=False, indent=2)
            write_lines([value], target)
        else:
            print_json(to_dict.reply(reply))
    elif form == "md":
        from regsearch.show import markdown

        write_lines(markdown.reply(reply, library.manifest), target)
    elif form == "docx":
        write_docx(library, reply, target)
    else:
        from regsearch.show import sheet

        write_lines(sheet.lines([reply], form), target)


def text_of(reply: Reply, size: str) -> list[str]:
    """Return the lines of *reply* in one of the sizes ``layar``, ``lengkap`` and ``singkat``."""
    from regsearch.show import screen, terminal

    if size == "lengkap":
        return [*terminal.reply(reply, style(), width())]
    if size == "singkat":
        return [*screen.singles(reply, style(), width())]
    return [*screen.reply(reply, style(), width())]


def write_lines(lines: Any, target: Path | None) -> None:
    """Print *lines*, or write them to *target* without colours."""
    if target is None:
        print_lines(lines)
    else:
        target.write_text("".join(f"{plain(line)}\n" for line in lines), "utf-8")


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
        target.write_bytes(content)
    elif sys.stdout.isatty():
        raise click.UsageError("--format docx memerlukan --ke BERKAS.docx")
    else:
        sys.stdout.buffer.write(content)
