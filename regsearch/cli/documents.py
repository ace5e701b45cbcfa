"""Documents: ``urai``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from regsearch.cli.frame import (
    REFUSED,
    Command,
    format_option,
)
from regsearch.errors import RegsearchError


@click.command(cls=Command)
@click.argument(
    "files", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@format_option("pohon", "json", "md")
def urai(files: tuple[Path, ...], form: str) -> None:
    """Uraikan BERKAS (PDF, HTML, teks) menjadi pasal, ayat, huruf, dan angka.

    \b
    Contoh:
      regsearch urai uu-5-2014.pdf
      regsearch urai uu-5-2014.pdf --format json > uu-5-2014.json
    """
    from regsearch.read import parse
    from regsearch.show import structure

    printer = {"pohon": structure.to_tree, "json": structure.to_json, "md": structure.to_markdown}[
        form
    ]
    failed = False
    for path in files:
        try:
            click.echo(printer(parse(path)))
        except RegsearchError as error:
            if len(files) == 1:
                raise
            failed = True
            click.echo(f"regsearch: {path}: {error}", err=True)
    if failed:
        sys.exit(REFUSED)
