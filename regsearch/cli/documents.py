"""``urai``: parse files and print their units; ``periksa``: check the citations of drafts."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import (
    NOT_FOUND,
    REFUSED,
    Command,
    extractor_option,
    format_option,
    index_option,
    ocr_option,
    open_library,
    progress_bar,
)
from regsearch.cli.options import AnyDay
from regsearch.cli.output import echo, echo_error, style, width, written
from regsearch.errors import RegsearchError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from regsearch.model.draft import CheckedDraft
    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.read.limits import Limits
    from regsearch.regulation import Regulation
    from regsearch.search.library import Library
    from regsearch.show.visible import Form

    Checked = CheckedDraft | RegsearchError


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


FINDINGS = NOT_FOUND
"""Exit status where something is wrong with a citation."""
_STDIN = "masukan-baku"


@click.command(cls=Command)
@click.argument("files", metavar="BERKAS...", nargs=-1, required=True)
@click.option(
    "--per",
    "as_of",
    type=AnyDay(),
    metavar="TANGGAL",
    help="Hukum yang berlaku pada hari itu: 2018-12-31, 31-12-2018. Bawaan: hari menurut naskah.",
)
@format_option("teks", "json", "md", "docx")
@click.option(
    "--keluaran",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis ke berkas itu; perlu untuk --format docx di terminal.",
)
@index_option
def periksa(
    files: tuple[str, ...],
    as_of: date | None,
    form: str,
    target: Path | None,
    index: Path | str | None,
) -> None:
    """Periksa sitasi dalam naskah BERKAS: adanya, berlakunya, kutipannya, dan sanksinya.

    Terbaca: DOCX, PDF, HTML, Markdown, dan teks; tanda - berarti masukan baku. Hukumnya per hari
    perbuatan yang disebut naskah, atau tanggal naskah, atau hari ini; hari lain dengan --per.

    Status keluar: 0 tidak ada masalah, 1 ada, 3 naskah tidak terbaca.

    \b
    Contoh:
      regsearch periksa sk-hukdis.docx
      regsearch periksa sk-hukdis.docx --format docx --keluaran sk-hukdis-diperiksa.docx
      regsearch periksa *.docx --per 2024-03-12 --format json
    """
    if form == "docx":
        _require_one_docx(files, target)
    with ExitStack() as stack, open_library(index) as library:
        paths = [_path(stack, file) for file in files]
        outcomes = [_outcome(library, path, as_of, single=len(paths) == 1) for path in paths]
        if form == "docx":
            _write_docx(stack, outcomes[0], paths[0], target)
        else:
            _print_checked(outcomes, form, target)
    if any(isinstance(outcome, RegsearchError) for outcome in outcomes):
        sys.exit(REFUSED)
    if any(outcome.findings for outcome in outcomes if not isinstance(outcome, RegsearchError)):
        sys.exit(FINDINGS)


def _require_one_docx(files: Sequence[str], target: Path | None) -> None:
    if len(files) > 1:
        raise click.UsageError("--format docx menulis satu naskah: sebut satu berkas")
    if target is None and sys.stdout.isatty():
        raise click.UsageError("--format docx memerlukan --keluaran BERKAS.docx")


def _path(stack: ExitStack, name: str) -> Path:
    """Return the path of a file; what comes from standard input is written to a file first."""
    if name != "-":
        return Path(name)
    from regsearch.read.draft import MAX_BYTES

    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TooLargeError(f"Masukan baku melebihi {MAX_BYTES} bita; pecah naskah itu dahulu.")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    path = folder / _STDIN
    path.write_bytes(content)
    return path


def _outcome(library: Library, path: Path, as_of: date | None, *, single: bool) -> Checked:
    from regsearch.drafts.check import check

    try:
        return check(path, library=library, as_of=as_of)
    except RegsearchError as error:
        if single:
            raise
        return error


def _write_docx(stack: ExitStack, outcome: Checked, path: Path, target: Path | None) -> None:
    from regsearch.show.annotate import annotate

    assert not isinstance(outcome, RegsearchError)
    written = target or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "naskah.docx"
    annotate(outcome, path, written)
    if target is None:
        sys.stdout.buffer.write(written.read_bytes())
    else:
        from regsearch.show.checked import count

        echo(f"{outcome.file}: {count(outcome)}; ditulis ke {target}", err=True)


def _print_checked(outcomes: Sequence[Checked], form: str, target: Path | None) -> None:
    for outcome in outcomes:
        if isinstance(outcome, RegsearchError):
            echo_error(str(outcome))
    with written(target, "json" if form == "json" else "text") as put:
        for line in _checked_lines(outcomes, form):
            put(line)


def _checked_lines(outcomes: Sequence[Checked], form: str) -> Iterator[str]:
    from regsearch.show import checked, to_dict

    if form == "json":
        indent = 2 if len(outcomes) == 1 else None
        for outcome in outcomes:
            value = (
                to_dict.error(outcome.code, str(outcome))
                if isinstance(outcome, RegsearchError)
                else to_dict.to_dict(outcome)
            )
            yield json.dumps(value, ensure_ascii=False, indent=indent)
        return
    drafts = [outcome for outcome in outcomes if not isinstance(outcome, RegsearchError)]
    for number, draft in enumerate(drafts):
        yield from [""] if number else []
        lines = checked.lines(draft, style(), width())
        yield from checked.markdown(draft) if form == "md" else lines
