"""Indexes: ``indeks bangun`` and ``indeks info``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from regsearch.cli.frame import (
    Commands,
    format_option,
    index_option,
    print_json,
)
from regsearch.places import default_index, shipped_corpus


@click.group(cls=Commands)
def indeks() -> None:
    """Bangun dan periksa indeks."""


@indeks.command()
@click.option(
    "--korpus",
    "corpus",
    type=click.Path(path_type=Path),
    help="Folder korpus. Bawaan: yang disertakan.",
)
@index_option
def bangun(corpus: Path | None, index: Path | None) -> None:
    """Bangun indeks dari korpus.

    Contoh: regsearch indeks bangun --indeks ./indeks-saya
    """
    from regsearch.bundle.build import build_index

    target = default_index(index)
    with click.progressbar(length=1, label="Membaca dokumen", file=sys.stderr) as bar:

        def progress(_document: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        manifest = build_index(corpus or shipped_corpus(), target, progress)
        bar.update((bar.length or 1) - bar.pos)
    click.echo(f"{len(manifest.documents)} dokumen, {manifest.passages} ketentuan: {target}")


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
