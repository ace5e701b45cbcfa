"""``pasal``: look a provision up by its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regsearch.cli.base import Command, format_option, index_option, open_library
from regsearch.cli.options import day_option
from regsearch.cli.output import style, width
from regsearch.cli.replies import output_option, print_reply, write_lines

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(cls=Command)
@click.argument("words", metavar="SITASI...", nargs=-1, required=True)
@day_option
@format_option("teks", "json", "md", "akn", "docx", "kutipan")
@output_option
@index_option
def pasal(
    words: tuple[str, ...],
    as_of: date | None,
    form: str,
    target: Path | None,
    index: Path | str | None,
) -> None:
    """Tampilkan satu ketentuan menurut SITASI, beserta semua yang ada di dalamnya.

    \b
    Contoh:
      regsearch pasal pasal 9 ayat 2 uu asn
      regsearch pasal "PP 94/2021 Pasal 5 huruf n angka 6" --format kutipan
      regsearch pasal "UU Pilkada Pasal 71" --per 01-01-2016
    """
    with open_library(index) as library:
        reply = library.lookup(" ".join(words), as_of=as_of)
        if form == "akn":
            from regsearch.akn import reply_to_akn

            documents = {answer.document for answer in reply.answers}
            if len(documents) != 1:
                raise click.UsageError("--format akn menulis satu dokumen: sebut satu peraturan")
            inside = [p for answer in reply.answers for p in library.within(answer)]
            instrument = library.catalog[documents.pop()]
            text = reply_to_akn(reply, inside, instrument).decode()
            write_lines([text.rstrip("\n")], target, "xml")
        elif form == "kutipan":
            from regsearch.show.quotation import cite

            write_lines([cite(a, library.catalog[a.document]) for a in reply.answers], target)
        elif form == "teks":
            from regsearch.show import terminal

            write_lines(terminal.provisions(reply, style(), width()), target)
        else:
            print_reply(library, reply, form, target, "lengkap")
