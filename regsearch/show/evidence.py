"""A reply as an evidence card for a file: what was asked and assumed, the law, where it is from.

The card is a list of blocks, which :mod:`regsearch.show.markdown` and :mod:`regsearch.show.docx`
write alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from regsearch.data import table
from regsearch.model.answer import label_of
from regsearch.search.as_of import day_in_words
from regsearch.show import brief
from regsearch.show.terminal import LEVELS, NO_SANCTION, STATUSES, digest_mark, related_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.index.manifest import Manifest
    from regsearch.model import Answer, ChildUnit, Reply, SanctionCase

DIGEST = "RINGKASAN - BUKAN NASKAH RESMI"

BlockKind = Literal["title", "heading", "text", "marks", "quote", "item", "unit"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a card."""

    kind: BlockKind
    text: str
    level: int = 0
    """Depth of an item or a unit."""
    strong: str = ""
    """Words before the text that are set off."""


def is_digest(value: Reply) -> bool:
    """Say whether a page of the card must say that its words are not official."""
    return any(answer.text_kind != "resmi" for answer in value.answers)


def card(value: Reply, manifest: Manifest | None = None) -> Iterator[Block]:
    """Yield the blocks of the card of *value*.

    Args:
        value: the reply.
        manifest: of the index that gave it, for its version and digest.

    """
    query = value.query
    yield Block("title", query.text)
    yield Block("text", f"Hukum per {query.as_of.isoformat()} ({day_in_words(query.as_of)}).")
    yield from _assumed(value)
    if value.message:
        yield Block("quote", value.message)
    if value.summary:
        yield Block("heading", "Sanksi menurut keadaan")
        for case in value.summary:
            yield from _case(case)
    for answer in value.answers:
        yield from provision(answer)
    if manifest:
        yield Block("heading", "Sumber")
        yield from (Block("item", line) for line in _origin(manifest))


def _assumed(value: Reply) -> Iterator[Block]:
    query = value.query
    called = table("question")["called"]
    stage = {"sebelum": "sebelum calon ditetapkan", "sesudah": "sesudah calon ditetapkan"}
    lines = [f"{written!r} dibaca sebagai {read_as!r}" for written, read_as in query.assumed]
    lines += [f"dibaca sebagai: {value.behaviour.name}"] if value.behaviour else []
    lines += [f"pelaku: {called.get(query.subject, query.subject)}"] if query.subject else []
    lines += [f"tahap: {stage[query.stage]}"] if query.stage else []
    if lines:
        yield Block("heading", "Anggapan")
        yield from (Block("item", line) for line in lines)


def _case(case: SanctionCase) -> Iterator[Block]:
    called = table("question")["called"]
    when = [f"{case.stage} calon ditetapkan"] if case.stage else []
    when += [", ".join(called.get(name, name) for name in case.subject)] if case.subject else []
    when += [brief.condition(case.condition)] if case.condition else []
    yield Block("item", "; ".join(when), strong=LEVELS[case.level])
    yield from (Block("item", penalty, 1) for penalty in case.penalties)
    yield Block("item", f"Dasar: {brief.cited(case)}", 1)
    if case.caution:
        yield Block("item", f"Perhatian: {case.caution}", 1)


def provision(answer: Answer) -> Iterator[Block]:
    """Yield the blocks of one answer."""
    kind = str(answer.text_kind)
    if kind == "ringkasan":
        source = "naskah" if answer.verification == "naskah" else "sumber sekunder"
        kind += f", diperiksa dari {source}"
    page = f"; hlm. {answer.page}" if answer.page else ""
    yield Block("heading", answer.citation)
    yield Block("marks", f"{STATUSES[answer.status]}; {kind}{page}")
    yield from (Block("quote", text) for text in (*answer.context, answer.text) if text)
    yield from _children(answer.children)
    if answer.reading:
        reading = answer.reading
        since = f"{reading.citation}, sejak {reading.since.isoformat()}"
        yield Block("text", f"Dibaca: {reading.text} ({since})")
    if answer.penjelasan:
        yield Block("text", f"Penjelasan: {digest_mark(answer)}{answer.penjelasan}")
    if answer.condition:
        yield Block("text", f"Bila: {answer.condition}")
    for sanction in answer.sanctions:
        condition = f"({sanction.condition})" if sanction.condition else ""
        yield Block("item", condition, strong=f"Sanksi: {LEVELS[sanction.level]}")
        yield from (Block("item", penalty, 1) for penalty in sanction.penalties)
        yield Block("item", f"Dasar: {'; '.join(b.citation for b in sanction.basis)}", 1)
        if sanction.note:
            yield Block("item", f"Catatan: {sanction.note}", 1)
    if not answer.sanctions and answer.modality in {"larangan", "kewajiban"}:
        yield Block("item", NO_SANCTION)
    yield from (Block("text", f"Catatan: {note.text}") for note in answer.notes)
    if answer.status_note:
        yield Block("text", f"Status: {answer.status_note}")
    if related := related_lines(answer):
        yield Block("text", f"Lihat: {related}")
    yield from (Block("text", f"Alamat resmi: {address}") for address in answer.official)
    if answer.passage and answer.passage.source_sha256:
        yield Block("text", f"Berkas sumber: SHA-256 {answer.passage.source_sha256}")


def _children(units: tuple[ChildUnit, ...], depth: int = 0) -> Iterator[Block]:
    for unit in units:
        yield Block("unit", unit.text, depth, strong=label_of(unit.kind, unit.number))
        if unit.penjelasan:
            yield Block("unit", f"Penjelasan: {unit.penjelasan}", depth + 1)
        yield from _children(unit.children, depth + 1)


def _origin(manifest: Manifest) -> Iterator[str]:
    from hashlib import sha256

    from regsearch.index.manifest import manifest_content

    yield f"regsearch {manifest.regsearch}, {len(manifest.documents)} dokumen, " + (
        f"{manifest.passages} ketentuan"
    )
    yield f"indeks: SHA-256 {sha256(manifest_content(manifest)).hexdigest()}"
    yield "regsearch membantu menemukan ketentuan; ia bukan nasihat hukum."
