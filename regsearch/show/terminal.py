"""Answers for reading at a glance in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Answer, Passage, Reply, Sanction, Status

Style = Callable[[str, str], str]
"""Gives a text a style: ``style("berlaku", "good")``; returns it unchanged without colour."""

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
    "diacu_oleh": "diacu oleh",
}


def plain(text: str, _style: str) -> str:
    """Return *text* without any style."""
    return text


def reply(
    value: Reply, style: Style = plain, width: int = 100, *, numbered: bool = True
) -> Iterator[str]:
    """Yield the lines of *value*; what is to be known of a document is told once.

    Args:
        value: what came of a question.
        style: gives words a colour; :func:`plain` for none.
        width: of the terminal, in columns.
        numbered: whether the answers are numbered by their rank.

    """
    told: set[str | None] = set()
    for written, read_as in value.query.assumed:
        yield style(f"{written!r} dibaca sebagai {read_as!r}.", "note")
    if value.message:
        yield from textwrap.wrap(value.message, width)
        yield ""
    for answer in value.answers:
        seen = answer.status_note in told
        shown = replace(answer, status_note=None) if seen else answer
        told.add(answer.status_note)
        yield from provision(shown, style, width, number=answer.rank if numbered else None)
        yield ""


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
            yield style(line, look) if look else _highlighted(line, answer.matched, style)

    if answer.context:
        yield from block("", " › ".join(answer.context), "dim")
    if answer.text:
        yield from block("", answer.text)
    if answer.penjelasan:
        yield from block("Jelas", restated(answer) + answer.penjelasan)
    if answer.condition:
        yield from block("Bila", answer.condition)
    for sanction in answer.sanctions:
        yield from _sanction(sanction, block)
    if not answer.sanctions and answer.modality in {"larangan", "kewajiban"}:
        yield from block("Sanksi", NO_SANCTION, "dim")
    for note in answer.notes:
        yield from block("Catatan", note.text, "note")
    if answer.status_note:
        yield from block("Status", answer.status_note, "note" if good else "bad")
    others = [r for r in answer.related if r.relation in _RELATIONS and r.relation != "diacu_oleh"]
    if others:
        listed = "; ".join(f"{_RELATIONS[r.relation]} {r.citation}" for r in others[:6])
        yield from block("Lihat", listed, "dim")


def restated(answer: Answer) -> str:
    """Return what marks the explanation of an official text that is only a digest."""
    return "(ringkasan) " if answer.penjelasan_kind != answer.text_kind == "resmi" else ""


def _sanction(sanction: Sanction, block: Callable[..., Iterator[str]]) -> Iterator[str]:
    text = LEVELS[sanction.level]
    if sanction.penalties:
        text += ": " + _choices(sanction.penalties, sanction.level)
    yield from block("Sanksi", text)
    if sanction.condition:
        when = re.sub(r"^(?:apabila|jika|bila)\s+", "", sanction.condition)
        yield from block("  bila", when, "dim")
    yield from block("Dasar", "; ".join(basis.citation for basis in sanction.basis))
    if sanction.note:
        yield from block("Catatan", sanction.note, "note")


def _choices(penalties: tuple[str, ...], level: str) -> str:
    if len(penalties) == 1:
        return penalties[0]
    joint = "; kemudian " if level == "bertingkat" else "; atau "
    return "; ".join(penalties[:-1]) + joint + penalties[-1]


def _highlighted(line: str, matched: tuple[str, ...], style: Style) -> str:
    """Return *line* with the words that begin like a stem of the question highlighted."""
    if not matched:
        return line
    from regsearch.text.analysis import words

    def mark(found: re.Match[str]) -> str:
        word = words(found.group())
        hit = any(stem in w for w in word for stem in matched if len(stem) > 2)
        return style(found.group(), "match") if hit else found.group()

    return re.sub(r"[A-Za-z-]+", mark, line)


def contents(passages: list[Passage], width: int = 100) -> Iterator[str]:
    """Yield what stands inside a provision, one line a unit, indented by level."""
    if not passages:
        return
    outermost = min(len(passage.locator) for passage in passages)
    for passage in passages:
        pad = "  " * (len(passage.locator) - outermost)
        kind, number = passage.locator[-1]
        mark = {"ayat": f"({number})", "huruf": f"{number}.", "angka": f"{number}."}
        text = f"{mark.get(kind, f'{kind.capitalize()} {number}')} {passage.text}"
        yield from textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "   ")
