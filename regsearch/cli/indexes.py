"""Indexes: ``indeks bangun``, ``audit`` and ``info``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.frame import (
    NOT_FOUND,
    Commands,
    format_option,
    index_option,
    print_json,
    print_lines,
    style,
)
from regsearch.places import default_index, index_of_user, shipped_corpus, user_corpus

if TYPE_CHECKING:
    from regsearch.search.manifest import Manifest


@click.group(cls=Commands)
def indeks() -> None:
    """Bangun dan periksa indeks."""


@indeks.command()
@click.option(
    "--korpus",
    "corpora",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder yang menambah korpus yang disertakan (boleh berulang). Bawaan: folder Anda.",
)
@click.option("--bawaan", "bare", is_flag=True, help="Hanya korpus yang disertakan.")
@click.option(
    "--ulang",
    "again",
    is_flag=True,
    help="Bangun dari dokumen yang ada di dalam indeks itu sendiri, juga dari versi lain.",
)
@index_option
def bangun(corpora: tuple[Path, ...], bare: bool, again: bool, index: Path | None) -> None:
    """Bangun indeks dari korpus yang disertakan dan naskah resmi yang Anda tambahkan.

    \b
    Contoh:
      regsearch indeks bangun
      regsearch indeks bangun --korpus ./naskah-kami --indeks ./indeks-kami
    """
    from regsearch.bundle.build import build_index, rebuild_index

    if again and (bare or corpora):
        raise click.UsageError("--ulang tidak memerlukan korpus.")
    if again:
        target = default_index(index)
        _built(rebuild_index(target, target), target)
        return
    if bare and corpora:
        raise click.UsageError("--bawaan dan --korpus tidak dapat bersama-sama.")
    own = user_corpus()
    further = corpora or ((own,) if own.is_dir() and not bare else ())
    # An index with the user's documents never takes the place of the one that ships.
    target = index_of_user(index) if further else default_index(index)
    for folder in further:
        click.echo(f"Dengan korpus {folder}", err=True)
    with click.progressbar(length=1, label="Membaca dokumen", file=sys.stderr) as bar:

        def progress(_document: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        manifest = build_index((shipped_corpus(), *further), target, progress)
        bar.update((bar.length or 1) - bar.pos)
    _built(manifest, target)


def _built(manifest: Manifest, target: Path) -> None:
    official = sum(document.official for document in manifest.documents)
    click.echo(
        f"{len(manifest.documents)} dokumen, {manifest.passages} ketentuan, "
        f"{official} dengan kata-kata resmi: {target}"
    )


@indeks.command()
@format_option("teks", "json")
@index_option
def audit(form: str, index: Path | None) -> None:
    """Periksa kelengkapan: satuan yang ada dan yang hilang, perbaikan, cakupan ringkasan.

    Kode keluar 1 bila ada yang hilang tanpa penjelasan.

    Contoh: regsearch indeks audit
    """
    from regsearch.corpus.ledger import read_ledger, to_json
    from regsearch.show import corpus as shown

    ledger = read_ledger(default_index(index))
    if form == "json":
        print_json(to_json(ledger))
    else:
        print_lines(shown.audit(ledger, style()))
    if any(document.unexplained for document in ledger):
        sys.exit(NOT_FOUND)


@indeks.command()
@format_option("teks", "json")
@index_option
def info(form: str, index: Path | None) -> None:
    """Tampilkan isi dan asal indeks.

    Contoh: regsearch indeks info
    """
    from regsearch.search.manifest import describe, read_manifest

    folder = default_index(index)
    manifest = read_manifest(folder)
    if form == "json":
        print_json(describe(manifest, folder))
        return
    click.echo(f"Indeks    {folder}")
    click.echo(
        f"Format    {manifest.format}, mesin {manifest.engine}, regsearch {manifest.regsearch}"
    )
    click.echo(f"Isi       {len(manifest.documents)} dokumen, {manifest.passages} ketentuan")
    for document in manifest.documents:
        click.echo(f"  {document.id:<32} {document.text_kind:<10} {document.passages:>5} ketentuan")
