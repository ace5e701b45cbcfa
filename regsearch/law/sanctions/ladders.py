"""Sanctions that depend on how a norm was broken: the item of its list, the days of absence."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regsearch.model import Reference, Sanction


def limited_to(sanctions: tuple[Sanction, ...], norms: list[Reference]) -> tuple[Sanction, ...]:
    """Return *sanctions* with the condition that they punish only the items *norms*."""
    kind = norms[0].locator[-1][0]
    numbers = ", ".join(norm.locator[-1][1] for norm in norms)
    items = f"untuk cara pada {kind} {numbers}"
    return tuple(
        replace(s, condition=f"{items}; {s.condition}" if s.condition else items) for s in sanctions
    )


def as_ladder(
    whole: tuple[Sanction, ...], steps: list[tuple[Sanction, ...]]
) -> tuple[Sanction, ...]:
    """Return *whole*, each of its lists of penalties broken up if every step narrows it.

    So the duty to come to work carries each penalty with the days of absence that it is for.  A
    step narrows a list by choosing from it, or by a condition of its own.
    """
    ladder: list[Sanction] = []
    for listed in dict.fromkeys(sanction.penalties for sanction in whole):
        alike = [sanction for sanction in whole if sanction.penalties == listed]
        conditions = {sanction.condition for sanction in alike}
        choices = [
            [
                s
                for s in step
                if set(s.penalties) < set(listed)
                or (s.penalties == listed and s.condition not in conditions)
            ]
            for step in steps
        ]
        ladder += chain.from_iterable(choices) if steps and all(choices) else alike
    return tuple(ladder)
