"""How well ``periksa`` finds what is wrong in drafts: precision and recall on our own cases.

    python benchmarks/drafts.py [--indeks PATH] [FOLDER]

A citation counts as read if it was found and stands for the provision that the case says.  A finding
is a fault of one kind at one citation; precision is the share of findings that were planted, recall
the share of planted ones that were found.  Drafts are checked in the format that each case names.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from draft_cases import CASES, outcome_of, read_cases, write

import regsearch
from tests.read.tinypdf import make_pdf


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CASES)
    parser.add_argument("--indeks")
    options = parser.parse_args()
    outcomes = []
    start = time.perf_counter()
    with regsearch.open(options.indeks) as library, tempfile.TemporaryDirectory() as folder:
        for case in read_cases(options.folder):
            path = write(case, Path(folder), make_pdf)
            checked = regsearch.check(path, library=library, as_of=case.per)
            outcome = outcome_of(case, checked)
            outcomes.append(outcome)
            print(
                f"{case.name:34} {path.suffix[1:]:5} {len(case.expected):3} citations, "
                f"{outcome.resolved:3} read; {outcome.planted:2} planted, {outcome.found:2} found, "
                f"{len(outcome.false)} false"
            )
            for kind, texts in (
                ("misread", outcome.wrong),
                ("missed", outcome.missed),
                ("false", outcome.false),
            ):
                for text in texts:
                    print(f"    {kind}: {text}")
            if case.day and (checked.as_of.isoformat(), checked.day.source) != case.day:
                print(f"    day: {checked.as_of} ({checked.day.source}), not {case.day}")
    took = time.perf_counter() - start
    citations = sum(len(o.case.expected) for o in outcomes)
    resolved = sum(o.resolved for o in outcomes)
    planted, found = (sum(getattr(o, name) for o in outcomes) for name in ("planted", "found"))
    false = sum(len(o.false) for o in outcomes)
    clean = [o for o in outcomes if o.case.clean]
    print(f"{len(outcomes)} drafts, {citations} citations, {took:.1f} s")
    print(f"citations read as meant: {resolved} of {citations} ({resolved / citations:.1%})")
    print(f"findings: {planted} planted, {found} found (recall {found / max(planted, 1):.1%})")
    print(f"findings reported: {found + false}, false {false}", end="")
    print(f" (precision {found / max(found + false, 1):.1%})")
    print(f"clean drafts: {len(clean)}, false findings on them {sum(len(o.false) for o in clean)}")


if __name__ == "__main__":
    main()
