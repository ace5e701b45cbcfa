"""The page that checks a draft: pasted or uploaded, kept nowhere."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from flask import Blueprint, abort, g, make_response, render_template, request

import regsearch
from regsearch.errors import UsageError
from regsearch.show.checked import count
from regsearch.show.history import shortened
from regsearch.web.asked import asked_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.datastructures import FileStorage
    from werkzeug.wrappers import Response

    from regsearch import CheckedCitation, CheckedDraft, Library

    Page = str | Response

drafts = Blueprint("drafts", __name__)

MAX_PASTED = 200_000
"""Characters of a pasted draft, about 70 pages; a longer one comes as a file."""
MAX_SHOWN = 300_000
"""Characters of a draft that is shown as a whole; of a longer one only what cites the law."""
AT_ONCE = 2
"""Drafts that are checked at once, so that questions are still answered meanwhile."""
PATIENCE = 20.0
"""Seconds for which a further draft waits before it is refused."""
SUFFIXES = frozenset({".docx", ".pdf", ".html", ".htm", ".md", ".txt"})
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_free = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: a citation, or what stands between two."""

    text: str
    number: int | None = None
    """Index of the citation among those of the draft."""


@drafts.get("/periksa")
def form() -> str:
    """Show the form."""
    return render_template("draft_form.html", as_of=asked_day())


@drafts.post("/periksa")
def check() -> Page:
    """Check the draft that was sent, and show what was found, or give it back with comments."""
    as_of = asked_day()
    # A form sends its lines with CR LF.
    text = request.form.get("naskah", "").replace("\r\n", "\n").strip()
    file = request.files.get("berkas")
    sent = file if file and file.filename else None
    if bool(text) == bool(sent):
        raise UsageError("Tempel teks naskahnya, atau pilih satu berkas; salah satu saja.")
    if len(text) > MAX_PASTED:
        raise UsageError(
            f"Teks ini {len(text)} huruf, batasnya {MAX_PASTED}. Kirim naskahnya sebagai berkas."
        )
    library: Library = g.library
    with _turn():
        if sent is None:
            checked = regsearch.check_text(text, library=library, as_of=as_of, name="teks tempelan")
            return _shown(checked)
        with tempfile.TemporaryDirectory() as folder:
            path = _saved(sent, Path(folder))
            checked = regsearch.check(path, library=library, as_of=as_of, name=_name(sent))
            if request.form.get("bentuk") == "docx":
                return _with_comments(checked, path)
            return _shown(checked)


@contextmanager
def _turn() -> Iterator[None]:
    if not _free.acquire(timeout=PATIENCE):
        abort(503)
    try:
        yield
    finally:
        _free.release()


def _name(sent: FileStorage) -> str:
    """Return the last part of the name that the browser gave, to be shown."""
    return (sent.filename or "").replace("\\", "/").rpartition("/")[2][-100:] or "berkas"


def _saved(sent: FileStorage, folder: Path) -> Path:
    """Write the file into *folder*; of its own name only the ending, if it is a usual one."""
    suffix = Path(_name(sent)).suffix.lower()
    path = folder / ("naskah" + (suffix if suffix in SUFFIXES else ""))
    sent.save(path)
    return path


def _with_comments(checked: CheckedDraft, path: Path) -> Response:
    target = path.with_name("diperiksa.docx")
    regsearch.annotate(checked, path, target)
    response = make_response(target.read_bytes())
    response.headers["Content-Type"] = _WORD
    response.headers["Content-Disposition"] = 'attachment; filename="naskah-diperiksa.docx"'
    return response


def _shown(checked: CheckedDraft) -> str:
    return render_template(
        "draft.html",
        checked=checked,
        count=count(checked),
        paragraphs=[*paragraphs_of(checked)],
        verdict=verdict,
        advice=advice,
        shortened=shortened,
    )


def verdict(citation: CheckedCitation) -> str:
    """Return ``masalah``, ``tak-terperiksa`` or ``sesuai``."""
    if citation.findings:
        return "masalah"
    return "tak-terperiksa" if citation.exists is None else "sesuai"


def advice(citation: CheckedCitation) -> str:
    """Return what the advice on a citation says beyond its findings."""
    messages = " ".join(finding.message for finding in citation.findings)
    return (citation.advice or "").removeprefix(messages).strip()


def paragraphs_of(checked: CheckedDraft) -> Iterator[list[Piece]]:
    """Yield the paragraphs of the draft in pieces; of a long one only those that cite the law."""
    at: dict[int, list[int]] = {}
    for number, citation in enumerate(checked.citations):
        at.setdefault(citation.place.paragraph, []).append(number)
    paragraphs = checked.draft.paragraphs
    everything = sum(len(paragraph.text) for paragraph in paragraphs) <= MAX_SHOWN
    for index, paragraph in enumerate(paragraphs):
        if everything or index in at:
            yield [*_pieces(paragraph.text, at.get(index, ()), checked)]


def _pieces(text: str, numbers: list[int] | tuple[()], checked: CheckedDraft) -> Iterator[Piece]:
    done = 0
    for number in numbers:
        place = checked.citations[number].place
        start, end = max(place.start, done), min(place.end, len(text))
        if start >= end:
            continue
        if start > done:
            yield Piece(text[done:start])
        yield Piece(text[start:end], number)
        done = end
    if done < len(text):
        yield Piece(text[done:])
