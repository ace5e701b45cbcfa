"""The command line: options in, one call of the library, output out."""

from __future__ import annotations

import json
import shutil
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regsearch import __version__
from regsearch.errors import NotFoundError, RegsearchError
from regsearch.places import default_index, shipped_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from regsearch.search.library import Library

NOT_FOUND, WRONG_USAGE, REFUSED = 1, 2, 3
"""Exit statuses, as docs/contract.md lists them."""

_STYLES: dict[str, dict[str, Any]] = {
    "citation": {"bold": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
    "note": {"fg": "yellow"},
    "dim": {"dim": True},
    "match": {"fg": "cyan", "bold": True},
}
T = TypeVar("T")


class _Commands(click.Group):
    """Turns every error of the library into its message and exit status, in one place."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RegsearchError as error:
            status = NOT_FOUND if isinstance(error, NotFoundError) else REFUSED
            status = WRONG_USAGE if error.code == "sitasi" else status
            _fail(error.code, str(error), status)
        except BrokenPipeError:
            # The reader has gone (regsearch ... | head); that is no error.
            sys.stderr.close()
            sys.exit(0)


def _fail(code: str, message: str, status: int) -> None:
    from regsearch.show import replies

    if _wants_json():
        _print_json(replies.error(code, message))
    click.echo(f"regsearch: {message}", err=True)
    sys.exit(status)


def _wants_json() -> bool:
    arguments = sys.argv[1:]
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _style() -> Callable[[str, str], str]:
    """Return the function that colours; click drops the colour where stdout is no terminal."""

    def styled(text: str, look: str) -> str:
        return click.style(text, **_STYLES[look]) if look else text

    return styled


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def _open(index: Path | None) -> Library:
    from regsearch.search.library import Library

    return Library(default_index(index))


def _day(
    _context: click.Context, _parameter: click.Parameter, value: datetime | None
) -> date | None:
    return value.date() if value else None


_index_option = click.option(
    "--indeks",
    "index",
    type=click.Path(path_type=Path),
    help="Folder indeks. Bawaan: variabel REGSEARCH_INDEX, lalu indeks yang disertakan.",
)
_day_option = click.option(
    "--per",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    metavar="YYYY-MM-DD",
    help="Hukum yang berlaku pada hari itu. Bawaan: hari ini.",
)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    __version__, "--version", prog_name="regsearch", message="%(prog)s %(version)s"
)
def main() -> None:
    """Cari pasal dan sanksi yang tepat untuk suatu perbuatan.

    Contoh: regsearch cari "like postingan calon bupati"
    """


@main.command()
@click.argument("query", metavar="KUERI")
@click.option(
    "-n",
    "limit",
    default=10,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Banyaknya jawaban.",
)
@_day_option
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
@click.option(
    "--format", "form", type=click.Choice(["teks", "json", "md"]), default="teks", show_default=True
)
@click.option("--jelaskan", "explain", is_flag=True, help="Tunjukkan bagaimana jawaban diperoleh.")
@_index_option
def cari(
    query: str,
    limit: int,
    as_of: date | None,
    subject: str | None,
    stage: Any,
    kinds: tuple[str, ...],
    form: str,
    explain: bool,
    index: Path | None,
) -> None:
    r"""Cari ketentuan dan sanksi untuk perbuatan atau pertanyaan KUERI.

    \b
    Contoh:
      regsearch cari "like postingan calon bupati"
      regsearch cari "ASN mau nyaleg" --per 2018-07-08
      regsearch cari "sanksi tidak netral" --subjek pppk --format json
    """
    from regsearch.show import explain as explanation
    from regsearch.show import markdown, replies, terminal

    with _open(index) as library:
        reply = library.ask(
            query, as_of=as_of, limit=limit, subject=subject, stage=stage, kinds=kinds
        )
        if form == "json":
            _print_json(replies.reply(reply))
        elif form == "md":
            _print(markdown.reply(reply))
        elif reply.outcome != "not_found":
            _print(terminal.reply(reply, _style(), _width()))
        if explain and form != "json":
            _print(
                explanation.lines(library.explain(query, as_of=as_of, subject=subject, stage=stage))
            )
    if reply.outcome == "not_found":
        if form != "json":
            click.echo(f"regsearch: {reply.message}", err=True)
        sys.exit(NOT_FOUND)


@main.command()
@click.argument("citation", metavar="SITASI")
@_day_option
@click.option(
    "--format", "form", type=click.Choice(["teks", "json", "md"]), default="teks", show_default=True
)
@_index_option
def pasal(citation: str, as_of: date | None, form: str, index: Path | None) -> None:
    r"""Tampilkan satu ketentuan menurut SITASI.

    \b
    Contoh:
      regsearch pasal "pasal 9 ayat 2 uu asn"
      regsearch pasal "PP 94/2021 Pasal 5 huruf n angka 6"
    """
    from regsearch.show import markdown, replies, terminal

    with _open(index) as library:
        reply = library.lookup(citation, as_of=as_of)
        if form == "json":
            _print_json(replies.reply(reply))
        elif form == "md":
            _print(markdown.reply(reply))
        else:
            inside = [p for answer in reply.answers for p in library.within(answer)]
            _print(terminal.reply(reply, _style(), _width(), numbered=False))
            _print(terminal.contents(inside, _width()))


@main.command()
@click.argument(
    "files", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["pohon", "json", "md"]),
    default="pohon",
    show_default=True,
)
def urai(files: tuple[Path, ...], form: str) -> None:
    r"""Uraikan BERKAS (PDF, HTML, teks) menjadi pasal, ayat, huruf, dan angka.

    \b
    Contoh:
      regsearch urai uu-5-2014.pdf
      regsearch urai uu-5-2014.pdf --format json > uu-5-2014.json
    """
    from regsearch.read import parse
    from regsearch.show import structure

    printer = {"pohon": structure.to_tree, "json": structure.to_json, "md": structure.to_markdown}[
        form
    ]
    failed = False
    for path in files:
        try:
            click.echo(printer(parse(path)))
        except RegsearchError as error:
            if len(files) == 1:
                raise
            failed = True
            click.echo(f"regsearch: {path}: {error}", err=True)
    if failed:
        sys.exit(REFUSED)


@main.group()
def indeks() -> None:
    """Bangun dan periksa indeks."""


@indeks.command()
@click.option(
    "--korpus",
    "corpus",
    type=click.Path(path_type=Path),
    help="Folder korpus. Bawaan: yang disertakan.",
)
@_index_option
def bangun(corpus: Path | None, index: Path | None) -> None:
    """Bangun indeks dari korpus.

    Contoh: regsearch indeks bangun --indeks ./indeks-saya
    """
    from regsearch.bundle.build import build_index

    target = default_index(index)
    with click.progressbar(length=1, label="Membaca dokumen", file=sys.stderr) as bar:

        def progress(_document: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        manifest = build_index(corpus or shipped_corpus(), target, progress)
        bar.update((bar.length or 1) - bar.pos)
    click.echo(f"{len(manifest.documents)} dokumen, {manifest.passages} ketentuan: {target}")


@indeks.command()
@click.option(
    "--format", "form", type=click.Choice(["teks", "json"]), default="teks", show_default=True
)
@_index_option
def info(form: str, index: Path | None) -> None:
    """Tampilkan isi dan asal indeks.

    Contoh: regsearch indeks info
    """
    from regsearch.search.manifest import describe, read_manifest

    folder = default_index(index)
    manifest = read_manifest(folder)
    if form == "json":
        _print_json(describe(manifest, folder))
        return
    click.echo(f"Indeks    {folder}")
    click.echo(
        f"Format    {manifest.format}, mesin {manifest.engine}, regsearch {manifest.regsearch}"
    )
    click.echo(f"Isi       {len(manifest.documents)} dokumen, {manifest.passages} ketentuan")
    for document in manifest.documents:
        click.echo(f"  {document.id:<32} {document.text_kind:<10} {document.passages:>5} ketentuan")
