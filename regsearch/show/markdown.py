"""Answers as Markdown that a person would paste into a memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.show.terminal import LEVELS, NO_SANCTION, STATUSES, restated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Answer, Reply


def reply(value: Reply) -> Iterator[str]:
    """Yield the lines of *value*."""
    yield f"# {value.query.text}"
    yield ""
    yield f"Hukum per {value.query.as_of.isoformat()}."
    yield ""
    if value.message:
        yield f"> {value.message}"
        yield ""
    for answer in value.answers:
        yield from provision(answer)


def provision(answer: Answer) -> Iterator[str]:
    """Yield the lines of one answer."""
    kind = str(answer.text_kind)
    if kind == "ringkasan":
        read = "naskah" if answer.verification == "naskah" else "sumber sekunder"
        kind += f", diperiksa dari {read}"
    yield f"## {answer.citation}"
    yield ""
    yield f"*{STATUSES[answer.status]}; {kind}*"
    yield ""
    for text in answer.context:
        yield f"> {text}"
        yield ">"
    yield f"> {answer.text}"
    yield ""
    if answer.penjelasan:
        yield f"Penjelasan: {restated(answer)}{answer.penjelasan}"
        yield ""
    if answer.condition:
        yield f"Bila: {answer.condition}"
        yield ""
    for sanction in answer.sanctions:
        condition = f" ({sanction.condition})" if sanction.condition else ""
        yield f"- **Sanksi: {LEVELS[sanction.level]}**{condition}"
        yield from (f"  - {penalty}" for penalty in sanction.penalties)
        yield f"  - Dasar: {'; '.join(basis.citation for basis in sanction.basis)}"
        if sanction.note:
            yield f"  - Catatan: {sanction.note}"
    if not answer.sanctions and answer.modality in {"larangan", "kewajiban"}:
        yield f"- {NO_SANCTION}"
    yield ""
    for note in answer.notes:
        yield f"Catatan: {note.text}"
        yield ""
    if answer.status_note:
        yield f"Status: {answer.status_note}"
        yield ""
