"""``mcp``: serve an assistant over the Model Context Protocol."""

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
