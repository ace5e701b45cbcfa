"""The command line: a command parses its options, calls the library once, and prints."""

from __future__ import annotations

import click

from regsearch._version import __version__
from regsearch.cli.base import Commands, version_option


@click.group(
    cls=Commands,
    params=[version_option(__version__)],
    lazy={
        "cari": "questions",
        "pasal": "provisions",
        "periksa": "drafts",
        "riwayat": "history",
        "urai": "documents",
        "indeks": "indexes",
        "korpus": "corpora",
        "kunci": "keys",
        "mcp": "servers",
        "web": "servers",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def main() -> None:
    """Cari pasal dan sanksi yang tepat untuk suatu perbuatan.

    Contoh: regsearch cari "like postingan calon bupati"
    """
