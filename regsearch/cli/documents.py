"""``urai``: parse files and print their units."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import (
    REFUSED,
    Command,
    extractor_option,
    format_option,
    ocr_option,
    progress_bar,
)
from regsearch.cli.output import echo, echo_error
from regsearch.errors import RegsearchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.read.limits import Limits
    from regsearch.regulation import Regulation
    from regsearch.show.visible import Form


@click.command(cls=Command)
@click.argument(
    "files", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@format_option("pohon", "json", "md", "akn")
@ocr_option
@click.option(
    "--waktu",
    "seconds",
    type=click.IntRange(1, 86_400),
    default=300,
    show_default=True,
    metavar="DETIK",
    help="Batas waktu tiap berkas; dengan OCR, tiap halaman yang dibaca.",
)
@extractor_option
def urai(
    files: tuple[Path, ...],
    form: str,
    ocr: bool,
    seconds: int,
    extractor: ExtractorName,
) -> None:
    """Uraikan BERKAS menjadi pasal, ayat, huruf, dan angka.

    Terbaca: PDF, DOCX, HTML, teks, gambar (dengan --ocr), dan ZIP yang berisi berkas-berkas itu.

    \b
    Contoh:
      regsearch urai uu-5-2014.pdf
      regsearch urai uu-5-2014.pdf --format json > uu-5-2014.json
      regsearch urai pindaian.pdf --ocr
      regsearch urai uu-5-2014.pdf --format akn > uu-5-2014.xml
    """
    from regsearch.read.extract import pdf
    from regsearch.read.extract.archive import unpacked
    from regsearch.read.limits import Limits
    from regsearch.show import markdown, to_dict, tree

    render: Callable[[Regulation], str] = {
        "pohon": lambda regulation: "\n".join(tree.regulation(regulation)),
        "json": lambda regulation: json.dumps(to_dict.regulation(regulation), ensure_ascii=False),
        "md": markdown.regulation,
        "akn": _akn,
    }[form]
    pdf.require_installed(extractor)
    with unpacked(files) as paths:
        if form == "akn" and len(paths) > 1:
            raise click.UsageError("--format akn menulis satu dokumen XML: sebut satu berkas")
        failed = _print_all(
            paths,
            render,
            Limits(seconds),
            ocr=ocr,
            extractor=extractor,
            escapes=_ESCAPES.get(form, "text"),
        )
    if failed:
        sys.exit(REFUSED)


def _print_all(
    paths: list[Path],
    render: Callable[[Regulation], str],
    limits: Limits,
    *,
    ocr: bool,
    extractor: ExtractorName,
    escapes: Form,
) -> bool:
    """Print each file as *render* gives it; return whether any could not be read."""
    from regsearch.read.sandbox import parse_isolated, parse_many

    if len(paths) == 1:
        with progress_bar("OCR", hidden=not ocr) as progress:
            regulation = parse_isolated(
                paths[0], ocr=ocr, extractor=extractor, progress=progress, limits=limits
            )
        echo(render(regulation), form=escapes)
        return False
    failed = False
    # On a terminal the output itself shows the progress.
    with progress_bar("Membaca", hidden=sys.stdout.isatty()) as progress:
        outcomes = parse_many(paths, ocr=ocr, extractor=extractor, limits=limits)
        for done, (_, outcome) in enumerate(outcomes, 1):
            progress(done, len(paths))
            if isinstance(outcome, RegsearchError):
                failed = True
                echo_error(str(outcome))
            else:
                echo(render(outcome), form=escapes)
    return failed


_ESCAPES: dict[str, Form] = {"json": "json", "akn": "xml"}


def _akn(regulation: Regulation) -> str:
    from regsearch.akn import to_akn

    return to_akn(regulation).decode().rstrip("\n")
