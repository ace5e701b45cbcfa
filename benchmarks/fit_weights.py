"""Fit the weights of ``regsearch/data/ranking.toml`` on the graded questions, and say how well
that carries over to questions they were not fitted on.

    python benchmarks/fit_weights.py                    # fit, cross-validate, print
    python benchmarks/fit_weights.py --save benchmarks/runs/fit.json      # and for docs/quality.md
    python benchmarks/fit_weights.py --write            # and write, if held-out questions gain
    python benchmarks/fit_weights.py --apply benchmarks/runs/fit.json  # write what was saved
    python benchmarks/fit_weights.py --renew benchmarks/runs/fit.json  # only what a kind loses

How it searches is said in ``fitting.py``; what stands for the program in ``replay.py``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fit_report
import fitting
import leave_out
import numpy as np
import recording
import replay
import thresholds
from questions import DEVELOPMENT, ROOT, read_sets

import regsearch

if TYPE_CHECKING:
    from fitting import Bench
    from questions import Question
    from replay import Values

RANKING = ROOT / "regsearch" / "data" / "ranking.toml"
_SEED = 20261122


def cross_validate(bench: Bench, parts: int, repeats: int) -> dict[str, Any]:
    """Fit on all folds but one, measure on that one; for each choice of sets to fit on."""
    questions = [r.question for r in bench.replays]
    start = replay.shipped()
    names = sorted(set(bench.sets))
    choices = {name: {name} for name in names}
    if len(names) > 1:
        choices[" + ".join(names)] = set(names)
    found: dict[str, Any] = {}
    for choice, used in choices.items():
        train: list[float] = []
        held: dict[str, list[tuple[Values, list[int]]]] = {name: [] for name in names}
        moves: dict[str, int] = {}
        for repeat in range(repeats):
            folds = fitting.folds(questions, parts, _SEED + repeat)
            for fold in folds:
                out = set(fold)
                on = [n for n, of in enumerate(bench.sets) if of in used and n not in out]
                fit = fitting.fit(bench, on, start)
                train.append(fit.after - fit.before)
                for name, old, new in fit.moves:
                    way = f"{name} {'up' if new > old else 'down'}"
                    moves[way] = moves.get(way, 0) + 1
                for name in names:
                    held[name].append((fit.values, [n for n in fold if bench.sets[n] == name]))
            print(f"{choice}: repeat {repeat + 1} of {repeats}", file=sys.stderr)
        found[choice] = {
            "train_gain": float(np.mean(train)),
            "held_out": {name: _held_out(bench, start, of) for name, of in held.items()},
            "moves": dict(sorted(moves.items(), key=lambda item: (-item[1], item[0]))),
            "fits": parts * repeats,
        }
    return found


def _held_out(bench: Bench, start: Values, held: list[tuple[Values, list[int]]]) -> dict[str, Any]:
    before = np.vstack([bench.rows(start, numbers) for _, numbers in held])
    after = np.vstack([bench.rows(values, numbers) for values, numbers in held])
    low, high = fitting.interval(before, after, _SEED)
    return {
        "before": fitting.summary(before),
        "after": fitting.summary(after),
        "gain": fitting.value_of(after) - fitting.value_of(before),
        "low": low,
        "high": high,
    }


def written(text: str, values: Values) -> str:
    """Return the text of ``ranking.toml`` with *values*, its comments kept."""
    table, lines = "", []
    for line in text.splitlines():
        head = re.fullmatch(r"\[(\w+)\]", line.strip())
        table = head[1] if head else table
        entry = re.match(r"(\w+) = [\d.]+", line)
        name = f"{table}.{entry[1]}" if entry else ""
        if entry and name in values:
            lines.append(f"{entry[1]} = {values[name]!r}{line[entry.end() :]}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> int:
    """Return the exit status: 0, or 1 where the replay is not the program."""
    parse = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parse.add_argument("--index", type=Path, help="index folder; the default one if left out")
    parse.add_argument("--gold", type=Path, default=DEVELOPMENT, help="the development set")
    parse.add_argument("--folds", type=int, default=5)
    parse.add_argument("--repeats", type=int, default=2)
    parse.add_argument("--save", type=Path, help="write what was found, for docs/quality.md")
    parse.add_argument("--write", action="store_true", help="write ranking.toml if it holds out")
    parse.add_argument("--apply", type=Path, help="write what an earlier --save found, and end")
    parse.add_argument("--renew", type=Path, help="measure again only one kind left out, and save")
    options = parse.parse_args()
    if options.apply:
        return _apply(options.apply)
    sets = read_sets(options.gold)
    with regsearch.open(options.index) as library:
        pairs = [(name, q) for name, questions in sets.items() for q in questions]
        replays = [recording.record(library, question) for _, question in pairs]
        bench = fitting.Bench(replays, [name for name, _ in pairs])
        start = replay.shipped()
        different = recording.disagreements(library, replays, start)
        print(f"{len(replays)} questions, replayed otherwise: {len(different)}", file=sys.stderr)
        for id, how in different.items():
            print(f"  {id}: {how}", file=sys.stderr)
        if different:
            print("The replay is not the program; bring replay.py up to date.", file=sys.stderr)
            return 1
        if options.renew:
            saved = json.loads(options.renew.read_text("utf-8"))
            saved["left_out"] = leave_out.by_kind(library, bench, sets)
            saved["renewed"] = date.today().isoformat()
            options.renew.write_text(json.dumps(saved, indent=1) + "\n", "utf-8")
            return 0
        validated = cross_validate(bench, options.folds, options.repeats)
        choice = max(validated, key=lambda name: _mean_gain(validated[name]))
        on = [n for n, name in enumerate(bench.sets) if name in choice.split(" + ")]
        # What moves only in some folds is chance: it would not be found again.
        fits = options.folds * options.repeats
        stable = {way.split()[0] for way, n in validated[choice]["moves"].items() if 2 * n >= fits}
        fit = fitting.fit(bench, on, start, stable)
        holds = _mean_gain(validated[choice]) > 0
        found: dict[str, Any] = {
            "day": date.today().isoformat(),
            "folds": options.folds,
            "repeats": options.repeats,
            "validated": validated,
            "choice": choice,
            "moves": fit.moves,
            "held_out_gain": _mean_gain(validated[choice]),
            "written": options.write and holds,
            "confirmed": _confirmed(library, sets, start, fit.values),
            "thresholds": thresholds.curves(bench, start),
            "left_out": leave_out.by_kind(library, bench, sets),
        }
    print(fit_report.fitting(found))
    if options.save:
        options.save.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if options.write:
        if not holds:
            print("Not written: held-out questions do not gain.", file=sys.stderr)
        else:
            RANKING.write_text(written(RANKING.read_text("utf-8"), fit.values), "utf-8")
    return 0


def _apply(saved: Path) -> int:
    found = json.loads(saved.read_text("utf-8"))
    if found["held_out_gain"] <= 0:
        print("Not written: held-out questions did not gain.", file=sys.stderr)
        return 1
    values = {name: new for name, _, new in found["moves"]}
    RANKING.write_text(written(RANKING.read_text("utf-8"), values), "utf-8")
    saved.write_text(json.dumps(found | {"written": True}, indent=1) + "\n", "utf-8")
    return 0


def _mean_gain(validated: dict[str, Any]) -> float:
    return float(np.mean([of["gain"] for of in validated["held_out"].values()]))


def _confirmed(
    library: regsearch.Library,
    sets: dict[str, list[Question]],
    before: Values,
    after: Values,
) -> dict[str, Any]:
    """Ask the program itself, before and after: other weights also find other candidates."""
    import runs
    from measures import means

    found: dict[str, Any] = {}
    for label, values in (("before", before), ("after", after)):
        with replay.using(values):
            for name, questions in sets.items():
                rows = runs.run(library, questions).values()
                measured = means(dict(row.measures) for row in rows)
                found.setdefault(name, {})[label] = {m: x.value for m, x in measured.items()}
    return found


if __name__ == "__main__":
    sys.exit(main())
