"""Everything that the program prints passes here, so that no text acts as a terminal command.

Names of files, owners of keys and the words of documents come from strangers, so invisible
characters in them are escaped (:mod:`regsearch.show.visible`).  The program's own colours are marks
with a random number until they are printed, so that no document can hold one.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from regsearch.show.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from regsearch.show.visible import Form

_MARK = os.urandom(8).hex()
_MARKED = re.compile(f"\x1b{_MARK}([a-z]*);")

_STYLES: dict[str, dict[str, Any]] = {
    "citation": {"bold": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
    "note": {"fg": "yellow"},
    "dim": {"dim": True},
    "match": {"fg": "cyan", "bold": True},
}


def style() -> Callable[[str, str], str]:
    """Return a function that marks text for a colour, which :func:`echo` shows or leaves out."""

    def styled(text: str, look: str) -> str:
        return f"\x1b{_MARK}{look};{text}\x1b{_MARK};" if look else text

    return styled


def echo(text: str, *, err: bool = False, nl: bool = True, form: Form = "text") -> None:
    """Print *text* on stdout, or on stderr."""
    coloured = shows_colour(sys.stderr if err else sys.stdout)
    parts = _MARKED.split(text)
    shown = [visible(parts[0], form)]
    for look, part in zip(parts[1::2], parts[2::2], strict=True):
        if coloured:
            shown.append(click.style("", reset=not look, **_STYLES.get(look, {})))
        shown.append(visible(part, form))
    # Where stderr is full or closed there is nobody to tell; the exit status still says it.
    with suppress(OSError) if err else nullcontext():
        click.echo("".join(shown), err=err, nl=nl, color=coloured)


def plain(text: str, form: Form = "text") -> str:
    """Return *text* as it is written to a file: without colours, everything in it visible."""
    return visible("".join(_MARKED.split(text)[::2]), form)


@contextmanager
def written(target: Path | None, form: Form = "text") -> Iterator[Callable[[str], None]]:
    """Yield a function that prints a line, or writes it to *target*, complete or not at all."""
    if target is None:
        yield lambda line: echo(line, form=form)
        return
    lines: list[str] = []
    yield lines.append
    write_file(target, "".join(f"{plain(line, form)}\n" for line in lines).encode())


def write_file(target: Path, content: bytes) -> None:
    """Write *content* to *target*: a file that was there is replaced by a complete one or kept."""
    if target.exists() and not target.is_file():  # a device or a pipe
        target.write_bytes(content)
        return
    place = Path(os.path.realpath(target))  # what a link leads to is replaced, not the link
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(target))
    beside = place.with_name(f".{place.name[:100]}.{os.urandom(4).hex()}")
    try:
        with beside.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        with suppress(OSError):
            beside.chmod(place.stat().st_mode & 0o777)
        beside.replace(place)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        error.filename = error.filename and os.fspath(target)
        raise


def echo_error(message: str) -> None:
    """Print the *message* of an error or a warning on stderr; no line of it looks like another."""
    echo("regsearch: " + message.replace("\n", "\n  "), err=True)


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Print one JSON value."""
    echo(json.dumps(value, ensure_ascii=False, indent=indent), form="json")


def print_lines(lines: Iterable[str]) -> None:
    """Print *lines*."""
    for line in lines:
        echo(line)


def shows_colour(stream: IO[str]) -> bool:
    """Say whether colours are shown: as ``--warna`` says, or else as the terminal is.

    ``NO_COLOR`` (https://no-color.org) and ``TERM=dumb`` turn them off.
    """
    context = click.get_current_context(silent=True)
    if context is not None and context.color is not None:
        return context.color
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


_LEAST_WIDTH, _USUAL_WIDTH, _MOST_WIDTH = 40, 100, 120


def width() -> int:
    """Return the width to wrap lines at, in columns."""
    # Not shutil.get_terminal_size: shutil imports three compression libraries.
    try:
        columns = int(os.environ.get("COLUMNS", "0"))
        if columns < 1:
            columns = os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 0
    # A terminal whose size nobody has set has no columns.
    return max(_LEAST_WIDTH, min(columns if columns > 0 else _USUAL_WIDTH, _MOST_WIDTH))
