"""Units of one document that bear the same number: both are kept under the one address.

A list may be numbered anew below a heading that is no unit, or whose heading was not read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.model import Locator
    from regsearch.regulation import Regulation, Unit


def join_repeats(regulation: Regulation) -> Regulation:
    """Return *regulation* with the words of units of one address together, in the first of them.

    >>> from regsearch.regulation import Regulation, Source, Unit
    >>> units = [Unit((("angka", "1"),), text) for text in ("Hadir.", "Pulang.")]
    >>> both = Regulation("se-1-2030", "se", ("1",), 2030, "Jam", Source("a.txt", ""), units=units)
    >>> [unit.text for unit in join_repeats(both).units]
    ['Hadir. Pulang.']
    """
    joined: dict[Locator, Unit] = {}
    starts: list[int] = []
    for unit in regulation.units:
        starts.append(len(joined))
        first = joined.get(unit.locator)
        if first is None:
            joined[unit.locator] = unit
        else:
            text = f"{first.text} {unit.text}".strip()
            cells = first.cells + tuple(cell for cell in unit.cells if cell not in first.cells)
            joined[unit.locator] = replace(first, text=text, cells=cells)
    if len(joined) == len(regulation.units):
        return regulation
    starts.append(len(joined))
    groups = tuple(replace(group, start=starts[group.start]) for group in regulation.groups)
    return replace(regulation, units=tuple(joined.values()), groups=groups)
