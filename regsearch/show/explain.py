"""The explanation of a reply (``cari --jelaskan``): the parsed query, concepts and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.data import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model.explanation import Explanation


def lines(explanation: Explanation) -> Iterator[str]:
    """Yield the lines of *explanation*."""
    query = explanation.query
    named = table("explain")
    yield "Bagaimana jawaban ini diperoleh"
    yield f"  Hukum per hari       {query.as_of.isoformat()}"
    yield f"  Pelaku               {query.subject or 'tidak disebut'}"
    if query.others:
        yield f"  Juga disebut         {', '.join(sorted(query.others))}"
    yield f"  Pemilihan            {query.election or 'tidak disebut'}"
    yield f"  Tahap                {query.stage or 'tidak disebut'}"
    intents = ", ".join(sorted(named["intent"][name] for name in query.intents)) or "tidak disebut"
    yield f"  Yang ditanyakan      {intents}"
    for written, read_as in query.assumed:
        yield f"  Salah ketik          {written} dibaca {read_as}"
    for reference in query.citations:
        yield f"  Sitasi               {reference.document} {reference.locator}"
    for concept, idf in explanation.idf:
        yield f"  Gagasan              {concept.name} (kelangkaan {idf:.2f})"
    for phrase, statutory in query.expansions:
        yield f"  Padanan kata         {phrase} → {', '.join(statutory)}"
    for name, share in explanation.behaviours[:3]:
        yield f"  Perilaku             {name} ({share:.2f})"
    if explanation.example:
        yield f"  Pertanyaan serupa    {explanation.example}"
    for citation in explanation.excluded:
        yield f"  Syarat tak terpenuhi {citation}"
    for entry in explanation.ranked:
        factors = ", ".join(f"{named['factor'][name]} ×{value:g}" for name, value in entry.factors)
        factors = factors or "-"
        yield (
            f"  {entry.score:8.3f}  teks {entry.text_score:.2f}  "
            f"perilaku {entry.behaviour_score:.2f}  "
            f"cakupan {entry.coverage:.2f}  {entry.passage.citation}  "
            f"[{', '.join(entry.matched)}]  {factors}"
        )
