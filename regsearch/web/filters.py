"""What templates may use: days, labels, marked words, addresses of pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import g, url_for
from markupsafe import Markup, escape

from regsearch.errors import UsageError
from regsearch.model.answer import label_of
from regsearch.show import brief
from regsearch.show.cases import day_in_words, people
from regsearch.show.terminal import NO_SANCTION, STATUSES, highlighted
from regsearch.show.visible import visible
from regsearch.web.asked import asked_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flask import Flask

    from regsearch import Answer, Library
    from regsearch.model import Level, Passage

_START, _END = "\x02", "\x03"
"""Stand for the marks until the text is escaped."""
_UNMARKED = str.maketrans("", "", _START + _END)

RELATIONS = {
    "diubah_oleh": "Diubah oleh",
    "dicabut_oleh": "Dicabut oleh",
    "diganti_oleh": "Diganti oleh",
    "dilaksanakan_oleh": "Dilaksanakan oleh",
    "melaksanakan": "Melaksanakan",
    "mengubah": "Mengubah",
    "mencabut": "Mencabut",
    "menggantikan": "Menggantikan",
    "padanan": "Padanan",
    "mengacu": "Mengacu ke",
    "diacu_oleh": "Diacu oleh",
}
"""How another provision relates to the one shown, the most urgent first."""

TEXT_KINDS = {
    "resmi": "naskah resmi",
    "ringkasan": "ringkasan, bukan naskah resmi",
    "pengguna": "dokumen yang ditambahkan pemakai",
}


def register(app: Flask) -> None:
    """Make everything here known to the templates of *app*."""
    app.add_template_filter(day_in_words, "hari")
    app.add_template_filter(marked)
    app.add_template_filter(without_options, "tanpa_opsi")
    app.add_template_filter(brief.cut, "singkat")
    app.add_template_filter(label_of_passage, "tanda")
    app.add_template_global(provision_url)
    app.add_template_global(document_url)
    app.add_template_global(choices)
    app.jinja_env.globals.update(
        LEVELS=brief.LEVELS,
        NO_SANCTION=NO_SANCTION,
        RELATIONS=RELATIONS,
        STATUSES=STATUSES,
        TEXT_KINDS=TEXT_KINDS,
        short_level=brief.short_level,
        cited_sanction=brief.sanction,
        label_of=label_of,
    )
    app.context_processor(_known)


def _known() -> dict[str, Any]:
    library: Library | None = g.get("library")  # none if the request was refused before
    return {"timeline": library and library.timeline, "people": people()}


def visible_value(value: Any) -> Any:
    """Return what a template prints, with invisible characters escaped."""
    if isinstance(value, Markup):
        return Markup(visible(str(value)))
    return visible(value) if isinstance(value, str) else value


def marked(text: str, stems: Sequence[str]) -> Markup:
    """Return *text* escaped, with the words that contain one of *stems* marked."""
    lines = highlighted(text.translate(_UNMARKED), tuple(stems), _mark)
    safe = str(escape(lines))
    return Markup(safe.replace(_START, "<mark>").replace(_END, "</mark>"))


def _mark(text: str, _style: str) -> str:
    return f"{_START}{text}{_END}"


def without_options(text: str) -> str:
    """Return a message of the library that names fields and pages for options and commands.

    >>> without_options("Hari lain: --per.")
    'Hari lain: isian "Hukum per tanggal".'
    """
    text = text.replace("regsearch korpus daftar", "halaman Korpus")
    return re.sub(r"--per( YYYY-MM-DD)?", 'isian "Hukum per tanggal"', text)


def label_of_passage(passage: Passage | Answer) -> str:
    """Return how a unit is marked where it stands: ``(2)``, ``a.``, ``Pasal 9A``."""
    return label_of(*passage.locator[-1]) if passage.locator else passage.citation


def provision_url(citation: str, **further: Any) -> str:
    """Return the address of the page of a provision, on the day of this page."""
    return url_for("pages.provision", sitasi=citation, **_day(), **further)


def document_url(document: str, **further: Any) -> str:
    """Return the address of the page of a document, on the day of this page."""
    return url_for("pages.document", document=document, **_day(), **further)


def _day() -> dict[str, Any]:
    try:
        day = asked_day()
    except UsageError:  # this is the page that says so
        return {}
    return {"per": day.isoformat()} if day else {}


def choices(penalties: Sequence[str], level: Level) -> Iterator[tuple[str, str]]:
    """Yield each penalty with the word that leads to the next: ``; atau``."""
    last = "; kemudian" if level == "bertingkat" else "; atau"
    for number, penalty in enumerate(penalties, 1):
        left = len(penalties) - number
        yield penalty.rstrip(";., "), ("" if not left else last if left == 1 else ";")
