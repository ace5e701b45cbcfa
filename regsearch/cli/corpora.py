"""``korpus daftar|status|tambah|ambil``: documents and the official texts that users add."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from regsearch.cli.base import (
    REFUSED,
    Commands,
    day_option,
    extractor_option,
    format_option,
    index_option,
    ocr_option,
    print_json,
    print_lines,
    progress_bar,
    style,
    width,
)
from regsearch.errors import RegsearchError, UnrecognisedError
from regsearch.paths import default_index, shipped_corpus, user_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.corpus.store import Entry
    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.regulation import Regulation

T = TypeVar("T")

corpus_option = click.option(
    "--korpus",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder dokumen resmi Anda. Bawaan: folder data pemakai.",
)


@click.group(cls=Commands)
def korpus() -> None:
    """Dokumen: yang ada, statusnya, dan naskah resmi yang Anda tambahkan."""


def _corpora(folder: Path | None) -> list[Path]:
    return [shipped_corpus(), folder or user_corpus()]


@korpus.command()
@day_option
@format_option("teks", "json")
@corpus_option
@index_option
def daftar(as_of: date | None, form: str, folder: Path | None, index: Path | None) -> None:
    """Tampilkan semua dokumen: status, naskah, banyaknya ketentuan, verifikasi.

    Contoh: regsearch korpus daftar --per 2020-01-01
    """
    from regsearch.corpus.inventory import holdings
    from regsearch.show import corpus as show

    day = as_of or date.today()
    documents = holdings(_corpora(folder), default_index(index))
    if form == "json":
        print_json(show.table_json(documents, day))
    else:
        print_lines(show.table(documents, day, style()))


@korpus.command()
@click.argument("document", metavar="ID", required=False)
@day_option
@format_option("teks", "json")
@corpus_option
@index_option
def status(
    document: str | None, as_of: date | None, form: str, folder: Path | None, index: Path | None
) -> None:
    """Tampilkan semua yang diketahui tentang satu dokumen; tanpa ID: sampai kapan hukum diketahui.

    Contoh: regsearch korpus status pp-94-2021
    """
    from regsearch.corpus.inventory import holding
    from regsearch.show import corpus as show

    if document is None:
        _print_timeline(form, index)
        return
    day = as_of or date.today()
    known = holding(document, _corpora(folder), default_index(index))
    if form == "json":
        print_json(show.details_json(known, day))
    else:
        print_lines(show.details(known, day, style(), width()))
    if known.changed:
        sys.exit(REFUSED)


def _print_timeline(form: str, index: Path | None) -> None:
    from regsearch.opening import open_library
    from regsearch.show import corpus as show

    with open_library(index) as library:
        timeline = library.timeline
    if timeline is None:
        raise click.UsageError("Indeks ini tidak menyebut sampai kapan hukum diketahuinya.")
    if form == "json":
        print_json(show.timeline_json(timeline))
    else:
        print_lines(show.timeline_lines(timeline, style(), width()))


@korpus.command()
@click.argument(
    "files", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--id", "document", metavar="ID", help="Dokumen apa berkas itu, bila tidak dikenali.")
@click.option("--ganti", "replace", is_flag=True, help="Ganti naskah resmi yang sudah ada.")
@ocr_option
@extractor_option
@corpus_option
def tambah(
    files: tuple[Path, ...],
    document: str | None,
    replace: bool,
    ocr: bool,
    extractor: ExtractorName,
    folder: Path | None,
) -> None:
    """Tambahkan naskah resmi (PDF, HTML, teks; pindaian dengan --ocr).

    Dokumennya dikenali dari halaman judul; bila ragu, sebutkan dengan --id.

    \b
    Contoh:
      regsearch korpus tambah pp-94-2021.pdf
      regsearch korpus tambah pindaian.pdf --ocr --id se-menpanrb-1-2023
    """
    from regsearch.corpus.add import add_file
    from regsearch.corpus.assemble import read_catalog
    from regsearch.corpus.store import Store
    from regsearch.read.extract.pdf import require_installed

    if document and len(files) > 1:
        raise click.UsageError("--id hanya untuk satu berkas.")
    corpora = _corpora(folder)
    catalog, store = read_catalog(corpora), Store(corpora[-1])
    require_installed(extractor)

    def add(path: Path) -> None:
        with progress_bar("OCR", hidden=not ocr) as progress:
            act = partial(
                add_file,
                path,
                store,
                catalog,
                replace=replace,
                extractor=extractor,
                ocr=ocr,
                progress=progress,
            )
            added = _add(act, document)
        _print_added(*added)

    _each(files, add)
    click.echo(f"Belum masuk indeks. Jalankan: regsearch indeks bangun{_option(folder)}", err=True)


def _add(
    add: Callable[..., tuple[Entry, Regulation]], document: str | None
) -> tuple[Entry, Regulation]:
    """Add one file; if it is not recognised, ask which document it is on a terminal."""
    try:
        return add(document=document)
    except UnrecognisedError as error:
        if not (error.candidates and sys.stdin.isatty()):
            raise
        click.echo(str(error), err=True)
        chosen = click.prompt("Dokumen", type=click.Choice(error.candidates), err=True)
        return add(document=chosen)


def _print_added(entry: Entry, regulation: Regulation) -> None:
    count = len(regulation.findings)
    findings = f", {count} catatan pembacaan" if count else ""
    click.echo(
        f"{entry.document}: {entry.original} ditambahkan, "
        f"{len(regulation.units)} ketentuan{findings}, SHA-256 {entry.sha256}"
    )


def _option(folder: Path | None) -> str:
    return f" --korpus {folder}" if folder else ""


@korpus.command()
@click.argument("documents", metavar="[ID]...", nargs=-1)
@click.option("--ganti", "replace", is_flag=True, help="Ganti naskah resmi yang sudah ada.")
@corpus_option
def ambil(documents: tuple[str, ...], replace: bool, folder: Path | None) -> None:
    """Unduh naskah resmi dari alamat di katalog; tanpa ID, semua yang punya alamat.

    Yang sudah ada dibandingkan: bila isinya berubah, yang lama dipertahankan (kode keluar 3).

    Contoh: regsearch korpus ambil uu-5-2014
    """
    from regsearch.corpus.assemble import read_catalog
    from regsearch.corpus.fetch import fetch
    from regsearch.corpus.store import Store

    corpora = _corpora(folder)
    catalog, store = read_catalog(corpora), Store(corpora[-1])
    wanted = documents or tuple(i.id for i in catalog.values() if i.official)

    def download(document: str) -> None:
        with progress_bar(document) as progress:
            fetched = fetch(document, store, catalog, replace=replace, progress=progress)
        change = "ditambahkan" if fetched.new else "tidak berubah"
        entry = fetched.entry
        click.echo(f"{document}: {change}, SHA-256 {entry.sha256}, dari {entry.origin}")

    _each(wanted, download)
    click.echo(f"Perbarui indeks dengan: regsearch indeks bangun{_option(folder)}", err=True)


def _each(items: tuple[T, ...], act: Callable[[T], None]) -> None:
    """Call *act* on every item, also after one failed; then exit with status 3 if any did."""
    failed = False
    for item in items:
        try:
            act(item)
        except RegsearchError as error:
            if len(items) == 1:
                raise
            failed = True
            click.echo(f"regsearch: {error}", err=True)
    if failed:
        sys.exit(REFUSED)
