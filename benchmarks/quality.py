"""Measure how well regsearch answers, beside other ways to search the same passages.

    python benchmarks/quality.py                              # all sets of questions, as Markdown
    python benchmarks/quality.py --markdown docs/quality.md   # the page in the docs
    python benchmarks/quality.py --save run.json              # for the next comparison
    python benchmarks/quality.py --against run.json           # gains and losses since then

The baselines need ``pip install -e '.[benchmark]'``; those whose package is missing are left out
and named.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import runs
from baselines import BASELINES, first_ten, passages_of, plain_text
from measures import measure, shown
from page import FIRST, page
from questions import DEVELOPMENT, INDEPENDENT, read_sets

import regsearch
from regsearch.search.as_of import answer_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from questions import Question

    from regsearch.search.library import Library


def compare(
    library: Library,
    sets: Mapping[str, Sequence[Question]],
    ours: Mapping[str, Mapping[str, runs.Row]],
) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Return the measures of regsearch and of each baseline, by set and by name.

    Each baseline stands twice: as it is, and lent our date filter and sanction links.
    """
    passages = passages_of(library)
    texts = [plain_text(passage, library.catalog) for passage in passages]
    measured = {
        name: {"regsearch": [dict(row.measures) for row in rows.values()]}
        for name, rows in ours.items()
    }
    for baseline in BASELINES:
        if baseline.package and not find_spec(baseline.package):
            print(
                f"left out, {baseline.package} is not installed: {baseline.name}", file=sys.stderr
            )
            continue
        search = baseline.make(texts)
        for name, questions in sets.items():
            for lent in (False, True):
                label = f"{baseline.name}{', our dates and sanction links' if lent else ''}"
                rows = measured[name][label] = []
                for question in questions:
                    found = first_ten(search(question.text), passages, question, in_force=lent)
                    answers = [
                        shown(
                            answer_of(p, question.day or date.today(), library.catalog[p.document])
                        )
                        for p in found
                    ]
                    row = measure(question, "found" if found else "not_found", answers)
                    if not lent:
                        row.pop("sanction", None)
                    rows.append(row)
    return measured


def main() -> int:
    """Return the exit status."""
    parse = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parse.add_argument("--index", type=Path, help="index folder; the default one if left out")
    parse.add_argument("--gold", type=Path, default=DEVELOPMENT, help="the development set")
    parse.add_argument("--no-baselines", action="store_true")
    parse.add_argument("--markdown", type=Path, help="write the page to this file")
    parse.add_argument("--save", type=Path, help="save this run, by the ids of the questions")
    parse.add_argument("--against", type=Path, default=FIRST, help="a saved run to compare with")
    options = parse.parse_args()
    sets = read_sets(options.gold, held_out=True)
    if not sets:
        parse.error(f"no set of questions: neither {options.gold} nor {INDEPENDENT}")
    with regsearch.open(options.index) as library:
        found = {name: runs.run(library, questions) for name, questions in sets.items()}
        compared = None if options.no_baselines else compare(library, sets, found)
        earlier = runs.load(options.against) if options.against else None
        text = page(library.manifest, sets, found, compared, earlier)
    if options.save:
        runs.save(options.save, found)
    if options.markdown:
        options.markdown.write_text(text, "utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
