"""``korpus daftar|status|tambah|hapus|ambil``: documents, and those that users add."""

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
    extractor_option,
    format_option,
    index_option,
    ocr_option,
    progress_bar,
)
from regsearch.cli.options import AnyDay, Once, day_option
from regsearch.cli.output import echo, echo_error, print_json, print_lines, style, width
from regsearch.errors import RegsearchError, UnrecognisedError
from regsearch.paths import default_index, shipped_corpus, user_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from regsearch.corpus.add import Added
    from regsearch.corpus.particulars import Particulars
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
    from regsearch.index.ledger_file import verified_ledger
    from regsearch.show import corpus as show

    day = as_of or date.today()
    documents = holdings(_corpora(folder), verified_ledger(default_index(index)))
    if form == "json":
        print_json(show.table_json(documents, day))
    else:
        print_lines(show.table(documents, day, style(), width()))


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
    from regsearch.index.ledger_file import verified_ledger
    from regsearch.show import corpus as show

    if document is None:
        _print_timeline(form, index)
        return
    day = as_of or date.today()
    known = holding(document, _corpora(folder), verified_ledger(default_index(index)))
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
@click.option(
    "--id", "document", metavar="ID", help="Dokumen apa berkas itu, bila tidak dikenali.", cls=Once
)
@click.option("--ganti", "replace", is_flag=True, help="Ganti berkas yang sudah ada.")
@click.option("--ya", "agreed", is_flag=True, help="Terima keterangan yang terbaca tanpa bertanya.")
@click.option(
    "--jenis", "kind", metavar="JENIS", help="Jenis dokumen: pergub, se, permendagri ...", cls=Once
)
@click.option("--nomor", "number", metavar="NOMOR", help="Nomornya.", cls=Once)
@click.option("--tahun", "year", type=click.IntRange(1900, 2100), help="Tahunnya.", cls=Once)
@click.option(
    "--judul", "title", metavar="JUDUL", help="Judulnya, tanpa jenis dan nomor.", cls=Once
)
@click.option(
    "--berlaku",
    "in_force",
    type=AnyDay(),
    metavar="TANGGAL",
    help="Hari mulai berlakunya.",
    cls=Once,
)
@click.option("--wilayah", "region", metavar="DAERAH", help="Daerah yang diikatnya.", cls=Once)
@click.option("--subjek", "subjects", multiple=True, help="Siapa yang diikatnya: pns, asn ...")
@click.option("--mencabut", "revokes", metavar="ID", multiple=True, help="Dokumen yang dicabutnya.")
@click.option("--mengubah", "amends", metavar="ID", multiple=True, help="Dokumen yang diubahnya.")
@ocr_option
@extractor_option
@corpus_option
def tambah(
    files: tuple[Path, ...],
    document: str | None,
    replace: bool,
    agreed: bool,
    kind: str | None,
    number: str | None,
    year: int | None,
    title: str | None,
    in_force: date | None,
    region: str | None,
    subjects: tuple[str, ...],
    revokes: tuple[str, ...],
    amends: tuple[str, ...],
    ocr: bool,
    extractor: ExtractorName,
    folder: Path | None,
) -> None:
    """Tambahkan dokumen (PDF, DOCX, HTML, teks, ZIP; pindaian dan gambar dengan --ocr).

    Dokumen katalog dikenali dari halaman judulnya dan naskahnya menggantikan ringkasan. Dokumen
    lain, misalnya peraturan instansi Anda, dicatat di katalog Anda sendiri sesudah keterangannya
    ditunjukkan dan Anda setujui.

    \b
    Contoh:
      regsearch korpus tambah pp-94-2021.pdf
      regsearch korpus tambah pindaian.pdf --ocr --id se-menpanrb-1-2023
      regsearch korpus tambah pergub.docx --wilayah "Jawa Barat" --berlaku 2024-01-02
    """
    from regsearch.corpus.add import add_file
    from regsearch.corpus.assemble import read_catalog
    from regsearch.corpus.own.given import Given
    from regsearch.corpus.store import Store
    from regsearch.read.extract.archive import unpacked
    from regsearch.read.extract.pdf import require_installed

    given = Given(kind, number, year, title, in_force, region, subjects, revokes, amends)
    corpora = _corpora(folder)
    store = Store(corpora[-1])
    require_installed(extractor)

    def confirm(particulars: Particulars, regulation: Regulation) -> bool:
        _print_particulars(particulars, regulation)
        return agreed or (sys.stdin.isatty() and click.confirm("Benar?", err=True))

    def add(path: Path) -> None:
        with progress_bar("OCR", hidden=not ocr) as progress:
            act = partial(
                add_file,
                path,
                store,
                read_catalog(corpora),
                given=given,
                confirm=confirm,
                replace=replace,
                extractor=extractor,
                ocr=ocr,
                progress=progress,
            )
            added = _add(act, document)
        _print_added(added.entry, added.regulation)

    with unpacked(files) as paths:
        if len(paths) > 1 and (document or given):
            raise click.UsageError("--id dan keterangan dokumen hanya untuk satu berkas.")
        _each(tuple(paths), add)
    echo(f"Belum masuk indeks. Jalankan: regsearch indeks bangun{_option(folder)}", err=True)


@korpus.command()
@click.argument("documents", metavar="ID...", nargs=-1, required=True)
@corpus_option
def hapus(documents: tuple[str, ...], folder: Path | None) -> None:
    """Hapus dokumen atau naskah yang Anda tambahkan.

    Contoh: regsearch korpus hapus pergub-jabar-5-2020
    """
    from regsearch.corpus.add import remove_document
    from regsearch.corpus.assemble import read_catalog
    from regsearch.corpus.store import Store

    corpora = _corpora(folder)
    store = Store(corpora[-1])

    def remove(document: str) -> None:
        own = remove_document(document, store, read_catalog(corpora))
        echo(f"{document}: {'dokumen' if own else 'naskah'} Anda dihapus")

    _each(documents, remove)
    echo(f"Perbarui indeks dengan: regsearch indeks bangun{_option(folder)}", err=True)


def _add(add: Callable[..., Added], document: str | None) -> Added:
    """Add one file; if it is not recognised, ask which document it is on a terminal."""
    try:
        return add(document=document)
    except UnrecognisedError as error:
        if not (error.candidates and sys.stdin.isatty()):
            raise
        echo(str(error), err=True)
        chosen = click.prompt("Dokumen", type=click.Choice(error.candidates), err=True)
        return add(document=chosen)


def _print_particulars(particulars: Particulars, regulation: Regulation) -> None:
    """Show on stderr what the user's catalogue will record."""
    start = particulars.in_force or particulars.enacted
    rows = [
        ("id", particulars.id),
        ("jenis", particulars.kind),
        ("nomor", ", ".join(particulars.numbers)),
        ("tahun", str(particulars.year)),
        ("judul", particulars.title),
        ("pembentuk", particulars.issuer),
        ("wilayah", particulars.region),
        ("berlaku", str(start) if start else f"tidak terbaca; dianggap akhir {particulars.year}"),
        ("mengikat", ", ".join(particulars.subjects) or "semua orang"),
        ("mencabut", ", ".join(particulars.revokes)),
        ("mengubah", ", ".join(particulars.amends)),
        ("ketentuan", str(len(regulation.units))),
    ]
    echo(f"{regulation.source.file}, dokumen yang belum ada di katalog:", err=True)
    for name, value in rows:
        if value:
            echo(f"  {name:<10} {value}", err=True)


def _print_added(entry: Entry, regulation: Regulation) -> None:
    count = len(regulation.findings)
    findings = f", {count} catatan pembacaan" if count else ""
    echo(
        f"{entry.document}: {entry.original} ditambahkan, "
        f"{len(regulation.units)} ketentuan{findings}, SHA-256 {entry.sha256}"
    )


def _option(folder: Path | None) -> str:
    return f" --korpus {folder}" if folder else ""


@korpus.command()
@click.argument("documents", metavar="[ID]...", nargs=-1)
@click.option("--ganti", "replace", is_flag=True, help="Ganti naskah resmi yang sudah ada.")
@click.option(
    "--jaringan-lokal",
    "private",
    is_flag=True,
    help="Izinkan alamat yang menuju komputer atau jaringan Anda sendiri.",
)
@corpus_option
def ambil(documents: tuple[str, ...], replace: bool, private: bool, folder: Path | None) -> None:
    """Unduh naskah resmi dari alamat di katalog; tanpa ID, semua yang punya alamat.

    Yang sudah ada dibandingkan: bila isinya berubah, yang lama dipertahankan (kode keluar 3).

    Contoh: regsearch korpus ambil uu-5-2014
    """
    from regsearch.corpus.assemble import read_catalog
    from regsearch.corpus.download import load_httpx
    from regsearch.corpus.fetch import fetch
    from regsearch.corpus.store import Store

    load_httpx()  # told once, not for each document
    corpora = _corpora(folder)
    catalog, store = read_catalog(corpora), Store(corpora[-1])
    wanted = documents or tuple(i.id for i in catalog.values() if i.official)

    def download(document: str) -> None:
        with progress_bar(document) as progress:
            fetched = fetch(
                document, store, catalog, replace=replace, progress=progress, private=private
            )
        change = "ditambahkan" if fetched.new else "tidak berubah"
        entry = fetched.entry
        echo(f"{document}: {change}, SHA-256 {entry.sha256}, dari {entry.origin}")

    _each(wanted, download)
    echo(f"Perbarui indeks dengan: regsearch indeks bangun{_option(folder)}", err=True)


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
            echo_error(str(error))
    if failed:
        sys.exit(REFUSED)
