"""Shared by all commands: error messages, output, options."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from regsearch.cli.messages import in_indonesian
from regsearch.cli.output import echo, echo_error, print_json
from regsearch.errors import NotFoundError, RegsearchError, UsageError, system_fault
from regsearch.paths import CLUSTER_SCHEMES
from regsearch.show.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from regsearch.search.library import Library

NOT_FOUND, WRONG_USAGE, REFUSED = 1, 2, 3
"""Exit statuses, as docs/contract.md lists them."""


class _Formatter(click.HelpFormatter):
    """Help whose fixed words are Indonesian."""

    _WORDS: ClassVar[dict[str, str]] = {
        "[OPTIONS]": "[OPSI]",
        "COMMAND [ARGS]...": "PERINTAH [ARGUMEN]...",
        "INTEGER RANGE": "BILANGAN",
        "INTEGER": "BILANGAN",
        "[default: ": "[bawaan: ",
        "[required]": "[wajib]",
    }
    _HEADINGS: ClassVar[dict[str, str]] = {"Options": "Opsi", "Commands": "Perintah"}

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, self._translated(args), prefix or "Pemakaian: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        translated = [(self._translated(name), self._translated(about)) for name, about in rows]
        super().write_dl(translated, col_max, col_spacing)

    def _translated(self, text: str) -> str:
        for english, indonesian in self._WORDS.items():
            text = text.replace(english, indonesian)
        return text


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is Indonesian."""

    context_class = _Context
    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` with an Indonesian description."""
        # click's own imports gettext to translate its English description.
        names = self.get_help_option_names(ctx)
        if self._help is None and names and self.add_help_option:
            self._help = _eager([*names], "Tampilkan bantuan ini.", click.Context.get_help)
        return self._help

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, with ``--warna`` among them."""
        return [*super().get_params(ctx), _colour(hidden=ctx.parent is not None)]

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Parse the arguments; help and version are printed here."""
        with _pipes():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _pipes():
            return super().invoke(ctx)


class _ClosedPipeError(Exception):
    """Whoever read the output has gone."""


@contextmanager
def _pipes() -> Iterator[None]:
    """Keep a closed pipe from click, which would end the program with status 1 over it."""
    try:
        yield
    except BrokenPipeError as error:
        raise _ClosedPipeError from error


@cache
def _colour(*, hidden: bool) -> click.Option:
    def choose(ctx: click.Context, _: click.Parameter, given: str | None) -> None:
        if given:
            ctx.color = {"ya": True, "tidak": False}.get(given)

    return click.Option(
        ["--warna"],
        type=click.Choice(("auto", "ya", "tidak")),
        expose_value=False,
        is_eager=True,
        hidden=hidden,
        callback=choose,
        help="Warna pada keluaran; auto: hanya di terminal, kecuali NO_COLOR atau TERM=dumb.",
    )


class Commands(Command, click.Group):
    """A group that turns every error into an Indonesian message and an exit status.

    Args:
        lazy: the module of this package for each command that is imported when first used.
        options: those of :class:`click.Group`.

    """

    command_class = Command

    def __init__(self, *, lazy: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*self._lazy, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name in self._lazy:
            module = import_module(f"regsearch.cli.{self._lazy[cmd_name]}")
            command: click.Command = vars(module)[cmd_name]
            return command
        return super().get_command(ctx, cmd_name)

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run the command line; the arguments are those of click's own ``main``."""
        options["standalone_mode"] = False
        try:
            result = super().main(*arguments, **options)
            with _pipes():
                sys.stdout.flush()
            return result
        except click.exceptions.NoArgsIsHelpError as error:
            echo(error.format_message(), err=True)
            sys.exit(WRONG_USAGE)
        except UsageError as error:
            fail(error.code, str(error), WRONG_USAGE)
        except RegsearchError as error:
            status = NOT_FOUND if isinstance(error, NotFoundError) else REFUSED
            fail(error.code, str(error), WRONG_USAGE if error.code == "sitasi" else status)
        except click.ClickException as error:
            fail("pemakaian", usage_message(error), WRONG_USAGE)
        except (click.Abort, KeyboardInterrupt):
            fail("dihentikan", "Dihentikan.", REFUSED)
        except _ClosedPipeError:
            # The reader has closed the pipe (regsearch ... | head); that is no error.
            with suppress(OSError):
                sys.stderr.flush()
            sys.exit(0)
        except OSError as error:
            fault = system_fault(error, always=True)
            assert fault is not None
            fail(fault.code, str(fault), REFUSED)
        except RecursionError:
            fail("bersarang", "Isi berkasnya bersarang terlalu dalam. Periksa berkasnya.", REFUSED)
        except MemoryError:
            fail("memori", "Memori tidak cukup. Tutup program lain, lalu ulangi.", REFUSED)


def _eager(names: list[str], about: str, text: Callable[[click.Context], str]) -> click.Option:
    """Return an option that prints a text and ends the program."""

    def show(ctx: click.Context, _: click.Parameter, given: bool) -> None:
        if given and not ctx.resilient_parsing:
            echo(text(ctx))
            ctx.exit()

    return click.Option(
        names, is_flag=True, expose_value=False, is_eager=True, help=about, callback=show
    )


def version_option(version: str) -> click.Option:
    """Return the option ``--version``."""
    return _eager(["--version"], "Tampilkan versi.", lambda _: f"regsearch {version}")


def usage_message(error: click.ClickException) -> str:
    """Return in Indonesian what is wrong with a command line, and the command that shows help."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "regsearch"
    name = getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    if name is None and parameter is not None:
        name = parameter.get_error_hint(context) if context else parameter.name
    kind = getattr(parameter, "type", None)
    if isinstance(error, click.exceptions.NoSuchCommand):
        text = f"Perintah {error.command_name!r} tidak dikenal."
    elif isinstance(error, click.BadParameter) and isinstance(kind, click.IntRange):
        text = f"Nilai untuk {name} harus bilangan bulat dari {kind.min} sampai {kind.max}."
    elif isinstance(error, click.NoSuchOption):
        text = f"Opsi {error.option_name} tidak dikenal."
    elif isinstance(error, click.MissingParameter):
        text = f"{name} wajib diisi."
    elif isinstance(error, click.BadParameter):
        allowed = getattr(getattr(parameter, "type", None), "choices", ())
        choices = f" Pilihan: {', '.join(map(str, allowed))}." if allowed else ""
        text = (
            f"Nilai untuk {name} tidak sah: {in_indonesian(error.message)}"
            if not allowed
            else (f"Nilai untuk {name} tidak sah.{choices}")
        )
    else:
        text = f"Perintah tidak dapat dibaca: {in_indonesian(error.format_message())}"
    stop = "" if text.endswith((".", "?", "!")) else "."
    return f"{text}{stop} Bantuan: {command} --help"


def fail(code: str, message: str, status: int) -> None:
    """Print an error, with ``--format json`` as JSON too, and exit with *status*."""
    from regsearch.show import to_dict

    # Where the disk is full or the reader gone, there is nobody to tell.
    with suppress(OSError):
        if _wants_json():
            print_json(to_dict.error(code, message))
            sys.stdout.flush()
    with suppress(OSError):
        echo_error(message)
    sys.exit(status)


def _wants_json() -> bool:
    # Read from the arguments, because a wrong command line was never parsed.
    arguments = sys.argv[1:]
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def ask_passphrase(label: str, again: str | None = None) -> str:
    """Ask for a passphrase on the terminal, or read it where there is none; *again* to confirm."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # getpass warns in English that a pipe cannot hide it
        answer: str = click.prompt(
            label, hide_input=True, confirmation_prompt=again or False, err=True
        )
    return answer


@contextmanager
def progress_bar(
    label: str, *, hidden: bool = False
) -> Iterator[Callable[[int, int | None], None]]:
    """Show a progress bar on stderr; yield a function to call with the done and total counts.

    There is no bar if stderr is no terminal or if it is *hidden*.
    """
    shown = not hidden and sys.stderr.isatty()
    with click.progressbar(
        length=0, label=visible(label), file=sys.stderr, hidden=not shown
    ) as bar:

        def advance(done: int, total: int | None) -> None:
            bar.length = total or done
            bar.update(done - bar.pos)

        yield advance


def open_library(index: Path | str | None) -> Library:
    """Open the index at *index*, or the default one."""
    from regsearch.opening import open_library as opened

    return opened(index)


class IndexLocation(click.ParamType[Path | str]):
    """A folder as a path, or the address of an index in a cluster as text."""

    name = "tempat"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | str:
        """Return *value* as a path unless it is a cluster address."""
        return str(value) if str(value).startswith(CLUSTER_SCHEMES) else Path(value)


index_option = click.option(
    "--indeks",
    "index",
    type=IndexLocation(),
    help="Folder indeks, atau opensearch://HOST/NAMA. Bawaan: variabel REGSEARCH_INDEX, "
    "lalu yang terpasang.",
)


def format_option(*forms: str) -> Callable[[Any], Any]:
    """Return the option ``--format`` with the given forms, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="Bentuk keluaran.",
    )


ocr_option = click.option(
    "--ocr", is_flag=True, help="Baca halaman tanpa lapisan teks dengan OCR (regsearch[ocr])."
)

extractor_option = click.option(
    "--pembaca",
    "extractor",
    type=click.Choice(("pypdf", "pdfium")),
    default="pypdf",
    show_default=True,
    help="Pembaca PDF; pdfium lebih cepat (regsearch[pdfium]).",
)
