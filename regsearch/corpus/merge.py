"""The words of an official document take over from its digest, unit by unit.

A file that was read wrongly must not put words under an article that is not theirs: in one
scanned copy of PP 94/2021 the heading of Pasal 11 is lost, and its list reads like ayat (3) of
Pasal 10.  A digest restates every number of the provisions that it covers, so where it was checked
against the instrument (``naskah``) its numbering is a witness:

1. A unit that both have takes the official words, unless a unit that should follow it is missing
   from the official text (the missing words may have run into it), or unless the two wordings
   cannot be those of one provision (:mod:`regsearch.corpus.same_provision`).
2. A unit that only the digest has stays, marked as a digest.
3. A unit that only the official text has is added; but not beside units that the checked digest
   numbers in full, for then one of the two numberings is wrong.
4. Where nothing else is known of a unit next to a gap, its official words stand with a warning.

Everything that was not taken over is a finding of the merged regulation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.citation import format_locator
from regsearch.corpus.order import document_order
from regsearch.corpus.perppu import as_cited
from regsearch.corpus.same_provision import disagreement
from regsearch.law.catalog.load import NOT_RESTATED
from regsearch.law.passages import DOUBT
from regsearch.model import format_address, parse_address
from regsearch.regulation import Explanation, Finding, Group, Supplement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Locator
    from regsearch.regulation import Regulation, Unit

KEPT = "kept"
"""Code of a finding: the digest's words were kept although the official text has the unit."""
LEFT_OUT = "left_out"
"""Code of a finding: a unit of the official text was not taken over."""


def official_only(official: Regulation, instrument: Instrument) -> Regulation:
    """Return an official text that no digest accompanies, under the catalogue's names."""
    return replace(
        official,
        id=instrument.id,
        kind=instrument.kind,
        numbers=instrument.numbers,
        year=instrument.year,
        text_kind="resmi",
    )


def with_official(digest: Regulation, official: Regulation, instrument: Instrument) -> Regulation:
    """Return *digest* with the words of *official* in place of its own, where they are sound.

    Args:
        digest: what stood there so far; all its units keep their addresses.
        official: the official text of the same instrument.
        instrument: its entry in the catalogue, which says how the digest was verified.

    """
    official = as_cited(official, digest)
    plan = _Plan.of(digest, official, instrument)
    kept = dict(plan.kept)
    units = [
        plan.ours[place] if place in kept or place not in plan.theirs else plan.theirs[place]
        for place in plan.order
        if place not in plan.left_out
    ]
    restated = frozenset(u.locator for u in units if u is plan.ours.get(u.locator))
    explained, from_digest = _penjelasan(digest, official, plan.left_out)
    return replace(
        official_only(official, instrument),
        units=tuple(units),
        groups=tuple(_groups(digest, official, [u.locator for u in units], restated)),
        penjelasan=explained,
        findings=(*official.findings, *_findings(plan)),
        supplement=Supplement(digest.source, restated, from_digest),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which reading each unit is taken from, and why."""

    ours: dict[Locator, Unit]
    theirs: dict[Locator, Unit]
    order: list[Locator]
    left_out: frozenset[Locator]
    kept: tuple[tuple[Locator, str], ...]
    """Units of both that keep the digest's words, with the reason."""
    doubtful: tuple[tuple[Locator, str], ...]
    """Official units without a digest that may hold words of a missing one, with the reason."""

    @classmethod
    def of(cls, digest: Regulation, official: Regulation, instrument: Instrument) -> _Plan:
        ours = {unit.locator: unit for unit in digest.units}
        theirs: dict[Locator, Unit] = {}
        for unit in official.units:
            theirs.setdefault(unit.locator, unit)
        gaps = [
            parse_address(finding.address)
            for finding in official.findings
            if finding.code == "gap" and finding.address
        ]
        left_out = _contradicting(ours, theirs, instrument)
        kept: dict[Locator, str] = {}
        doubtful: dict[Locator, str] = {}
        for place, reason in _before_a_gap(ours, theirs, gaps, instrument):
            restated = place in ours and ours[place].text != NOT_RESTATED
            if restated and place not in left_out:
                kept.setdefault(place, reason)
            elif place not in left_out:
                doubtful.setdefault(place, reason)
        for place in ours.keys() & theirs.keys():
            checked = _checked(instrument, place)
            if against := disagreement(ours[place], theirs[place], checked=checked):
                kept.setdefault(place, against)
        order = document_order(theirs, ours)
        return cls(
            ours, theirs, order, left_out, tuple(sorted(kept.items())), tuple(doubtful.items())
        )


def _checked(instrument: Instrument, locator: Locator) -> bool:
    """Say whether the digest of the provision was checked against the instrument itself."""
    said = [p.verification for p in instrument.notes_on(locator) if p.verification]
    return (said[-1] if said else instrument.verification) == "naskah"


def _contradicting(
    ours: dict[Locator, Unit], theirs: dict[Locator, Unit], instrument: Instrument
) -> frozenset[Locator]:
    """Return the official units that the full numbering of a checked digest leaves no room for."""
    numbered = {place[:-1] for place in ours if len(place) > 1}
    found: set[Locator] = set()
    for place in theirs:
        above = place[:-1]
        beside = place not in ours and above in numbered and _checked(instrument, above)
        if above in found or beside:
            found.add(place)
    return frozenset(found)


def _before_a_gap(
    ours: dict[Locator, Unit],
    theirs: dict[Locator, Unit],
    gaps: Collection[Locator],
    instrument: Instrument,
) -> Iterator[tuple[Locator, str]]:
    """Yield the official units that a missing unit should have followed, with the reason."""
    missing = {place for place in ours if place not in theirs and _checked(instrument, place)}
    missing.update(place for place in gaps if place not in theirs)
    before: Locator | None = None
    for place in document_order(theirs, [*ours, *gaps]):
        if place in theirs:
            before = place
        elif place in missing and before is not None and theirs[before].text:
            yield (
                before,
                f"Naskah resmi ini tidak memuat {format_locator(place)}; kata-katanya mungkin "
                f"terbaca di {format_locator(before)}.",
            )


def _findings(plan: _Plan) -> Iterator[Finding]:
    def finding(code: str, place: Locator, message: str) -> Finding:
        unit = plan.theirs[place]
        return Finding(code, message, format_address(place), unit.page, unit.text or None)

    for place, reason in plan.kept:
        yield finding(KEPT, place, f"{reason} Ringkasan dipertahankan.")
    for place, reason in plan.doubtful:
        yield finding(DOUBT, place, f"{reason} Periksa naskahnya.")
    for place in plan.theirs:
        if place in plan.left_out and place[:-1] not in plan.left_out:
            above = format_locator(place[:-1])
            yield finding(
                LEFT_OUT,
                place,
                f"{format_locator(place)} tidak diambil dari naskah resmi: ringkasan, yang "
                f"diperiksa dari naskahnya, tidak mengenal satuan itu dalam {above}.",
            )


def _penjelasan(
    digest: Regulation, official: Regulation, left_out: frozenset[Locator]
) -> tuple[tuple[Explanation, ...], frozenset[Locator]]:
    """Return the explanations of both, and whose are the digest's."""
    taken = [part for part in official.penjelasan if part.locator not in left_out]
    explained = {part.locator for part in taken}
    rest = [part for part in digest.penjelasan if part.locator not in explained]
    return (*taken, *rest), frozenset(part.locator for part in rest)


def _groups(
    digest: Regulation,
    official: Regulation,
    places: list[Locator],
    restated: frozenset[Locator],
) -> Iterator[Group]:
    """Yield the headings of the official text, and those that only the digest's units need."""
    index = {place: number for number, place in enumerate(places)}
    found: list[Group] = []
    for regulation in (official, digest):
        known = {_name(group) for group in found}
        for group in regulation.groups:
            below = (u.locator for u in regulation.units[group.start :] if u.locator in index)
            first = next(below, None)
            if first is None or (regulation is digest and first not in restated):
                continue
            if regulation is official or _name(group) not in known:
                found.append(replace(group, start=index[first]))
    yield from sorted(found, key=lambda group: group.start)


def _name(group: Group) -> tuple[str, str, str]:
    return group.kind, group.number.casefold(), " ".join(group.heading.casefold().split())
