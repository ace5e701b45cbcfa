"""``cari``: search by question."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from regsearch.cli.base import (
    NOT_FOUND,
    REFUSED,
    Command,
    index_option,
    open_library,
)
from regsearch.cli.options import KIND, STAGE, SUBJECT, day_option
from regsearch.cli.output import echo_error, print_lines
from regsearch.cli.replies import output_option, print_reply
from regsearch.cli.text_lines import TextLines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from regsearch.model import Reply
    from regsearch.search.arguments import AskOptions


@click.command(cls=Command)
@click.argument("words", metavar="[KUERI]...", nargs=-1)
@click.option(
    "--dari",
    "source",
    type=TextLines(),
    metavar="BERKAS",
    help="Baca pertanyaan dari berkas (- masukan baku): satu sebaris, atau CSV dengan kolom "
    "pertanyaan dan, bila ada, per, subjek, tahap.",
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
    type=SUBJECT,
    metavar="PELAKU",
    help="Siapa pelakunya: pns, pppk, cpns, non-asn, kades, perangkat-desa, tni, polri ...",
)
@click.option(
    "--tahap",
    "stage",
    type=STAGE,
    metavar="sebelum|sesudah",
    help="Sebelum atau sesudah calon ditetapkan secara resmi.",
)
@click.option(
    "--jenis",
    "kinds",
    multiple=True,
    type=KIND,
    metavar="JENIS",
    help="Batasi jenis peraturan: uu, pp, skb ... (boleh berulang).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("teks", "json", "jsonl", "md", "csv", "docx")),
    help="Bentuk keluaran. Bawaan: teks; dengan --dari: jsonl.",
)
@click.option("--lengkap", "whole", is_flag=True, help="Semua jawaban beserta seluruh isinya.")
@click.option("--singkat", "short", is_flag=True, help="Satu baris untuk setiap jawaban.")
@click.option("--jelaskan", "explain", is_flag=True, help="Tunjukkan bagaimana jawaban diperoleh.")
@output_option
@index_option
def cari(
    words: tuple[str, ...],
    source: Iterator[str] | None,
    limit: int,
    as_of: date | None,
    subject: str | None,
    stage: Any,
    kinds: tuple[str, ...],
    form: str | None,
    whole: bool,
    short: bool,
    explain: bool,
    target: Path | None,
    index: Path | str | None,
) -> None:
    """Cari ketentuan dan sanksi untuk perbuatan atau pertanyaan KUERI.

    \b
    Contoh:
      regsearch cari like postingan calon bupati
      regsearch cari "PNS maju caleg" --per 01-07-2018
      regsearch cari sanksi tidak netral --subjek PPPK --lengkap
      regsearch cari --dari kasus.csv --format csv > hasil.csv
    """
    query = " ".join(words).strip()
    if bool(query) == (source is not None):
        raise click.UsageError("berikan KUERI, atau --dari BERKAS")
    if whole and short:
        raise click.UsageError("--lengkap dan --singkat tidak dapat bersama-sama.")
    with open_library(index) as library:
        options: AskOptions = {
            "as_of": as_of,
            "limit": limit,
            "subject": subject,
            "stage": stage,
            "kinds": kinds,
        }
        if source is not None:
            from regsearch.cli.cases import answer_cases

            def ask(question: str, **said: Any) -> Reply:
                return library.ask(question, **{**options, **said})

            failed = answer_cases(ask, source, form or "jsonl", target, _of(whole, short))
            sys.exit(REFUSED if failed else 0)
        reply = library.ask(query, **options)
        print_reply(library, reply, form or "teks", target, _of(whole, short))
        if explain and form in {None, "teks", "md"}:
            from regsearch.show import explain as explanation

            del options["limit"]
            print_lines(explanation.lines(library.explain(query, **options)))
    if reply.outcome == "not_found":
        if form != "json":
            echo_error(reply.message or "")
        sys.exit(NOT_FOUND)


def _of(whole: bool, short: bool) -> str:
    return "lengkap" if whole else "singkat" if short else "layar"
