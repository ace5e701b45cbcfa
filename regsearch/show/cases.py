"""The grouped answer as values: what the first screen and the page in the browser show alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regsearch.data import table
from regsearch.search.as_of import day_in_words as day_in_words  # noqa: PLC0414 - exported
from regsearch.search.cases import days_of
from regsearch.show import brief

if TYPE_CHECKING:
    from regsearch.model import Answer, Basis, Level, Reply, SanctionCase

STAGES = {"sebelum": "SEBELUM ditetapkan", "sesudah": "SESUDAH ditetapkan"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a ladder: the working days of absence, and what they are punished with."""

    low: float
    high: float
    """Infinite for "28 days or more"."""
    without_break: bool
    """Whether the days must follow each other."""
    level: Level
    text: str
    """Level and penalties in short."""

    @property
    def label(self) -> str:
        """The days: ``4-6``, ``28 atau lebih``, ``10 atau lebih terus-menerus``."""
        number = f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"
        number = f"{self.low:g} atau lebih" if self.high == math.inf else number
        return number + (" terus-menerus" if self.without_break else "")


def people() -> dict[str, str]:
    """Return what the people whom a question may be about are called, by their names."""
    return dict(table("question")["called"])


def label_and_condition(case: SanctionCase, *, several: bool) -> tuple[str, str]:
    """Return how a case is headed, and the condition unless the heading says it.

    Args:
        case: the case.
        several: whether the cases are about several kinds of people.

    """
    label = STAGES[case.stage] if case.stage else ""
    told = brief.condition(case.condition)
    if told.startswith("bagi "):
        # "Bagi pejabat ASN" is not for every civil servant.
        some = "pejabat" in told and not {"asn", "pns", "pppk", "cpns"}.isdisjoint(case.subject)
        if some or (len(case.subject) != 1 and case.subject != ("umum",)):
            return label or "Sanksi", told
        told = ""
    if several and case.subject and not (label and case.subject == ("asn",)):
        called = people()
        who = "/".join(called.get(name, name) for name in case.subject[:2])
        label = f"{label}, {who}" if label else who
    return label or "Sanksi", told


def ladder(value: Reply) -> list[Step]:
    """Return the steps where the cases are a ladder of days, else nothing.

    Neighbours with the same punishment are one step.
    """
    days = [days_of(case) for case in value.summary]
    if len(days) <= 2 or not all(days):
        return []
    steps: list[Step] = []
    for case, step in zip(value.summary, filter(None, days), strict=True):
        without_break = "terus-menerus" in (case.condition or "")
        text = brief.sanction(case).removeprefix("DISIPLIN ")
        text += f" ({rest})" if (rest := brief.beside_days(case)) else ""
        low = step.low
        if steps and steps[-1].high + 1 == step.low:
            last = steps[-1]
            if (last.without_break, last.text) == (without_break, text):
                low = steps.pop().low
        steps.append(Step(low, step.high, without_break, case.level, text))
    return steps


def ladder_basis(value: Reply) -> list[Basis]:
    """Return what a ladder rests on: the steps themselves first, then what they refer to."""
    bases = {b: (case.citation != b.citation) for case in value.summary for b in case.basis}
    return sorted(bases, key=bases.__getitem__)


def cautions(value: Reply) -> list[str]:
    """Return what a reader of the first answer must know, in short; each once."""
    answer = value.answers[0]
    told = []
    if answer.status != "berlaku" and answer.status_note:
        told.append(brief.caution(answer.status_note))
    elif answer.passage and answer.passage.scope:
        told.append(f"hanya mengikat {answer.passage.scope}")
    told += [brief.caution(case.caution) for case in value.summary if case.caution]
    if answer.text_kind == "ringkasan":
        second = ", dari sumber sekunder" if answer.verification == "sekunder" else ""
        told.append(f"ringkasan, bukan naskah resmi{second}")
    return list(dict.fromkeys(told))


def further(value: Reply) -> list[Answer]:
    """Return the answers after the first that the cases do not cite already."""
    cited = {b.citation for case in value.summary for b in case.basis}
    cited |= {case.citation for case in value.summary}
    return [answer for answer in value.answers[1:] if answer.citation not in cited]
