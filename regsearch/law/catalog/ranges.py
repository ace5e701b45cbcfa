"""Compact lists of provisions, as in the catalogue: ``pasal-1..38`` for 38 addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.model import format_address, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Locator

_RUN = re.compile(r"pasal-(\d{1,4})\.\.(\d{1,4})")


def write_runs(locators: Iterable[Locator]) -> tuple[str, ...]:
    """Return the addresses of *locators*, consecutive pasal as one run.

    >>> write_runs([(("pasal", "1"),), (("pasal", "2"),), (("pasal", "5"), ("ayat", "1"))])
    ('pasal-1..2', 'pasal-5/ayat-1')
    """
    runs: list[tuple[str, str]] = []
    for locator in locators:
        kind, number = locator[-1]
        last = runs[-1][1] if runs else ""
        plain = len(locator) == 1 and kind == "pasal" and re.fullmatch("[1-9][0-9]{0,3}", number)
        if plain and last and int(last) + 1 == int(number):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((format_address(locator), number if plain else ""))
    return tuple(
        first if first.endswith(f"-{last}") or not last else f"{first}..{last}"
        for first, last in runs
    )


def read_runs(runs: Iterable[str]) -> tuple[Locator, ...]:
    """Return the locators that :func:`write_runs` wrote.

    Raises:
        ValueError: a part is neither a run nor an address.

    """
    locators: list[Locator] = []
    for part in runs:
        run = _RUN.fullmatch(part)
        if run:
            locators += ((("pasal", str(n)),) for n in range(int(run[1]), int(run[2]) + 1))
        else:
            locators.append(parse_address(part))
    return tuple(locators)
