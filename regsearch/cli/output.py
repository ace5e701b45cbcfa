"""All that the program prints passes here, and nothing in it reaches the terminal as a command.

Names of files, owners of keys and the words of documents come from strangers.  Control characters
(C0, and C1 such as U+009B), characters that change the direction of writing, and others that are
not to be seen could hide or forge what a line says; they are shown as ``\\x9b``, in JSON and XML as
the escapes of these forms.  The program's own colours are marks with a chance number until the last
moment, so that no document can hold one.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import IO, TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Form = Literal["text", "json", "xml"]

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # halves of pairs, as in names that are not UTF-8; tags
)
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


def visible(text: str, form: Form = "text") -> str:
    """Return *text* with every character that is not to be seen escaped.

    >>> visible("aman\\x1b[2J\\u202e")
    'aman\\\\x1b[2J\\\\u202e'
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_ESCAPES[form], text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _escaped_in_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _escaped_in_xml(found: re.Match[str]) -> str:
    code = ord(found[0])
    forbidden = (code < 32 and code != 13) or 0xD800 <= code <= 0xDFFF
    return "\ufffd" if forbidden else f"&#{code};"


_ESCAPES: dict[Form, Callable[[re.Match[str]], str]] = {
    "text": _escaped,
    "json": _escaped_in_json,
    "xml": _escaped_in_xml,
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
    click.echo("".join(shown), err=err, nl=nl, color=coloured)


def plain(text: str) -> str:
    """Return *text* as it is written to a file: without colours, everything in it visible."""
    return visible("".join(_MARKED.split(text)[::2]))


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
