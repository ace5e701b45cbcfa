"""The command line: options in, one call of the library, output out."""

from __future__ import annotations

import click

from regsearch import __version__
from regsearch.cli.corpora import korpus
from regsearch.cli.documents import urai
from regsearch.cli.frame import Commands
from regsearch.cli.indexes import indeks
from regsearch.cli.questions import cari, pasal


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__,
    "--version",
    prog_name="regsearch",
    message="%(prog)s %(version)s",
    help="Tampilkan versi.",
)
def main() -> None:
    """Cari pasal dan sanksi yang tepat untuk suatu perbuatan.

    Contoh: regsearch cari "like postingan calon bupati"
    """


for command in (cari, pasal, urai, indeks, korpus):
    main.add_command(command)
