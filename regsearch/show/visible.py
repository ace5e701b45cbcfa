"""Escape invisible characters, so that nothing hidden in a text acts or misleads.

Control characters (C0, and C1 such as U+009B), characters that change the direction of writing,
and others without a shape could command a terminal, or hide or forge what a line says.  They are
shown as ``\\x9b``, in JSON and XML as the escapes of these forms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Form = Literal["text", "json", "xml"]

_UNSEEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"  # halves of pairs, as in names that are not UTF-8; tags
)


def visible(text: str, form: Form = "text") -> str:
    """Return *text* with every invisible character escaped.

    >>> visible("aman\\x1b[2J\\u202e")
    'aman\\\\x1b[2J\\\\u202e'
    """
    # Of the unseen characters, Python calls printable only some above U+E0000.
    if text.isprintable() and max(text, default="") < "\U000e0000":
        return text
    return re.sub(_UNSEEN, _ESCAPES[form], text)


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
