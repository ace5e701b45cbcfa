"""``riwayat``: the versions of a provision over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regsearch.cli.base import Command, format_option, index_option, open_library
from regsearch.cli.options import AnyDay
from regsearch.cli.output import print_json, print_lines, style, width

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(cls=Command)
@click.argument("words", metavar="SITASI...", nargs=-1, required=True)
@click.option(
    "--per",
    "first",
    type=AnyDay(),
    metavar="TANGGAL",
    help="Hari yang statusnya ditunjukkan; dengan --dengan: hari pertama yang dibandingkan.",
)
@click.option(
    "--dengan", "second", type=AnyDay(), metavar="TANGGAL", help="Hari kedua yang dibandingkan."
)
@format_option("teks", "json", "md")
@index_option
def riwayat(
    words: tuple[str, ...],
    first: date | None,
    second: date | None,
    form: str,
    index: Path | str | None,
) -> None:
    """Tampilkan versi-versi ketentuan SITASI dari waktu ke waktu, dan perubahannya.

    \b
    Contoh:
      regsearch riwayat UU Pilkada Pasal 71
      regsearch riwayat "PP 11/2017 Pasal 254" --per 2018-01-01 --dengan 2024-01-01
    """
    if second and not first:
        raise click.UsageError("--dengan TANGGAL memerlukan --per TANGGAL")
    with open_library(index) as library:
        between = (first, second) if first and second else None
        found = library.history(" ".join(words), as_of=None if between else first, between=between)
    from regsearch.show import history as show

    if form == "json":
        print_json(show.to_dict(found))
    elif form == "md":
        print_lines(show.markdown(found))
    else:
        print_lines(show.lines(found, style(), width()))
