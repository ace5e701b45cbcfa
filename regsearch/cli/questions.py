"""``cari`` and ``pasal``: search by question, look up by citation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regsearch.cli.base import (
    NOT_FOUND,
    REFUSED,
    Command,
    format_option,
    index_option,
    open_library,
)
from regsearch.cli.options import KIND, STAGE, SUBJECT, day_option
from regsearch.cli.output import (
    echo_error,
    print_lines,
    style,
    width,
    write_file,
    written,
)
from regsearch.cli.text_lines import TextLines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from regsearch.model import Reply
    from regsearch.search.library import Library
    from regsearch.show.visible import Form

output_option = click.option(
    "--ke",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis ke berkas itu; perlu untuk --format docx di terminal.",
)


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
        options: dict[str, Any] = {
            "as_of": as_of,
            "limit": limit,
            "subject": subject,
            "stage": stage,
            "kinds": kinds,
        }
        if source is not None:
            from regsearch.cli.cases import answer_cases

            def ask(question: str, **said: Any) -> Reply:
                return library.ask(question, **(options | said))

            failed = answer_cases(ask, source, form or "jsonl", target, _of(whole, short))
            sys.exit(REFUSED if failed else 0)
        reply = library.ask(query, **options)
        _print(library, reply, form or "teks", target, _of(whole, short))
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


def _print(library: Library, reply: Reply, form: str, target: Path | None, size: str) -> None:
    """Print *reply*, as text in one of the sizes ``layar``, ``lengkap`` and ``singkat``."""
    if form == "teks":
        if reply.outcome != "not_found":
            _write(text_of(reply, size), target)
    elif form == "json":
        from regsearch.show import sheet, to_dict

        _write([sheet.json_text(to_dict.reply(reply))], target, "json")
    elif form == "md":
        from regsearch.show import markdown

        _write(markdown.reply(reply, library.manifest), target)
    elif form == "docx":
        write_docx(library, reply, target)
    else:
        from regsearch.show import sheet

        _write(sheet.lines([reply], form), target, "json" if form == "jsonl" else "text")


def text_of(reply: Reply, size: str) -> list[str]:
    """Return the lines of *reply* in one of the sizes ``layar``, ``lengkap`` and ``singkat``."""
    from regsearch.show import screen, terminal

    if size == "lengkap":
        return [*terminal.reply(reply, style(), width())]
    if size == "singkat":
        return [*screen.singles(reply, style(), width())]
    return [*screen.reply(reply, style(), width())]


def _write(lines: Iterable[str], target: Path | None, form: Form = "text") -> None:
    with written(target, form) as put:
        for line in lines:
            put(line)


def write_docx(library: Library, reply: Reply, target: Path | None) -> None:
    """Write the evidence card of *reply* to *target*, or to stdout where that is no terminal."""
    try:
        from regsearch.show import docx
    except ModuleNotFoundError as error:
        raise click.UsageError(
            "--format docx memerlukan python-docx. Pasang: pip install python-docx"
        ) from error
    content = docx.reply(reply, library.manifest)
    if target:
        write_file(target, content)
    elif sys.stdout.isatty():
        raise click.UsageError("--format docx memerlukan --ke BERKAS.docx")
    else:
        sys.stdout.buffer.write(content)


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
            _write([text.rstrip("\n")], target, "xml")
        elif form == "kutipan":
            from regsearch.show.quotation import cite

            _write([cite(a, library.catalog[a.document]) for a in reply.answers], target)
        elif form == "teks":
            from regsearch.show import terminal

            _write(terminal.provisions(reply, style(), width()), target)
        else:
            _print(library, reply, form, target, "lengkap")
