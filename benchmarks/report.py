"""Measured results as Markdown, for the terminal and for ``docs/quality.md`` alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measures import MEASURES, means

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from measures import Mean
    from questions import Question
    from runs import Change, Row

NONE = "–"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are figures."""
    lines = [" | ".join(head), " | ".join(["---", *["---:"] * (len(head) - 1)])]
    lines += [" | ".join(row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def with_interval(mean: Mean | None) -> str:
    """Return a mean with its interval, ``0.85 (0.77-0.92)``."""
    if mean is None:
        return NONE
    return f"{mean.value:.3f} ({mean.low:.2f}–{mean.high:.2f})"


def overall(rows: Mapping[str, Row]) -> str:
    """Return every measure over all questions."""
    found = means(dict(row.measures) for row in rows.values())
    lines = [
        (name, with_interval(mean), str(mean.count), MEASURES[name]) for name, mean in found.items()
    ]
    return table(("measure", "mean (95 %)", "questions", "what it is"), lines)


def by_kind(questions: Sequence[Question], rows: Mapping[str, Row]) -> str:
    """Return the measures of each kind of question, the commonest first."""
    kinds: dict[str, list[dict[str, float]]] = {}
    for question in questions:
        kinds.setdefault(question.kind, []).append(dict(rows[question.id].measures))
    names = [name for name in MEASURES if name != "mrr@10"]
    lines = []
    for kind, measured in sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])):
        found = means(measured)
        cells = (_kind_cell(found.get(name)) for name in names)
        lines.append((kind, str(len(measured)), *cells))
    return table(("kind", "n", *names), lines)


_FEW = 5


def _kind_cell(mean: Mean | None) -> str:
    # An interval from four questions says nothing that the count does not.
    if mean is None or mean.count >= _FEW:
        return with_interval(mean)
    return f"{mean.value:.3f}"


def compared(systems: Mapping[str, Iterable[Mapping[str, float]]]) -> str:
    """Return the measures of several ways to search, one a line."""
    names = list(MEASURES)
    lines = []
    for system, rows in systems.items():
        found = means(dict(row) for row in rows)
        lines.append((system, *(with_interval(found.get(name)) for name in names)))
    return table(("", *names), lines)


def gains_and_losses(found: Sequence[Change]) -> str:
    """Return the questions that are answered otherwise than before."""
    if not found:
        return "No question is answered otherwise."
    better = sum(bool(change.gained) for change in found)
    worse = sum(bool(change.lost) for change in found)
    told = f"{better} questions gained in a measure, {worse} lost in one."
    lines = [
        (
            change.id,
            f"{change.ndcg:+.2f}",
            ", ".join(change.gained) or NONE,
            ", ".join(change.lost) or NONE,
            f"`{change.before}`",
            f"`{change.after}`" if change.after != change.before else "the same",
        )
        for change in found
    ]
    head = ("question", "ndcg@10", "gained", "lost", "first before", "first now")
    return f"{told}\n\n{table(head, lines)}"


def refusals(questions: Sequence[Question], rows: Mapping[str, Row]) -> str:
    """Return how many were refused wrongly, and how many wrongly answered, with their ids."""
    false = [q.id for q in questions if rows[q.id].measures.get("false_refusal")]
    missed = [q.id for q in questions if rows[q.id].measures.get("refusal") == 0]
    asked = sum(q.outcome == "found" for q in questions)
    return table(
        ("error", "count", "of", "questions"),
        (
            ("refused, though there is an answer", str(len(false)), str(asked), _listed(false)),
            (
                "answered, or refused for another reason, though it must be refused",
                str(len(missed)),
                str(len(questions) - asked),
                _listed(missed),
            ),
        ),
    )


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids) or NONE
