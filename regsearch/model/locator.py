"""Where a unit stands in a document, and what is said of every text."""

from __future__ import annotations

from typing import Literal

Step = tuple[str, str]
"""One level of a locator: the kind of unit and its number as text, ``("ayat", "1a")``."""

Locator = tuple[Step, ...]
"""The path from the top of a document to a unit, outermost first; ``()`` is the whole document."""

TextKind = Literal["resmi", "ringkasan"]
"""Whether a text is an official one or a digest in our own words."""

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
    steps = []
    for step in address.split("/"):
        kind, dash, number = step.partition("-")
        if not (kind and dash and number):
            raise ValueError(f"alamat tidak sah: {address!r}")
        steps.append((kind, number))
    return tuple(steps)
