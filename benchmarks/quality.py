"""Measure how well regsearch answers, beside other ways to search the same passages.

    python benchmarks/quality.py                              # print docs/quality.md
    python benchmarks/quality.py --markdown docs/quality.md   # write it
    python benchmarks/quality.py --save run.json --against earlier.json   # questions gained, lost

Needs ``pip install -e '.[benchmark]'``.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import behaviours
from baselines import BASELINES, passages_of, plain_text
from measures import DEPTH, MEASURES, RESAMPLES, means, measure, scored
from questions import read_sets

import regsearch
from regsearch.search.as_of import answer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from questions import QuestionSet

    from regsearch.search.library import Library

    Rows = dict[str, dict[str, float]]
    """The measures of each question of a set, by its id."""

REGSEARCH = "regsearch"
WEAKEST, FEWEST = 3, 5

HEAD = """\
# Quality

Printed by `python benchmarks/quality.py --markdown docs/quality.md`; not edited by hand.

## What the program promises
- **Every answer is a provision that exists**, cited down to its smallest unit, with its status on
  the day asked about. Law that had ended or not begun is never shown as law of that day.
- **A sanction is shown only where a provision imposes it**, with that provision. No sanction shown
  means that none is linked, not that there is none.
- **What it cannot answer it refuses**, and says whether nothing was found or the rules do not cover
  the person asked about. It never makes up a provision or a wording.

The tests check these rules. That the right provision comes *first* is not promised but measured
here. It is a finding aid and no legal advice; the texts that ship are digests.

## The sets of questions
The index has {passages} passages of {documents} documents; questions without a date are asked as on
{today}. Only held-out sets forecast what a new question meets: nothing was changed for theirs.
"""
FIGURES = """\
## Figures
The mean over a set's questions to which a measure applies, with its 95 % interval (bootstrap,
{resamples} resamples). *First*: the first answer is right. *Three*: one of the first three is.
*Sanction*: one of these carries a right sanction with its basis. *Refused rightly*, *wrongly*: of
the questions that no provision answers, and of those that one answers.
"""
BASELINE = """\
## Beside other ways to search
The same passages, searched by the words of the question. The others get our date filter and
sanction links, which they lack. Each cell: *first* / *three*.
"""
WRONG = """\
## What it gets wrong
Mostly a near-equal norm of the same behaviour, or another that shares its words: check the person,
the day and the stage. The weakest kinds with at least {fewest} questions, held-out sets first:
"""


def ask(library: Library, sets: Sequence[QuestionSet]) -> dict[str, Rows]:
    """Return the measures of regsearch's replies, by set and question."""
    measured: dict[str, Rows] = {}
    for questions in sets:
        rows = measured.setdefault(questions.name, {})
        for question in questions.questions:
            reply = library.ask(question.text, as_of=question.day)
            rows[question.id] = measure(question, reply.outcome, list(map(scored, reply.answers)))
    return measured


def ask_baselines(library: Library, sets: Sequence[QuestionSet]) -> dict[str, dict[str, Rows]]:
    """Return the measures of each baseline, by its name, set and question."""
    passages = passages_of(library)
    texts = [plain_text(passage, library.catalog) for passage in passages]
    measured: dict[str, dict[str, Rows]] = {}
    for name, make in BASELINES.items():
        search = make(texts)
        for questions in sets:
            rows = measured.setdefault(name, {}).setdefault(questions.name, {})
            for question in questions.questions:
                day = question.day or date.today()
                hits = (passages[number] for number in search(question.text))
                current = islice((p for p in hits if p.status(day) == "berlaku"), DEPTH)
                answers = [scored(answer_of(p, day, library.catalog[p.document])) for p in current]
                rows[question.id] = measure(question, "found" if answers else "not_found", answers)
    return measured


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(
    library: Library,
    sets: Sequence[QuestionSet],
    measured: dict[str, Rows],
    baselines: dict[str, dict[str, Rows]],
    learning: str = "",
) -> str:
    """Return the page."""
    manifest = library.manifest
    about = [
        (
            f"**{s.name}**" if s.held_out else s.name,
            str(len(s.questions)),
            s.author,
            f"held out: {s.use}" if s.held_out else s.use,
        )
        for s in sets
    ]
    columns = {
        "first": "success@1",
        "three": "success@3",
        "sanction": "sanction",
        "refused rightly": "refusal",
        "refused wrongly": "false_refusal",
    }
    found = {name: means(rows.values()) for name, rows in measured.items()}
    figures = [
        (name, *(str(values.get(column, "–")) for column in columns.values()))
        for name, values in found.items()
    ]
    compared = []
    for name, results in {REGSEARCH: measured, **baselines}.items():
        pairs = (means(results[s.name].values()) for s in sets)
        compared.append(
            (name, *(f"{m['success@1'].value:.2f} / {m['success@3'].value:.2f}" for m in pairs))
        )
    today = date.today().isoformat()
    parts = [
        HEAD.format(passages=manifest.passages, documents=len(manifest.documents), today=today),
        table(("set", "questions", "origin", "used for"), about),
        FIGURES.format(resamples=RESAMPLES),
        table(("set", *columns), figures),
    ]
    if baselines:
        parts += [BASELINE, table(("", *(s.name for s in sets)), compared)]
    parts += [learning] if learning else []
    parts += [WRONG.format(fewest=FEWEST), _weakest(sets, measured)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _weakest(sets: Sequence[QuestionSet], measured: dict[str, Rows]) -> str:
    lines = []
    for questions in sets:
        kinds: dict[str, list[dict[str, float]]] = {}
        for question in questions.questions:
            if question.answerable:
                row = measured[questions.name][question.id]
                kinds.setdefault(question.kind, []).append(row)
        for kind, rows in kinds.items():
            mean = means(rows)["success@1"]
            if mean.count >= FEWEST:
                lines.append((not questions.held_out, mean.value, questions.name, kind, mean))
    lines.sort(key=lambda line: line[:4])
    return table(
        ("set", "kind", "questions", "first"),
        [(name, kind, str(m.count), str(m)) for _, _, name, kind, m in lines[:WEAKEST]],
    )


def changes(before: dict[str, Rows], after: dict[str, Rows]) -> list[str]:
    """Return a line for each question whose measures changed, in both runs.

    Questions appear by id, since those of the shared sets must not be copied.
    """
    lines = []
    for name in sorted(before.keys() & after.keys()):
        for id in sorted(before[name].keys() & after[name].keys()):
            old, new = before[name][id], after[name][id]
            changed = [
                f"{measure} {new[measure] - old[measure]:+.2f}"
                for measure in MEASURES
                if measure in old and measure in new and abs(new[measure] - old[measure]) > 0.005
            ]
            if changed:
                lines.append(f"{name} {id}: {', '.join(changed)}")
    return lines


def main() -> int:
    """Return the exit status."""
    parse = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parse.add_argument("--index", type=Path, help="index folder; the default one if left out")
    parse.add_argument("--no-baselines", action="store_true")
    parse.add_argument("--markdown", type=Path, help="write the page to this file")
    parse.add_argument("--save", type=Path, help="save the measures of each question, by its id")
    parse.add_argument("--against", type=Path, help="print what changed since a saved run")
    options = parse.parse_args()
    sets = read_sets()
    with regsearch.open(options.index) as library:
        measured = ask(library, sets)
        baselines = {} if options.no_baselines else ask_baselines(library, sets)
        learning = "" if options.no_baselines else behaviours.section()
        text = page(library, sets, measured, baselines, learning)
    if options.save:
        options.save.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    if options.markdown:
        options.markdown.write_text(text, "utf-8")
    else:
        print(text)
    if options.against:
        print(*changes(json.loads(options.against.read_text("utf-8")), measured), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
