"""The quality page: what was measured, in which order, and what its limits are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import report
import runs
from fit_report import fitting
from measures import RESAMPLES, SEED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questions import Question

    from regsearch.index.manifest import Manifest

_RUNS = Path(__file__).parent / "runs"
FIRST = _RUNS / "first.json"
"""The first run, before the lexicon was worked on with the independent set in view."""
FIT = _RUNS / "fit.json"
"""What the last ``fit_weights.py --save`` found."""

_HEAD = """\
# Quality

Printed by `python benchmarks/quality.py --markdown docs/quality.md`; not edited by hand.

**How to repeat.** `pip install -e '.[benchmark]'`, build the index (`regsearch indeks bangun`),
run the command above. The development set lies beside the checkout and is not part of it; with
`--gold FILE` it may lie elsewhere, and without it only the other sets are measured. The index
measured here holds {passages} passages of {documents} documents. A question without a date is
asked as on {today}. Everything is deterministic; intervals are the middle 95 % of {resamples}
bootstrap resamples of the questions (seed {seed}), left out where fewer than five questions stand
behind a figure.

**The sets.** *development*: {development} questions, graded by two readers whose first answers
agreed in 78 % of the cases; lexicon and weights were made with it in view.
*independent*: {independent} questions in `tests/cases/questions.toml`, written from the law by
somebody who had not seen the first set; those that stand word for word in both are left out here.
Any one of the provisions that it names is right, so recall and ndcg are not measured on it. Lexicon
and ranking have since been worked on with it in view too. *second*: {second} questions in
`questions_second.toml` by somebody who had seen neither set, in casual speech and about every
document; those that failed were mended by rules and words that serve others, too. *held-out*:
{held} by the same hand, drawn by lot from those that nothing was mended for: nothing was fitted on
them, nor changed for one of them. They forecast best what a new question meets.

**Limits.** The sets are small: on 93 questions a difference of less than about 0.08 in success@1
is within chance, and most kinds have fewer than ten questions. All sets are about one field of
law, and their grades rest on readers of facts of unequal confidence. What is measured in
development is therefore too good as a forecast for new questions; the held-out set, the independent
set *at first sight* and the held-out figures under *Fitting* are the better ones.
"""


def page(
    manifest: Manifest,
    sets: Mapping[str, Sequence[Question]],
    found: Mapping[str, Mapping[str, runs.Row]],
    compared: Mapping[str, Mapping[str, Sequence[Mapping[str, float]]]] | None,
    earlier: Mapping[str, Mapping[str, runs.Row]] | None,
) -> str:
    """Return the page.

    Args:
        manifest: of the index that was asked.
        sets: the questions by the name of their set.
        found: how regsearch answered each.
        compared: measures of regsearch and the baselines by set and name; None to leave them out.
        earlier: a saved run to tell the gains and losses from; None for none.

    """
    counts = {
        name: str(len(sets.get(name, ()))) for name in ("development", "independent", "second")
    }
    counts["held"] = str(len(sets.get("held-out", ())))
    parts = [
        _HEAD.format(
            passages=manifest.passages,
            documents=len(manifest.documents),
            today=date.today().isoformat(),
            resamples=RESAMPLES,
            seed=SEED,
            **counts,
        )
    ]
    for name, questions in sets.items():
        parts += [
            f"## The {name} set",
            report.overall(found[name]),
            "### By kind of question",
            report.by_kind(questions, found[name]),
            "### Refusals",
            _REFUSALS,
            report.refusals(questions, found[name]),
        ]
    if compared:
        parts += ["## Beside other ways to search the same passages", _BASELINES]
        for name, systems in compared.items():
            parts += [f"### The {name} set", report.compared(systems)]
    if earlier:
        parts += ["## Gains and losses since the run compared with"]
        for name in found.keys() & earlier.keys():
            parts += [
                f"### The {name} set",
                report.gains_and_losses(runs.changes(earlier[name], found[name])),
            ]
    parts += ["## The independent set at first sight", _FIRST_SIGHT]
    parts += [report.overall(runs.load(FIRST)["independent"])]
    if FIT.exists():
        parts += ["## Fitting", fitting(json.loads(FIT.read_text("utf-8")))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


_FIRST_SIGHT = """\
What the independent set measured when it was first asked (`benchmarks/runs/first.json`), before
anything had been changed with it in view. Its figures above are no longer held out; these are, and
they say how far a development set alone misleads."""

_REFUSALS = """\
Both errors of the thresholds in `data/ranking.toml`, `[refusal]`, and of the people and citations
that are known not to be covered."""

_BASELINES = """\
Each baseline searches the same passages, in one text that holds the words of all our fields, by
the words of the question joined with OR. It stands twice: as it is, and lent what is not search
but law: only passages in force on the day of the question, with our sanction links. By itself a
baseline knows no day and returns no sanction, so the measure `sanction` is left out there; it
refuses only what shares no word with any passage."""
