"""Replies as rows of a table, for an office: ``cari --format csv|jsonl``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from regsearch.show import brief, to_dict
from regsearch.show.terminal import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from regsearch.model import Reply

COLUMNS = (
    "hasil",
    "hukum_per",
    "sitasi",
    "status",
    "bunyi",
    "sanksi",
    "dasar",
    "perhatian",
    "pesan",
)
"""Columns of the answer, after those of the question."""
QUESTION = "pertanyaan"

_OUTCOMES = {"found": "terjawab", "not_found": "tidak ditemukan", "not_covered": "di luar cakupan"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins, also in the full width of East Asian text."""
_INSIDE = re.compile(r'([,;\t|\r\n][ "]*)(?=[=+@\uff1d\uff0b\uff20]|-\w)')
"""What would be a formula if the character before it were the delimiter; not ``Rp5.000,-``."""
_QUOTED = re.compile('[,;\t|"\r\n]')


def lines(replies: Iterable[Reply], form: str) -> Iterator[str]:
    """Yield *replies* as ``csv`` (with a header) or ``jsonl``."""
    if form == "jsonl":
        yield from (json.dumps(to_dict.reply(reply), ensure_ascii=False) for reply in replies)
        return
    yield csv_line([QUESTION, *COLUMNS])
    for reply in replies:
        yield csv_line([reply.query.text, *answer_cells(reply).values()])


def answer_cells(value: Reply) -> dict[str, str]:
    """Return the cells of *value* by column."""
    answer = value.answers[0] if value.answers else None
    found = dict.fromkeys(COLUMNS, "")
    found["hasil"] = _OUTCOMES[value.outcome]
    found["hukum_per"] = value.query.as_of.isoformat()
    found["pesan"] = value.message or ""
    if answer:
        found["sitasi"] = answer.citation
        found["status"] = STATUSES[answer.status]
        found["bunyi"] = answer.text
    told, bases, cautions = [], [], []
    for case in value.summary:
        told.append(f"{_when(case.stage, case.subject)}{brief.sanction(case)}")
        bases.append(brief.cited(case))
        cautions += [brief.caution(case.caution)] if case.caution else []
    found["sanksi"], found["dasar"] = "; ".join(told), "; ".join(dict.fromkeys(bases))
    if answer and answer.text_kind == "ringkasan":
        cautions.append("ringkasan, bukan naskah resmi")
    found["perhatian"] = "; ".join(dict.fromkeys(cautions))
    return found


def _when(stage: str | None, subject: tuple[str, ...]) -> str:
    parts = [f"{stage} ditetapkan"] if stage else []
    parts += ["/".join(subject)] if subject and subject != ("asn",) else []
    return f"{', '.join(parts)}: " if parts else ""


def csv_line(cells: Iterable[str], delimiter: str = ",") -> str:
    """Return one line of CSV, with nothing that a spreadsheet would take for a formula.

    A spreadsheet may go by another delimiter than the file's (Excel by ``;`` in Indonesian), so
    what follows any of them inside a cell is treated like the beginning of one.
    """
    return delimiter.join(map(_cell, cells))


def _cell(text: str) -> str:
    safe = _INSIDE.sub(r"\1'", text)
    safe = f"'{safe}" if text.lstrip(' "').startswith(_FORMULA) else safe
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe


def json_text(value: Mapping[str, Any]) -> str:
    """Return one JSON value for people to read."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def json_line(value: Mapping[str, Any]) -> str:
    """Return one JSON value in one line."""
    return json.dumps(value, ensure_ascii=False)
