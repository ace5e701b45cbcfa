"""Lists of provisions written short, as in the catalogue: ``pasal-1..38`` for 38 addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.model import format_address, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regsearch.model import Locator

_RUN = re.compile(r"pasal-(\d{1,4})\.\.(\d{1,4})")


def write_runs(places: Iterable[Locator]) -> tuple[str, ...]:
    """Return addresses with the pasal that follow one another written as one run."""
    runs: list[tuple[str, str]] = []
    for place in places:
        kind, number = place[-1]
        last = runs[-1][1] if runs else ""
        plain = len(place) == 1 and kind == "pasal" and re.fullmatch("[1-9][0-9]{0,3}", number)
        if plain and last and int(last) + 1 == int(number):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((format_address(place), number if plain else ""))
    return tuple(
        first if first.endswith(f"-{last}") or not last else f"{first}..{last}"
        for first, last in runs
    )


def read_runs(runs: Iterable[str]) -> tuple[Locator, ...]:
    """Return the places that :func:`write_runs` wrote.

    Raises:
        ValueError: one is neither a run nor an address.

    """
    places: list[Locator] = []
    for part in runs:
        run = _RUN.fullmatch(part)
        if run:
            places += ((("pasal", str(n)),) for n in range(int(run[1]), int(run[2]) + 1))
        else:
            places.append(parse_address(part))
    return tuple(places)
