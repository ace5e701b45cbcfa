"""``kunci buat|percaya|cabut|daftar``: signing keys and trusted publishers."""

from __future__ import annotations

from pathlib import Path

import click

from regsearch.cli.base import Commands, ask_passphrase, format_option
from regsearch.cli.output import echo, print_json, print_lines


@click.group(cls=Commands)
def kunci() -> None:
    """Buat kunci penanda tangan, dan tentukan penerbit mana yang dipercaya."""


@kunci.command()
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--tanpa-sandi",
    "bare",
    is_flag=True,
    help="Tidak dienkripsi: siapa pun yang memperoleh berkasnya dapat menandatangani.",
)
def buat(berkas: Path, bare: bool) -> None:
    """Buat kunci rahasia BERKAS (hanya terbaca oleh Anda) dan kunci publik BERKAS.pub.

    Bentuknya sama dengan milik minisign. Simpan yang rahasia di luar proyek dan korpus.

    Contoh: regsearch kunci buat ~/regsearch-penerbit.key
    """
    from regsearch.bundle import keys

    passphrase = None
    if not bare:
        passphrase = ask_passphrase("Kata sandi", "Ulangi kata sandi")
    public = keys.create(berkas, passphrase)
    echo(f"Kunci {public.name}. Bagikan kunci publiknya lewat jalan yang aman:")
    echo(public.text)


@kunci.command()
@click.argument("kunci_publik")
@click.option("--milik", "owner", required=True, help="Milik siapa, seperti Anda mengenalnya.")
def percaya(kunci_publik: str, owner: str) -> None:
    """Percayai KUNCI_PUBLIK (berkasnya, atau teksnya RW...) untuk memasang bundel.

    Siapa pun yang memegang pasangannya dapat menentukan hukum yang ditampilkan di sini.

    Contoh: regsearch kunci percaya penerbit.key.pub --milik "Biro Hukum"
    """
    from regsearch.bundle import keys

    known = keys.trust(kunci_publik, owner)
    echo(f"Kunci {known.key.name} milik {known.owner} dipercaya.")


@kunci.command()
@click.argument("nama")
def cabut(nama: str) -> None:
    """Jangan percayai lagi kunci dengan id NAMA.

    Contoh: regsearch kunci cabut 1A2B3C4D5E6F7081
    """
    from regsearch.bundle import keys

    keys.distrust(nama)
    echo(f"Kunci {nama.upper()} tidak dipercaya lagi.")


@kunci.command()
@format_option("teks", "json")
def daftar(form: str) -> None:
    """Tampilkan kunci yang dipercaya.

    Contoh: regsearch kunci daftar
    """
    from regsearch.bundle import keys
    from regsearch.show import bundles as show

    trusted = keys.trusted()
    if form == "json":
        print_json(show.keys_json(trusted))
    else:
        print_lines(show.keys(trusted))
