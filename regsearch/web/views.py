"""The pages: search, provision, history, document, corpus."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, cast

from flask import Blueprint, g, redirect, render_template, request, url_for

from regsearch.errors import CitationError, NotFoundError, UsageError
from regsearch.show import cases, quotation
from regsearch.show.history import shortened
from regsearch.web import filters
from regsearch.web.asked import asked_day, asked_question
from regsearch.web.outline import article_of, beside, entries_of, groups_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

    from regsearch import Answer, Library
    from regsearch.model import Level

    Page = str | Response
    """A page, or the address of another one."""

pages = Blueprint("pages", __name__)

ANSWERS = 10
"""Number of answers of a search, as in the terminal."""
PAGE = 200
"""Documents of a page of the corpus; a user's own collection may have thousands."""
LONGEST_CITATION = 1_000
"""Characters; what is longer is a question."""
EXAMPLES = (
    "like postingan calon bupati",
    "bolos kerja 12 hari",
    "PNS jadi pengurus partai politik",
    "kepala desa ikut kampanye",
    "Pasal 5 PP 94/2021",
)


def library() -> Library:
    """Return the library that this request asks."""
    return cast("Library", g.library)


@pages.get("/")
def home() -> str:
    """Show the search field."""
    asked = asked_question()
    return render_template("home.html", asked=asked, examples=EXAMPLES)


@pages.get("/cari")
def search() -> Page:
    """Answer a question; a citation alone opens its provision."""
    asked = asked_question()
    if not asked.question:
        return redirect(url_for("pages.home"))
    if _is_citation(asked.question):
        return redirect(filters.provision_url(asked.question))
    reply = library().ask(
        asked.question,
        as_of=asked.as_of,
        subject=asked.subject,
        stage=asked.stage,
        limit=ANSWERS,
    )
    several = len({case.subject for case in reply.summary}) > 1
    steps = cases.ladder(reply)
    cautions = cases.cautions(reply) if reply.answers else []
    return render_template(
        "search.html",
        asked=asked,
        reply=reply,
        cases=[(c, *cases.label_and_condition(c, several=several)) for c in reply.summary],
        steps=steps,
        basis=cases.ladder_basis(reply),
        cautions=cautions,
        shortened=_shortened([*cautions, *(step.text for step in steps)]),
        further=cases.further(reply) if reply.answers else [],
    )


def _shortened(texts: Iterable[str]) -> list[Level]:
    """Return the levels that *texts* name by their short names, which need an explanation."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    levels: tuple[Level, ...] = ("pdh", "pdhtaps", "ptdh")
    return [level for level in levels if level.upper() in words]


def _is_citation(text: str) -> bool:
    if len(text) > LONGEST_CITATION:
        return False
    try:
        library().lookup(text)
    except CitationError:
        return False
    except NotFoundError:
        return True
    return True


@pages.get("/pasal")
def provision() -> Page:
    """Show the provisions that a citation names, with the law around the first."""
    asked = asked_question()
    citation = request.args.get("sitasi", "").strip()
    if not citation:
        return redirect(url_for("pages.home"))
    reply = library().lookup(citation, as_of=asked.as_of)
    answer = reply.answers[0]
    if not answer.locator:
        return redirect(filters.document_url(answer.document))
    whole = library().lookup(answer.document, as_of=asked.as_of).answers[0]
    passages = library().within(whole)
    entries = entries_of(passages)
    article = article_of(answer.locator, entries)
    before, after = beside(article, entries) if article else (None, None)
    around = library().lookup(article.passage.citation, as_of=asked.as_of) if article else None
    return render_template(
        "provision.html",
        asked=asked,
        reply=reply,
        whole=whole,
        parts_shown=[_with_title_and_quotation(a) for a in reply.answers],
        history=library().history(citation, as_of=asked.as_of),
        shortened=shortened,
        around=around and around.answers[0],
        before=before,
        after=after,
    )


def _with_title_and_quotation(answer: Answer) -> tuple[Answer, str, str]:
    """Return a provision with the title of its document and how to cite it."""
    return answer, library().catalog[answer.document].title, _quotation(answer)


def _quotation(answer: Answer) -> str:
    return quotation.cite(answer, library().catalog[answer.document])


@pages.get("/riwayat")
def history() -> Page:
    """Show the versions of a provision, and what changed between two days."""
    asked = asked_question()
    citation = request.args.get("sitasi", "").strip()
    if not citation:
        return redirect(url_for("pages.home"))
    second = asked_day("dengan")
    if second and not asked.as_of:
        raise UsageError("Untuk membandingkan dua hari, isi keduanya.")
    between = (asked.as_of, second) if asked.as_of and second else None
    found = library().history(citation, as_of=None if between else asked.as_of, between=between)
    return render_template(
        "history.html",
        asked=asked,
        citation=citation,
        history=found,
        between=between,
        shortened=shortened,
    )


@pages.get("/peraturan/<document>")
def document(document: str) -> Page:
    """Show a document: its status and its table of contents."""
    asked = asked_question()
    if document not in {entry.id for entry in library().manifest.documents}:
        raise NotFoundError(f"{document!r} tidak ada dalam indeks. Lihat daftarnya di Korpus.")
    reply = library().lookup(document, as_of=asked.as_of)
    answer = reply.answers[0]
    return render_template(
        "document.html",
        asked=asked,
        reply=reply,
        answer=answer,
        instrument=library().catalog[document],
        quotation=_quotation(answer),
        groups=groups_of(entries_of(library().within(answer))),
    )


@pages.get("/korpus")
def corpus() -> str:
    """List the documents with their status and the kind of their text."""
    asked = asked_question()
    words = request.args.get("kata", "").casefold().split()
    status = request.args.get("status", "")
    day = asked.as_of or date.today()
    rows = []
    entries = {entry.id: entry for entry in library().manifest.documents}
    for answer in library().documents(as_of=day):
        entry = entries[answer.document]
        said = f"{answer.citation} {entry.id} {answer.text}".casefold()
        if all(word in said for word in words) and status in {"", answer.status or "tidak"}:
            rows.append((entry, answer))
    last = max(1, -(-len(rows) // PAGE))
    number = min(max(request.args.get("hal", 1, int), 1), last)
    return render_template(
        "corpus.html",
        asked=asked,
        day=day,
        rows=rows[(number - 1) * PAGE : number * PAGE],
        count=len(rows),
        all_documents=library().manifest.documents,
        number=number,
        last=last,
        words=request.args.get("kata", ""),
        status=status,
    )
