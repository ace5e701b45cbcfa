"""``indeks bangun|audit|info``; the other commands of the group are in bundles and clusters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import NOT_FOUND, REFUSED, Commands, format_option, index_option
from regsearch.cli.output import echo, print_json, print_lines, style
from regsearch.engines.registry import NAMES
from regsearch.paths import (
    build_cache,
    default_index,
    index_location,
    named_index,
    shipped_corpus,
    shipped_index,
    user_corpus,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@click.group(
    cls=Commands,
    lazy=dict.fromkeys(("kemas", "pasang", "kembali", "daftar", "verifikasi", "beda"), "bundles")
    | {"muat": "clusters"},
)
def indeks() -> None:
    """Bangun, periksa, kemas dan pasang indeks."""


@indeks.command()
@click.option(
    "--korpus",
    "corpora",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder korpus atau koleksi berkas tambahan (boleh berulang). Bawaan: folder Anda.",
)
@click.option("--bawaan", "bare", is_flag=True, help="Hanya korpus yang disertakan.")
@click.option(
    "--ulang",
    "again",
    is_flag=True,
    help="Bangun dari dokumen yang ada di dalam indeks itu sendiri, juga dari versi lain.",
)
@click.option(
    "--proses",
    "processes",
    type=click.IntRange(1, 256),
    help="Banyaknya proses. Bawaan: satu, atau sebanyak prosesor bila dokumennya banyak.",
)
@click.option(
    "--mesin",
    "engine",
    type=click.Choice((*NAMES, "opensearch")),
    help="Mesin pencari; opensearch bersama --alamat. Bawaan: menurut ukuran korpus; dengan "
    "--ulang yang sudah dipakai.",
)
@click.option("--ketat", "strict", is_flag=True, help="Kode keluar 3 bila ada yang tidak dimuat.")
@click.option("--alamat", "address", help="Indeks dalam kluster: opensearch://HOST[:PORT]/NAMA")
@index_option
def bangun(
    corpora: tuple[Path, ...],
    bare: bool,
    again: bool,
    processes: int | None,
    engine: str | None,
    strict: bool,
    address: str | None,
    index: Path | None,
) -> None:
    """Bangun indeks dari korpus yang disertakan dan naskah resmi yang Anda tambahkan.

    \b
    Contoh:
      regsearch indeks bangun
      regsearch indeks bangun --korpus ./naskah-kami --indeks ./indeks-kami
      regsearch indeks bangun --mesin opensearch --alamat opensearch://cari.contoh.go.id/peraturan

    Folder berkas yang bukan korpus dimuat sebagai koleksi: dokumennya dikenali dari halaman judul,
    dan statusnya tidak diketahui karena belum ditinjau.
    """
    from regsearch.build.build import BuildOptions, build_index, rebuild_index
    from regsearch.cli.progress import Meter

    if (engine == "opensearch") != bool(address):
        raise click.UsageError("--mesin opensearch dan --alamat selalu bersama-sama.")
    left_out: list[tuple[Path, str]] = []
    options = BuildOptions(
        processes=processes,
        cache=build_cache(),
        # The index that ships is made from its corpus alone, so that anybody can check it.
        model_source=None if bare else shipped_index(),
        progress=Meter(),
        # An index for a cluster is built in a folder first, by the default engine.
        engine=None if address else engine,
        on_skipped=lambda file, reason: left_out.append((file, reason)),
    )
    if again and (bare or corpora):
        raise click.UsageError("--ulang tidak memerlukan korpus.")
    if again:
        source = default_index(index)

        def rebuild(folder: Path) -> None:
            rebuild_index(source, folder, options)

        _put(index, address, rebuild)
        return
    if bare and corpora:
        raise click.UsageError("--bawaan dan --korpus tidak dapat bersama-sama.")
    own = user_corpus()
    further = corpora or ((own,) if own.is_dir() and not bare else ())
    for folder in further:
        echo(f"Dengan korpus {folder}", err=True)

    def build(folder: Path) -> None:
        build_index((shipped_corpus(), *further), folder, options)

    _put(index, address, build)
    for file, reason in left_out:
        echo(f"Tidak dimuat: {file}: {reason}", err=True)
    if left_out:
        echo(f"{len(left_out)} berkas koleksi tidak dimuat.", err=True)
        if strict:
            sys.exit(REFUSED)


def _put(index: Path | None, address: str | None, build: Callable[[Path], None]) -> None:
    """Have an index built where it belongs, and say so.

    That is in the cluster at *address*, where the user told, or among the installed ones.
    """
    from regsearch.bundle.generations import build_generation
    from regsearch.index.manifest import read_manifest

    if address:
        from regsearch.cli.clusters import put_in_cluster

        put_in_cluster(address, build, index)
        return
    if told := named_index(index):
        build(told)
    target = told or build_generation(build).folder
    manifest = read_manifest(target)
    official = sum(document.official for document in manifest.documents)
    echo(
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
    from regsearch.corpus.completeness import to_json
    from regsearch.index.ledger_file import verified_ledger
    from regsearch.show import corpus as show

    ledger = verified_ledger(default_index(index))
    if form == "json":
        print_json(to_json(ledger))
    else:
        print_lines(show.audit(ledger, style()))
    if any(document.unexplained for document in ledger):
        sys.exit(NOT_FOUND)


@indeks.command()
@format_option("teks", "json")
@index_option
def info(form: str, index: Path | None) -> None:
    """Tampilkan isi dan asal indeks.

    Contoh: regsearch indeks info
    """
    from regsearch.bundle.generations import origin_of
    from regsearch.index.manifest import describe
    from regsearch.opening import read_manifest_at
    from regsearch.show import bundles as show

    place = index_location(index)
    manifest = read_manifest_at(place)
    origin = origin_of(place) if isinstance(place, Path) else None
    if form == "json":
        print_json(describe(manifest, place) | show.origin_json(origin))
        return
    echo(f"Indeks    {place}")
    if origin:
        echo(f"Asal      {show.origin(origin)}")
    echo(f"Format    {manifest.format}, mesin {manifest.engine}, regsearch {manifest.regsearch}")
    echo(f"Isi       {len(manifest.documents)} dokumen, {manifest.passages} ketentuan")
    for document in manifest.documents:
        echo(f"  {document.id:<32} {document.text_kind:<10} {document.passages:>5} ketentuan")
