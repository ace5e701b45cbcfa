"""Looked-up provisions as an Akoma Ntoso portion of their document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.akn.write import DIGEST, portion_to_akn
from regsearch.regulation import Explanation, Regulation, Source, Unit
from regsearch.show.terminal import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Answer, Passage, Reply


def reply_to_akn(reply: Reply, inside: Sequence[Passage], instrument: Instrument) -> bytes:
    """Return the provisions of *reply* as a portion of *instrument*.

    Its heading has their status on the day of the reply, and whether the text is a digest.

    Args:
        reply: the provisions, all of *instrument*.
        inside: the units inside them.
        instrument: the document.

    Raises:
        ValueError: the provisions are of several documents.

    """
    answers = reply.answers
    if {answer.document for answer in answers} != {instrument.id}:
        raise ValueError("several documents")
    digest = any(answer.text_kind == "ringkasan" for answer in answers)
    digest |= any(passage.text_kind == "ringkasan" for passage in inside)
    passages = [answer.passage for answer in answers if answer.passage]
    sha256 = next((p.source_sha256 for p in passages if p.source_sha256), "")
    regulation = Regulation(
        id=instrument.id,
        kind=instrument.kind,
        numbers=instrument.numbers,
        year=instrument.year,
        title=instrument.title,
        source=Source(instrument.id, sha256),
        enacted=instrument.enacted,
        region=instrument.region,
        text_kind="ringkasan" if digest else "resmi",
        units=tuple(
            [_unit(answer) for answer in answers if answer.locator]
            + [Unit(p.locator, p.text, p.page, p.cells) for p in inside]
        ),
        penjelasan=tuple(
            Explanation(locator, text)
            for locator, text in (
                *((answer.locator, answer.penjelasan) for answer in answers),
                *((passage.locator, passage.penjelasan) for passage in inside),
            )
            if text is not None
        ),
    )
    statuses = dict.fromkeys(STATUSES[answer.status] for answer in answers)
    heading = f"Per {reply.query.as_of.isoformat()}: {', '.join(statuses)}"
    return portion_to_akn(regulation, f"{heading}. {DIGEST}" if digest else heading)


def _unit(answer: Answer) -> Unit:
    cells = answer.passage.cells if answer.passage else ()
    return Unit(answer.locator, answer.text, answer.page, cells)
