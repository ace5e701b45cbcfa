"""What the fitting of the weights found, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report import NONE, table

if TYPE_CHECKING:
    from collections.abc import Sequence

_METHOD = """\
`python benchmarks/fit_weights.py`, run on {day}. What is sought is the mean of ndcg@10, success@1,
recall@10, sanction, and the share of right decisions to answer or to refuse; with two sets, each
counts half. From the weights as they were, every single step of one weight on a grid of round
numbers is tried; the best is made if it gains at least {cost}, and so on, at the most ten times.
Each step away costs a little more. A factor that favours may not come to disfavour. In the end only
those weights may move that moved the same way in at least half of the folds. The figures are those
of the program as it was when the fit ran; where it has been worked on since, those above differ."""

_VALIDATED = """\
{folds} folds, {repeats} times over, each kind of question spread over all folds. A line says what
weights fitted on the other folds are worth on the fold that was left out, against the weights as
they were; the interval is of the gain."""

_LEFT_OUT = """\
For each kind of the development set, right first answers. *weights*: fitted from neutral ones (each
factor and field 1, BM25's constants) on all other questions of all sets but the held-out one, or on
the other sets only, without any question of the development set. *lexicon*: robbed of every spoken
phrase that no question of another kind uses, in any set. That is harsher than never having seen the
kind: most such phrases anybody would have entered. *both*: both at once."""

_RENEWED = """\
This part alone was measured again after the fit, with `--renew`, on {day}."""


def fitting(found: dict[str, Any]) -> str:
    """Return the section on the fitting; the keys are those of ``fit_weights.py``."""
    from fitting import COST

    parts = [_METHOD.format(day=found["day"], cost=COST)]
    parts += ["### Held out", _VALIDATED.format(**found), _validated(found["validated"])]
    parts += ["### Proposed", _proposed(found)]
    parts += ["### Thresholds", _THRESHOLDS, _curves(found["thresholds"])]
    if found["left_out"]:
        parts += ["### One kind left out", _LEFT_OUT]
        if "renewed" in found:
            parts.append(_RENEWED.format(day=found["renewed"]))
        parts.append(_left_out(found["left_out"]))
    return "\n\n".join(parts)


def _validated(validated: dict[str, Any]) -> str:
    lines = []
    for choice, of in validated.items():
        for name, held in of["held_out"].items():
            lines.append(
                (
                    choice,
                    name,
                    f"{of['train_gain']:+.4f}",
                    f"{held['before']['objective']:.4f}",
                    f"{held['after']['objective']:.4f}",
                    f"{held['gain']:+.4f} ({held['low']:+.3f} to {held['high']:+.3f})",
                    f"{held['before']['success@1']:.3f}",
                    f"{held['after']['success@1']:.3f}",
                )
            )
    head = ("fitted on", "measured on", "gain in training", "before", "held out", "gain held out")
    return table((*head, "success@1 before", "success@1 held out"), lines)


def _way(old: float, new: float) -> str:
    return "up" if new > old else "down"


def _proposed(found: dict[str, Any]) -> str:
    choice = found["validated"][found["choice"]]
    times = choice["moves"]
    moves = [
        (f"`{name}`", f"{old:g}", f"{new:g}", str(times[f"{name} {_way(old, new)}"]))
        for name, old, new in found["moves"]
    ]
    asked = [
        (name, measure, f"{value:.3f}", f"{of['after'].get(measure, 0.0):.3f}")
        for name, of in found["confirmed"].items()
        for measure, value in of["before"].items()
    ]
    written = "was written" if found["written"] else "was not written"
    return "\n\n".join(
        [
            f"Fitted on {found['choice']}, which held out best "
            f"(mean gain {found['held_out_gain']:+.4f}); it {written}.",
            table(("weight", "was", "proposed", f"moved so in {choice['fits']} fits"), moves)
            if moves
            else "No weight moves.",
            "The program itself, asked with both:",
            table(("set", "measure", "before", "after"), asked),
        ]
    )


_THRESHOLDS = """\
Each threshold at other places, the other one as it was: how many were refused though there is an
answer, and how many answered that must be refused (some of those by rules that are no threshold).
The place as it was is marked."""


def _curves(curves: Sequence[dict[str, Any]]) -> str:
    names = [name for name in ("development", "independent", "second") if name in curves[0]]
    head = ["threshold", "at", *(f"{e}, {n}" for n in names for e in ("refused", "missed"))]
    lines = [
        (
            f"`{curve['threshold']}`",
            f"**{curve['at']:g}**" if curve["ships"] else f"{curve['at']:g}",
            *(
                text
                for name in names
                for of in [curve[name]]
                for text in (f"{of['false']}/{of['asked']}", f"{of['missed']}/{of['to_refuse']}")
            ),
        )
        for curve in curves
    ]
    return table(head, lines)


def _left_out(rows: Sequence[dict[str, Any]]) -> str:
    keys = {
        "shipped": "as shipped",
        "weights": "weights",
        "weights_apart": "weights, other sets only",
        "lexicon": "lexicon",
        "both": "both",
        "both_apart": "both, weights of other sets only",
    }
    lines = [
        (
            row["kind"],
            str(row["questions"]),
            str(row["phrases"]),
            *(str(row[key]) for key in keys),
        )
        for row in rows
    ]
    asked = sum(row["questions"] for row in rows)
    totals = (sum(row[key] for row in rows) for key in keys)
    lines.append(("**all**", str(asked), NONE, *(f"{t} ({t / asked:.3f})" for t in totals)))
    return table(("kind", "n", "phrases taken", *keys.values()), lines)
