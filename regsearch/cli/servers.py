"""``mcp`` and ``web``: serve the library to assistants and in a browser."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from regsearch.cli.base import Command, index_option
from regsearch.cli.output import echo

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@index_option
def mcp(index: Path | str | None) -> None:
    """Layani asisten (Claude, VS Code, Cursor ...) lewat Model Context Protocol di stdio.

    Dijalankan oleh kliennya, bukan dengan tangan; cara mendaftarkannya ada di docs/panduan.md.
    Perlu: pip install 'regsearch[mcp]'

    Contoh: claude mcp add regsearch -- regsearch mcp
    """
    try:
        from regsearch.mcp_server.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("regsearch"):
            raise
        raise click.UsageError(
            "mcp memerlukan SDK Model Context Protocol. Pasang: pip install 'regsearch[mcp]'"
        ) from error
    if sys.stdin.isatty():
        echo("Menunggu klien MCP di stdin. Berhenti: Ctrl+C", err=True)
    serve(str(index) if index else None)


@click.command(cls=Command)
@click.option(
    "--alamat",
    "address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Alamat yang dibuka. 127.0.0.1 hanya dapat dibuka dari komputer ini.",
)
@click.option(
    "--nama",
    "names",
    multiple=True,
    metavar="NAMA",
    help="Nama lain komputer ini yang boleh diketik di peramban (boleh berulang).",
)
@index_option
def web(address: str, names: tuple[str, ...], index: Path | str | None) -> None:
    """Buka regsearch di peramban, tanpa jaringan: cari, pasal, riwayat, periksa, korpus.

    \b
    Contoh:
      regsearch web
      regsearch web --alamat 127.0.0.1:8080
    """
    try:
        from regsearch.web import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "regsearch":
            raise
        raise click.UsageError(
            f"web memerlukan {error.name}. Pasang: pip install 'regsearch[web]'"
        ) from error

    def announce(url: str) -> None:
        echo(f"regsearch terbuka di {url} (Ctrl+C untuk berhenti)", err=True)
        if not server.is_local(server.parse_address(address)[0]):
            echo(
                "Perhatian: siapa pun di jaringan ini dapat membukanya; tidak ada sandi dan "
                "tidak ada enkripsi.",
                err=True,
            )

    server.serve(index, address, names, announce)
