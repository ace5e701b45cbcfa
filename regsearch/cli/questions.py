"""``cari`` and ``pasal``: search by question, look up by citation."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from regsearch.cli.base import (
    NOT_FOUND,
    Command,
    day_option,
    format_option,
    index_option,
    open_library,
)
from regsearch.cli.output import echo, echo_error, print_json, print_lines, style, width
from regsearch.cli.text_lines import TextLines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from regsearch.model import Reply


@click.command(cls=Command)
@click.argument("query", metavar="[KUERI]", required=False)
@click.option(
    "--dari",
    "source",
    type=TextLines(),
    help="Baca pertanyaan dari berkas (- masukan baku), satu sebaris; keluar satu JSON sebaris.",
)
@click.option(
    "-n",
    "limit",
    default=10,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Banyaknya jawaban.",
)
@day_option
@click.option(
    "--subjek",
    "subject",
    type=click.Choice(["pns", "pppk", "cpns", "non-asn"]),
    help="Siapa pelakunya.",
)
@click.option(
    "--tahap",
    "stage",
    type=click.Choice(["sebelum", "sesudah"]),
    help="Sebelum atau sesudah calon ditetapkan secara resmi.",
)
@click.option(
    "--jenis",
    "kinds",
    multiple=True,
    metavar="JENIS",
    help="Batasi jenis peraturan: uu, pp, skb ... (boleh berulang).",
)
@format_option("teks", "json", "md")
@click.option("--jelaskan", "explain", is_flag=True, help="Tunjukkan bagaimana jawaban diperoleh.")
@index_option
def cari(
    query: str | None,
    source: Iterator[str] | None,
    limit: int,
    as_of: date | None,
    subject: str | None,
    stage: Any,
    kinds: tuple[str, ...],
    form: str,
    explain: bool,
    index: Path | str | None,
) -> None:
    """Cari ketentuan dan sanksi untuk perbuatan atau pertanyaan KUERI.

    \b
    Contoh:
      regsearch cari "like postingan calon bupati"
      regsearch cari "PNS maju caleg" --per 2018-07-01
      regsearch cari "sanksi tidak netral" --subjek pppk --format json
      regsearch cari --dari pertanyaan.txt > jawaban.jsonl
    """
    if (query is None) == (source is None):
        raise click.UsageError("berikan KUERI, atau --dari BERKAS")
    with open_library(index) as library:
        ask = partial(
            library.ask, as_of=as_of, limit=limit, subject=subject, stage=stage, kinds=kinds
        )
        if query is None:
            from regsearch.show import to_dict

            for line in source or ():
                print_json(to_dict.reply(ask(line)), indent=None)
            return
        reply = ask(query)
        if form != "teks":
            _print(reply, form)
        elif reply.outcome != "not_found":
            from regsearch.show import terminal

            print_lines(terminal.reply(reply, style(), width()))
        if explain and form != "json":
            from regsearch.show import explain as explanation

            print_lines(
                explanation.lines(
                    library.explain(query, as_of=as_of, subject=subject, stage=stage, kinds=kinds)
                )
            )
    if reply.outcome == "not_found":
        if form != "json":
            echo_error(reply.message or "")
        sys.exit(NOT_FOUND)


def _print(reply: Reply, form: str) -> None:
    """Print *reply* as ``json`` or ``md``."""
    from regsearch.show import markdown, to_dict

    if form == "json":
        print_json(to_dict.reply(reply))
    else:
        print_lines(markdown.reply(reply))


@click.command(cls=Command)
@click.argument("citation", metavar="SITASI")
@day_option
@format_option("teks", "json", "md", "akn")
@index_option
def pasal(citation: str, as_of: date | None, form: str, index: Path | str | None) -> None:
    """Tampilkan satu ketentuan menurut SITASI.

    \b
    Contoh:
      regsearch pasal "pasal 9 ayat 2 uu asn"
      regsearch pasal "PP 94/2021 Pasal 5 huruf n angka 6"
    """
    with open_library(index) as library:
        reply = library.lookup(citation, as_of=as_of)
        if form in {"json", "md"}:
            _print(reply, form)
        elif form == "akn":
            from regsearch.akn import reply_to_akn

            documents = {answer.document for answer in reply.answers}
            if len(documents) != 1:
                raise click.UsageError("--format akn menulis satu dokumen: sebut satu peraturan")
            inside = [p for answer in reply.answers for p in library.within(answer)]
            instrument = library.catalog[documents.pop()]
            echo(reply_to_akn(reply, inside, instrument).decode(), nl=False, form="xml")
        else:
            from regsearch.show import terminal

            inside = [p for answer in reply.answers for p in library.within(answer)]
            print_lines(terminal.reply(reply, style(), width(), numbered=False))
            print_lines(terminal.contents(inside, width()))
