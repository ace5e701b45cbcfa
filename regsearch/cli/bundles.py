"""Indexes that travel: ``indeks kemas|pasang|kembali|daftar|verifikasi|beda``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import (
    REFUSED,
    Command,
    format_option,
    index_option,
    print_json,
    print_lines,
    style,
)
from regsearch.paths import default_index, shipped_index

if TYPE_CHECKING:
    from regsearch.bundle.generations import Generation

_file = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Command)
@click.argument("bundel", type=_file)
@click.option(
    "--nomor",
    "serial",
    type=click.IntRange(1, 2**53),
    required=True,
    help="Nomor bundel; harus lebih besar daripada yang sebelumnya, misalnya tanggal 20261122.",
)
@click.option("--kunci", "key", type=_file, help="Kunci rahasia yang menandatangani.")
@index_option
def kemas(bundel: Path, serial: int, key: Path | None, index: Path | None) -> None:
    """Kemas indeks menjadi satu berkas BUNDEL yang ditandatangani.

    \b
    Contoh:
      regsearch indeks kemas peraturan.tar.xz --nomor 20261122 --kunci ~/penerbit.key
    """
    from regsearch.bundle import keys
    from regsearch.bundle.pack import package

    secret = None
    if key:
        asked = keys.needs_passphrase(key)
        passphrase = click.prompt("Kata sandi kunci", hide_input=True, err=True) if asked else None
        secret = keys.load(key, passphrase)
    about = package(default_index(index), bundel, serial, secret)
    signed = f"kunci {secret.public.name}" if secret else "TANPA tanda tangan"
    click.echo(f"Bundel nomor {about.serial}, {len(about.files)} berkas, {signed}: {bundel}")


@click.command(cls=Command)
@click.argument("bundel", type=_file)
@click.option(
    "--tanpa-tanda-tangan",
    "unsigned",
    is_flag=True,
    help="Terima bundel yang penerbitnya tidak diketahui; indeksnya lalu dibangun ulang.",
)
@click.option("--mundur", "older", is_flag=True, help="Terima bundel yang lebih lama.")
@click.option(
    "--bangun-ulang",
    "rebuild",
    is_flag=True,
    help="Bangun indeks dari dokumen di dalam bundel; berkas mesin pencarinya tidak dibuka.",
)
@format_option("teks", "json")
def pasang(bundel: Path, unsigned: bool, older: bool, rebuild: bool, form: str) -> None:
    """Periksa BUNDEL, pasang, dan pakai. Yang sebelumnya disimpan untuk `indeks kembali`.

    \b
    Contoh:
      regsearch indeks pasang peraturan.tar.xz
    """
    from regsearch.bundle.install import install

    if unsigned:
        click.echo(
            "PERINGATAN: tanda tangan tidak disyaratkan. Isi hukum di dalam bundel ini bisa saja "
            "palsu; pastikan sendiri asalnya.",
            err=True,
        )
    generation = install(bundel, unsigned=unsigned, older=older, rebuild=rebuild)
    origin = generation.origin
    if origin and not origin.same:
        click.echo(
            "Catatan: indeks yang dibangun ulang tidak sama dengan yang ada di bundel; versi "
            "regsearch atau pustakanya lain, atau berkas di bundel bukan hasil dokumennya.",
            err=True,
        )
    _in_use(generation, form)


@click.command(cls=Command)
@click.option("--alamat", "address", help="Indeks dalam kluster: opensearch://HOST[:PORT]/NAMA")
@format_option("teks", "json")
def kembali(address: str | None, form: str) -> None:
    """Pakai lagi indeks yang sebelumnya; yang sekarang menjadi yang sebelumnya.

    Contoh: regsearch indeks kembali
    """
    from regsearch.bundle.generations import restore

    if address:
        from regsearch.cli.clusters import go_back

        go_back(address)
        return
    _in_use(restore(), form)


def _in_use(generation: Generation, form: str) -> None:
    from regsearch.show import bundles as shown

    if form == "json":
        print_json(shown.installed_json(generation))
    else:
        click.echo(f"Dipakai: {shown.origin(generation.origin)}. {generation.folder}")


@click.command(cls=Command)
@format_option("teks", "json")
def daftar(form: str) -> None:
    """Tampilkan indeks yang terpasang: yang dipakai, dan yang sebelumnya.

    Contoh: regsearch indeks daftar
    """
    from regsearch.bundle.generations import generations
    from regsearch.show import bundles as shown

    found = generations()
    if form == "json":
        print_json(shown.table_json(found))
    else:
        print_lines(shown.table(found, style()))


@click.command(cls=Command)
@click.argument("bundel", required=False, type=_file)
@format_option("teks", "json")
@index_option
def verifikasi(bundel: Path | None, form: str, index: Path | None) -> None:
    """Periksa apakah indeks (atau BUNDEL, tanpa memasangnya) utuh dan siapa penerbitnya.

    \b
    Contoh:
      regsearch indeks verifikasi
      regsearch indeks verifikasi peraturan.tar.xz
    """
    from regsearch.bundle.verify import verify_bundle, verify_index
    from regsearch.show import bundles as shown

    place = str(bundel or default_index(index))
    found = verify_bundle(bundel) if bundel else verify_index(default_index(index))
    if form == "json":
        print_json(shown.verified_json(place, found))
    else:
        print_lines(shown.verified(place, found, style()))
    if found.problems:
        sys.exit(REFUSED)


@click.command(cls=Command)
@click.argument("lama")
@click.argument("baru")
@format_option("teks", "json")
def beda(lama: str, baru: str, form: str) -> None:
    """Tampilkan yang berubah dari indeks LAMA ke BARU: dokumen, ketentuan, sanksi.

    Keduanya folder indeks, atau `aktif`, `sebelumnya`, `bawaan`.

    Contoh: regsearch indeks beda sebelumnya aktif
    """
    from regsearch.index.diff import compare
    from regsearch.show import bundles as shown

    found = compare(_meant(Path(lama)), _meant(Path(baru)))
    if form == "json":
        print_json(shown.difference_json(found))
    else:
        print_lines(shown.difference(found, style()))


def _meant(name: Path) -> Path:
    """Return the folder that *name* is or stands for."""
    from regsearch.bundle.generations import generations

    if name.exists():
        return name
    named = {generation.role: generation.folder for generation in reversed(generations())}
    return (named | {"bawaan": shipped_index()}).get(str(name), name)
