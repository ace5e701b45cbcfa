"""``indeks muat``, and the parts of ``indeks bangun|kembali`` that concern a cluster."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import Command, index_option, progress_bar
from regsearch.cli.output import echo
from regsearch.paths import default_index

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command(cls=Command)
@click.option("--alamat", "address", required=True, help="opensearch://HOST[:PORT]/NAMA")
@index_option
def muat(address: str, index: Path | None) -> None:
    """Muat indeks dari folder ke kluster OpenSearch, dan pakai bila lengkap dan cocok.

    Yang terputus dilanjutkan; beberapa komputer boleh memuat indeks yang sama bersama-sama.
    Nama pengguna dan kata sandi: variabel REGSEARCH_OPENSEARCH_USER dan
    REGSEARCH_OPENSEARCH_PASSWORD, atau berkas opensearch.toml.

    \b
    Contoh:
      regsearch indeks muat --indeks ./indeks-kami --alamat opensearch://cari.contoh.go.id/peraturan
    """
    _load(default_index(index), address)


def put_in_cluster(address: str, build: Callable[[Path], None], index: Path | None) -> None:
    """Build an index in *index*, or in a temporary folder, and load it into a cluster."""
    with tempfile.TemporaryDirectory(prefix="regsearch-") as scratch:
        folder = index or Path(scratch) / "indeks"
        build(folder)
        _load(folder, address)


def _load(folder: Path, address: str) -> None:
    from regsearch.cluster.load import load

    with progress_bar("Memuat ke kluster") as advance:
        loaded = load(folder, address, advance)
    echo(
        f"{loaded.passages} ketentuan dalam {loaded.build}: {loaded.sent} dikirim, "
        f"{loaded.checked} diperiksa. Dipakai: {address}"
    )
    if loaded.former:
        echo(f"Sebelumnya: {loaded.former}. Kembali: regsearch indeks kembali --alamat {address}")


def switch_back(address: str) -> None:
    """Make the previous build of a cluster the one in use."""
    from regsearch.cluster import alias

    now, before = alias.switch_back(address)
    echo(f"Dipakai: {now}. Sebelumnya: {before}")
