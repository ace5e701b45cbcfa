"""Where a unit stands in a document, and what is said of every text."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Step = tuple[str, str]
"""One level of a locator: the kind of unit and its number as text, ``("ayat", "1a")``."""

Locator = tuple[Step, ...]
"""The path from the top of a document to a unit, outermost first; ``()`` is the whole document."""

TextKind = Literal["resmi", "ringkasan", "pengguna"]
"""Whether a text is an official one, a digest in our own words, or a document that the user added
with his own particulars."""

Verification = Literal["naskah", "sekunder"]
"""Whether a digest was checked against the instrument's own text or rests on secondary sources."""


def format_address(locator: Locator) -> str:
    """Return the locator as one string, ``pasal-5/huruf-n/angka-6`` (``""`` for the document)."""
    return "/".join(map("-".join, locator))


def parse_address(address: str) -> Locator:
    """Return the locator that :func:`format_address` printed as *address*.

    Raises:
        ValueError: a step has no number.

    """
    if not address:
        return ()
    try:
        return tuple(map(_step, address.split("/")))
    except ValueError as error:
        raise ValueError(f"alamat tidak sah: {address!r}") from error


@lru_cache(maxsize=4_096)
def _step(text: str) -> Step:
    """Return a step as it is printed; many locators have the same one, so it is one value."""
    kind, dash, number = text.partition("-")
    if not (kind and dash and number):
        raise ValueError(text)
    return kind, number
