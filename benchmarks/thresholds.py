"""What the thresholds of refusal get wrong, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fitting import grid

if TYPE_CHECKING:
    from fitting import Bench
    from replay import Values


def curves(bench: Bench, values: Values) -> list[dict[str, Any]]:
    """Return the errors of every place of each threshold, the other one as it ships."""
    found = []
    for name in ("refusal.topical", "refusal.other"):
        for place in sorted({*grid(name, values[name])[::2], values[name]}):
            errors = _errors(bench, values | {name: place})
            found.append({"threshold": name, "at": place, "ships": place == values[name]} | errors)
    return found


def _errors(bench: Bench, values: Values) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    for number, name in enumerate(bench.sets):
        measured = bench.replays[number].measures(values)
        count = errors.setdefault(name, {"false": 0, "asked": 0, "missed": 0, "to_refuse": 0})
        if "refusal" in measured:
            count["missed"] += 1 - int(measured["refusal"])
            count["to_refuse"] += 1
        else:
            count["false"] += int(measured["false_refusal"])
            count["asked"] += 1
    return errors
