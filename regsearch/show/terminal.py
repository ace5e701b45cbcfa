"""Replies as text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.model.answer import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.model import Answer, ChildUnit, Reply, Sanction, Status

Style = Callable[[str, str], str]
"""Styles a text: ``style("berlaku", "good")``; the styles are those of ``cli/base.py``."""

LEVELS = {
    "ringan": "hukuman disiplin RINGAN",
    "sedang": "hukuman disiplin SEDANG",
    "berat": "hukuman disiplin BERAT",
    "kode_etik": "sanksi moral (KODE ETIK)",
    "pdh": "pemberhentian DENGAN HORMAT",
    "pdhtaps": "pemberhentian dengan hormat TIDAK ATAS PERMINTAAN SENDIRI",
    "ptdh": "pemberhentian TIDAK DENGAN HORMAT",
    "pidana": "PIDANA",
    "administratif": "sanksi ADMINISTRATIF",
    "bertingkat": "sanksi BERTINGKAT",
    "lebih_berat": "hukuman yang LEBIH BERAT",
}
STATUSES: dict[Status | None, str] = {
    None: "STATUS TIDAK DIKETAHUI",
    "berlaku": "berlaku",
    "diubah": "SUDAH DIUBAH",
    "dicabut": "SUDAH DICABUT",
    "belum_berlaku": "BELUM BERLAKU",
}
NO_SANCTION = "Sanksi tidak tertaut; itu tidak berarti tidak ada sanksi."
_LABEL = 8
_INDENT = 3
_MAX_RELATED = 6
"""Number of related provisions that are printed; JSON has all."""
_RELATIONS = {
    "dicabut_oleh": "dicabut oleh",
    "diubah_oleh": "diubah oleh",
    "diganti_oleh": "diganti oleh",
    "padanan": "padanan",
    "mencabut": "mencabut",
    "mengubah": "mengubah",
    "menggantikan": "menggantikan",
    "melaksanakan": "melaksanakan",
    "dilaksanakan_oleh": "dilaksanakan oleh",
    "mengacu": "mengacu",
}


def plain(text: str, _style: str) -> str:
    """Return *text* without any style."""
    return text


def reply(
    value: Reply, style: Style = plain, width: int = 100, *, numbered: bool = True
) -> Iterator[str]:
    """Yield the lines of *value*; the status note of a document appears once.

    Args:
        value: the reply to a question or citation.
        style: colours words; :func:`plain` for none.
        width: of the terminal in columns.
        numbered: whether answers begin with their rank.

    """
    noted: set[str | None] = set()
    for written, read_as in value.query.assumed:
        yield style(f"{written!r} dibaca sebagai {read_as!r}.", "note")
    if value.message:
        yield from textwrap.wrap(value.message, width)
        yield ""
    for answer in value.answers:
        repeated = answer.status_note in noted
        noted.add(answer.status_note)
        shown = replace(answer, status_note=None) if repeated else answer
        yield from provision(shown, style, width, number=answer.rank if numbered else None)
        yield ""


def provisions(value: Reply, style: Style = plain, width: int = 100) -> Iterator[str]:
    """Yield the lines of a look-up: each provision followed by all that is inside it."""
    yield from textwrap.wrap(value.message, width) if value.message else ()
    for number, answer in enumerate(value.answers):
        yield from [""] if number or value.message else []
        yield from provision(answer, style, width)
        if answer.children:
            yield ""
            yield from contents(answer.children, width)


def provision(
    answer: Answer, style: Style = plain, width: int = 100, number: int | None = None
) -> Iterator[str]:
    """Yield the lines of one answer, numbered if *number* is given."""
    good = answer.status == "berlaku"
    marks = [style(STATUSES[answer.status], "good" if good else "bad"), answer.text_kind]
    marks += [answer.verification] if answer.text_kind == "ringkasan" else []
    marks += [f"hlm. {answer.page}"] if answer.page else []
    head = f"{number:<{_INDENT}}" if number else ""
    yield f"{head}{style(answer.citation, 'citation')}   {' · '.join(marks)}"
    pad = " " * (_INDENT if number else 0)

    def block(label: str, text: str, look: str = "") -> Iterator[str]:
        first = pad + (f"{label:<{_LABEL}}" if label else "")
        rest = pad + (" " * _LABEL if label else "")
        for line in textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest):
            yield style(line, look) if look else highlighted(line, answer.matched, style)

    if answer.context:
        yield from block("", " › ".join(answer.context), "dim")
    if answer.text:
        yield from block("", answer.text)
    if answer.reading:
        reading = answer.reading
        since = f"{reading.citation}, sejak {reading.since.isoformat()}"
        yield from block("Dibaca", f"{reading.text} ({since})", "note")
    if answer.penjelasan:
        yield from block("Jelas", digest_mark(answer) + answer.penjelasan)
    if answer.condition:
        yield from block("Bila", answer.condition)
    for sanction in answer.sanctions:
        yield from _sanction(sanction, block)
    if not answer.sanctions and answer.modality in {"larangan", "kewajiban"}:
        yield from block("Sanksi", NO_SANCTION, "dim")
    said = {sanction.note for sanction in answer.sanctions}
    for note in answer.notes:
        if note.text not in said:
            yield from block("Catatan", note.text, "note")
    if answer.status_note:
        yield from block("Status", answer.status_note, "note" if good else "bad")
    yield from block("Lihat", related_lines(answer), "dim")
    yield from block("Resmi", "; ".join(answer.official), "dim")


def related_lines(answer: Answer) -> str:
    """Return what a reader of *answer* should see too, the first few."""
    related = [r for r in answer.related if r.relation in _RELATIONS]
    return "; ".join(f"{_RELATIONS[r.relation]} {r.citation}" for r in related[:_MAX_RELATED])


def digest_mark(answer: Answer) -> str:
    """Return the mark of an explanation that is a digest although its text is official."""
    return "(ringkasan) " if answer.penjelasan_kind != answer.text_kind == "resmi" else ""


def _sanction(sanction: Sanction, block: Callable[..., Iterator[str]]) -> Iterator[str]:
    text = LEVELS[sanction.level]
    if sanction.penalties:
        text += ": " + _choices(sanction.penalties, sanction.level)
    yield from block("Sanksi", text)
    if sanction.condition:
        condition = re.sub(r"^(?:apabila|jika|bila)\s+", "", sanction.condition)
        yield from block("  bila", condition, "dim")
    yield from block("Dasar", "; ".join(basis.citation for basis in sanction.basis))
    if sanction.note:
        yield from block("Catatan", sanction.note, "note")


def _choices(penalties: tuple[str, ...], level: str) -> str:
    if len(penalties) == 1:
        return penalties[0]
    last = "; kemudian " if level == "bertingkat" else "; atau "
    return "; ".join(penalties[:-1]) + last + penalties[-1]


def highlighted(line: str, matched: tuple[str, ...], style: Style) -> str:
    """Return *line* with the words that contain a stem of the question highlighted."""
    if not matched:
        return line
    from regsearch.text.analysis import words

    def highlight(match: re.Match[str]) -> str:
        text = match.group()
        hit = any(stem in word for word in words(text) for stem in matched if len(stem) > 2)
        return style(text, "match") if hit else text

    return re.sub(r"[A-Za-z-]+", highlight, line)


def contents(units: Iterable[ChildUnit], width: int = 100, depth: int = 0) -> Iterator[str]:
    """Yield the units inside a provision with their explanations, indented by level."""
    pad = "  " * depth
    for unit in units:
        parts = [f"{label_of(unit.kind, unit.number)} {unit.text}"]
        parts += [f"Penjelasan: {unit.penjelasan}"] if unit.penjelasan else []
        for text, first in zip(parts, ("", "   "), strict=False):
            yield from textwrap.wrap(
                text, width, initial_indent=pad + first, subsequent_indent=pad + "   "
            )
        yield from contents(unit.children, width, depth + 1)
