"""``indeks kemas|pasang|kembali|daftar|verifikasi|beda``: bundles and installed indexes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import REFUSED, Command, ask_passphrase, format_option, index_option
from regsearch.cli.output import echo, print_json, print_lines, style
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
        passphrase = None
        if keys.needs_passphrase(key):
            passphrase = ask_passphrase("Kata sandi kunci")
        secret = keys.load(key, passphrase)
    about = package(default_index(index), bundel, serial, secret)
    signed = f"kunci {secret.public.name}" if secret else "TANPA tanda tangan"
    echo(f"Bundel nomor {about.serial}, {len(about.files)} berkas, {signed}: {bundel}")


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
        echo(
            "PERINGATAN: tanda tangan tidak disyaratkan. Isi hukum di dalam bundel ini bisa saja "
            "palsu; pastikan sendiri asalnya.",
            err=True,
        )
    generation = install(bundel, unsigned=unsigned, older=older, rebuild=rebuild)
    origin = generation.origin
    if origin and not origin.same:
        echo(
            "Catatan: indeks yang dibangun ulang tidak sama dengan yang ada di bundel; versi "
            "regsearch atau pustakanya lain, atau berkas di bundel bukan hasil dokumennya.",
            err=True,
        )
    _print_active(generation, form)


@click.command(cls=Command)
@click.option("--alamat", "address", help="Indeks dalam kluster: opensearch://HOST[:PORT]/NAMA")
@format_option("teks", "json")
def kembali(address: str | None, form: str) -> None:
    """Pakai lagi indeks yang sebelumnya; yang sekarang menjadi yang sebelumnya.

    Contoh: regsearch indeks kembali
    """
    from regsearch.bundle.generations import restore

    if address:
        from regsearch.cli.clusters import switch_back

        switch_back(address)
        return
    _print_active(restore(), form)


def _print_active(generation: Generation, form: str) -> None:
    from regsearch.show import bundles as show

    if form == "json":
        print_json(show.installed_json(generation))
    else:
        echo(f"Dipakai: {show.origin(generation.origin)}. {generation.folder}")


@click.command(cls=Command)
@format_option("teks", "json")
def daftar(form: str) -> None:
    """Tampilkan indeks yang terpasang: yang dipakai, dan yang sebelumnya.

    Contoh: regsearch indeks daftar
    """
    from regsearch.bundle.generations import generations
    from regsearch.show import bundles as show

    installed = generations()
    if form == "json":
        print_json(show.table_json(installed))
    else:
        print_lines(show.table(installed, style()))


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
    from regsearch.show import bundles as show

    path = str(bundel or default_index(index))
    result = verify_bundle(bundel) if bundel else verify_index(default_index(index))
    if form == "json":
        print_json(show.verified_json(path, result))
    else:
        print_lines(show.verified(path, result, style()))
    if result.problems:
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
    from regsearch.show import bundles as show

    changes = compare(_folder(Path(lama)), _folder(Path(baru)))
    if form == "json":
        print_json(show.difference_json(changes))
    else:
        print_lines(show.difference(changes, style()))


def _folder(name: Path) -> Path:
    """Return the folder of the index that *name* names: a path, or ``aktif`` and the like."""
    from regsearch.bundle.generations import generations

    if name.exists():
        return name
    by_role = {generation.role: generation.folder for generation in reversed(generations())}
    return (by_role | {"bawaan": shipped_index()}).get(str(name), name)
