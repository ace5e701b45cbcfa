"""Make passages: each unit of a regulation with everything that an answer says about it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regsearch.citation import format_locator
from regsearch.law.catalog.load import NOT_RESTATED
from regsearch.law.links import all_links, related_by
from regsearch.law.modality import modality
from regsearch.law.sanctions.table import gathered
from regsearch.law.sanctions.wording import is_penalty_list
from regsearch.law.validity import validity
from regsearch.model import Note, Passage, Reference, Related, format_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.law.links import Links
    from regsearch.law.references import Corpus
    from regsearch.law.sanctions.table import Sanctions
    from regsearch.model import Locator, Relation, Sanction, TextKind
    from regsearch.regulation import Group, Regulation, Unit

DOUBT = "doubt"
"""Code of a finding shown with every answer from its unit: some words may be another unit's."""

_INVERSE: dict[str, Relation] = {
    "mengubah": "diubah_oleh",
    "mencabut": "dicabut_oleh",
    "menggantikan": "diganti_oleh",
    "melaksanakan": "dilaksanakan_oleh",
    "menetapkan": "diacu_oleh",
    "mengacu": "diacu_oleh",
}


def link(corpus: Corpus) -> Iterator[Passage]:
    """Yield every passage of *corpus*, by document in the order of the catalogue."""
    links = all_links(corpus)
    for document in corpus.catalog:
        if document in corpus.regulations:
            yield from passages_of(corpus, document, links.get(document, ()))


def passages_of(corpus: Corpus, document: str, links: Sequence[Links]) -> Iterator[Passage]:
    """Yield the passages of *document* in its order.

    Args:
        corpus: the corpus that contains it.
        document: its id.
        links: the links to this document, in the order of the documents that make them.

    """
    sanctions = gathered(
        (entry for part in links for entry in part.direct),
        (entry for part in links for entry in part.general),
        (entry for part in links for entry in part.listed),
    )
    instrument, notes = _with_revocation(corpus, document, links)
    related = _related_by_catalog(corpus, document)
    for reference, by_text in related_by(links).items():
        related[reference] += by_text
    yield from _document(corpus, corpus.regulation(document), instrument, notes, sanctions, related)


def _with_revocation(
    corpus: Corpus, document: str, links: Sequence[Links]
) -> tuple[Instrument, tuple[Note, ...]]:
    """Return the instrument, ended on the day on which others revoke it if it is unreviewed.

    The start of a revoking document without a date is the last day of its year: until then the
    validity of *document* is unknown, from then on it is certainly revoked.
    """
    instrument = corpus.catalog[document]
    revoking = [
        revoker
        for part in links
        for _, revoker in part.revoked
        if corpus.catalog[revoker.document].start > instrument.start
    ]
    if not (instrument.unreviewed and revoking):
        return instrument, ()
    day = min(corpus.catalog[revoker.document].start for revoker in revoking)
    notes = tuple(Note(f"Dicabut menurut {revoker.citation}.", "") for revoker in revoking)
    return instrument._replace(revoked=day), tuple(dict.fromkeys(notes))


def _document(
    corpus: Corpus,
    regulation: Regulation,
    instrument: Instrument,
    revocation: tuple[Note, ...],
    sanctions: Sanctions,
    related: dict[Reference, list[Related]],
) -> Iterator[Passage]:
    explained: dict[Locator, str] = {}
    for part in regulation.penjelasan:
        explained[part.locator] = " ".join(filter(None, (explained.get(part.locator), part.text)))
    name = corpus.short_name(regulation.id)
    document = Reference(regulation.id, ())
    links = sanctions.of(document), tuple(dict.fromkeys(related.get(document, ())))
    yield _whole(instrument, regulation, name, explained.get(()), links, revocation)
    units = corpus.units(regulation.id)
    doubts: dict[str, list[str]] = defaultdict(list)
    for finding in regulation.findings:
        if finding.code == DOUBT and finding.address:
            doubts[finding.address].append(finding.message)
    for order, (unit, groups) in enumerate(regulation.headings(), 1):
        if unit.text == NOT_RESTATED:
            continue
        kind = regulation.text_kind_of(unit.locator)
        above = [
            units[unit.locator[:d]]
            for d in range(1, len(unit.locator))
            if unit.locator[:d] in units
        ]
        headings = tuple(_heading(group) for group in groups)
        here = Reference(regulation.id, unit.locator)
        start, end, amended = validity(instrument, unit.locator)
        provisions = instrument.notes_on(unit.locator)
        innermost = provisions[::-1]
        norm = modality(unit, [outer.text for outer in above])
        imposed = sanctions.of(here)
        if instrument.user and norm == "lain" and any(_imposes(here, s) for s in imposed):
            norm = "sanksi"  # in words that no list of penalties knows
        explanation = _penjelasan(explained, unit)
        notes = [Note(p.note, format_address(p.locator)) for p in provisions if p.note]
        notes += revocation
        notes += [Note(text, unit.address) for text in doubts.get(unit.address, ())]
        if norm in {"larangan", "kewajiban"} and (note := sanctions.note_if_unpunished(here)):
            notes.append(Note(note, unit.address))
        yield Passage(
            document=regulation.id,
            locator=unit.locator,
            citation=f"{name} {format_locator(unit.locator)}",
            text=unit.text,
            text_kind=kind,
            verification=next(
                (p.verification for p in innermost if p.verification), instrument.verification
            )
            if kind == "ringkasan"
            else "naskah",
            modality=norm,
            start=start,
            end=end,
            amended=amended,
            order=order,
            context=tuple(_context(regulation, outer, kind) for outer in above if outer.text),
            around=_around(corpus, here, unit),
            headings=headings,
            penjelasan=explanation,
            penjelasan_kind=_other_kind(regulation, unit.locator, kind) if explanation else None,
            page=unit.page,
            source_sha256=regulation.source_of(unit.locator).sha256,
            cells=unit.cells,
            subjects=next((p.subjects for p in innermost if p.subjects), instrument.subjects),
            scope=instrument.scope,
            stage=next((p.stage for p in innermost if p.stage), None),
            condition=next((p.condition for p in innermost if p.condition), None),
            notes=tuple(notes),
            sanctions=imposed,
            related=_related_of(corpus, unit, here, related),
            unreviewed=instrument.unreviewed,
        )


def _imposes(here: Reference, sanction: Sanction) -> bool:
    return Reference(sanction.basis[0].document, sanction.basis[0].locator) == here


def _whole(
    instrument: Instrument,
    regulation: Regulation,
    name: str,
    general: str | None,
    links: tuple[tuple[Sanction, ...], tuple[Related, ...]],
    revocation: tuple[Note, ...],
) -> Passage:
    """Return the passage for the document as a whole: its title and general explanation."""
    start, end, amended = validity(instrument, ())
    return Passage(
        document=instrument.id,
        locator=(),
        citation=name,
        text=instrument.title,
        text_kind=regulation.text_kind,
        verification=instrument.verification if regulation.text_kind == "ringkasan" else "naskah",
        modality="lain",
        start=start,
        end=end,
        amended=amended,
        penjelasan=general,
        penjelasan_kind=_other_kind(regulation, (), regulation.text_kind) if general else None,
        page=1 if regulation.source.pages else None,
        source_sha256=regulation.source.sha256,
        subjects=instrument.subjects,
        scope=instrument.scope,
        sanctions=links[0],
        related=links[1],
        notes=revocation,
        unreviewed=instrument.unreviewed,
    )


def _other_kind(regulation: Regulation, locator: Locator, kind: TextKind) -> TextKind | None:
    """Return the text kind of the explanation at *locator* if it differs from *kind*."""
    own = regulation.penjelasan_kind_of(locator)
    return own if own != kind else None


def _context(regulation: Regulation, outer: Unit, kind: TextKind) -> str:
    """Return the text of *outer*, marked if it is a digest around an official text."""
    restated = kind == "resmi" and regulation.text_kind_of(outer.locator) == "ringkasan"
    return f"[ringkasan] {outer.text}" if restated else outer.text


def _heading(group: Group) -> str:
    kind = group.kind.capitalize() if group.kind != "bab" else "BAB"
    return f"{kind} {group.number} {group.heading}".strip()


def _around(corpus: Corpus, here: Reference, unit: Unit) -> tuple[str, ...]:
    """Return the texts of the units of its document that *unit* cites, or of its penalties.

    They are indexed with it: "a violation of ayat (1) is punished" is found by the words of ayat
    (1), and "the kinds of punishment are:" by the kinds.
    """
    inside = (
        [child.text for child in corpus.children(here.document, here.locator)]
        if is_penalty_list(unit.text)
        else []
    )
    cited = [
        other.text
        for reference in corpus.references(here.document, unit)
        if reference.document == here.document and (other := corpus.unit(reference))
    ]
    return tuple(text for text in (*inside, *cited) if text and text != NOT_RESTATED)


def _penjelasan(explained: dict[Locator, str], unit: Unit) -> str | None:
    """Return the explanation of *unit*, or None if it has none that says something."""
    text = explained.get(unit.locator)
    return text if text and text.rstrip(". ").casefold() != "cukup jelas" else None


def _related_by_catalog(corpus: Corpus, document: str) -> dict[Reference, list[Related]]:
    """Return the relations of the catalogue for each provision of *document*, both directions."""
    catalog = corpus.catalog
    related: dict[Reference, list[Related]] = defaultdict(list)

    def add(source: tuple[str, Locator], target: tuple[str, Locator], relation: Relation) -> None:
        if source[0] == document:
            citation = corpus.cite(Reference(*target))
            related[Reference(*source)].append(Related(citation, relation, *target))

    for instrument in catalog.neighbours(document):
        for relation in instrument.relations:
            if relation.outside or relation.document not in catalog:
                continue
            this, other = (instrument.id, relation.basis), (relation.document, relation.target)
            forward: Relation = "mengacu" if relation.type == "menetapkan" else relation.type
            add(this, other, forward)
            add((instrument.id, ()), other, forward)
            add(other, this, _INVERSE[relation.type])
        for provision in instrument.provisions:
            if provision.replaced_by and provision.replaced_by[0] in catalog:
                old, new = (instrument.id, provision.locator), provision.replaced_by
                add(old, new, "padanan")
                add(new, old, "padanan")
    return related


def _related_of(
    corpus: Corpus, unit: Unit, here: Reference, related: dict[Reference, list[Related]]
) -> tuple[Related, ...]:
    own = list(related.get(here, ()))
    for depth in range(1, len(here.locator)):
        # A law that amends or replaces a pasal does so to its ayat too.
        above = related.get(Reference(here.document, here.locator[:depth]), ())
        own += [r for r in above if r.relation not in {"mengacu", "diacu_oleh"}]
    for reference in corpus.references(here.document, unit):
        if reference.document == here.document:
            citation = corpus.cite(reference)
            own.append(Related(citation, "mengacu", reference.document, reference.locator))
    return tuple(dict.fromkeys(own))
