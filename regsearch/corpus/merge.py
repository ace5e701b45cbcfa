"""Merge an official text into a digest, unit by unit.

A parsing error must not put text under the wrong article: in one scanned copy of PP 94/2021 the
heading of Pasal 11 is lost, and its list reads like ayat (3) of Pasal 10.  A digest restates every
number of the provisions that it covers, so if it was checked against the instrument (``naskah``)
its numbering is evidence:

1. A unit that both have takes the official text, unless the unit that should follow it is missing
   from the official text (its text may have run into this one), or unless the two texts cannot be
   the same provision (:mod:`regsearch.corpus.same_provision`).
2. A unit that only the digest has is kept, marked as a digest.
3. A unit that only the official text has is added, but not among siblings that a checked digest
   numbers in full: one of the two numberings must be wrong.
4. A unit before a gap that the digest does not have is added with a warning.

Everything that was not taken from the official text is a finding of the merged regulation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.citation import format_locator
from regsearch.corpus.order import document_order
from regsearch.corpus.perppu import as_cited
from regsearch.corpus.repeats import join_repeats
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
"""Code of a finding: the digest's text was kept although the official text has the unit."""
LEFT_OUT = "left_out"
"""Code of a finding: a unit of the official text was left out."""


def official_only(official: Regulation, instrument: Instrument) -> Regulation:
    """Return an official text without a digest, identified as in the catalogue."""
    return replace(
        join_repeats(official) if instrument.user else official,
        id=instrument.id,
        kind=instrument.kind,
        numbers=instrument.numbers,
        year=instrument.year,
        title=instrument.title if instrument.user else official.title,
        text_kind="pengguna" if instrument.user else "resmi",
    )


def with_official(digest: Regulation, official: Regulation, instrument: Instrument) -> Regulation:
    """Return *digest* with the text of *official* in place of its own, where that is sound.

    Args:
        digest: all its units keep their addresses.
        official: the official text of the same instrument.
        instrument: its entry in the catalogue, which says how the digest was verified.

    """
    official = as_cited(official, digest)
    plan = _Plan.of(digest, official, instrument)
    kept = dict(plan.kept)
    units = [
        plan.digest[loc] if loc in kept or loc not in plan.official else plan.official[loc]
        for loc in plan.order
        if loc not in plan.left_out
    ]
    restated = frozenset(u.locator for u in units if u is plan.digest.get(u.locator))
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
    """Which text each unit is taken from, and why."""

    digest: dict[Locator, Unit]
    official: dict[Locator, Unit]
    order: list[Locator]
    left_out: frozenset[Locator]
    kept: tuple[tuple[Locator, str], ...]
    """Units of both that keep the digest's text, with the reason."""
    doubtful: tuple[tuple[Locator, str], ...]
    """Units of the official text only that may contain text of a missing one, with the reason."""

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
        for locator, reason in _before_a_gap(ours, theirs, gaps, instrument):
            restated = locator in ours and ours[locator].text != NOT_RESTATED
            if restated and locator not in left_out:
                kept.setdefault(locator, reason)
            elif locator not in left_out:
                doubtful.setdefault(locator, reason)
        for locator in ours.keys() & theirs.keys():
            checked = _checked(instrument, locator)
            if problem := disagreement(ours[locator], theirs[locator], checked=checked):
                kept.setdefault(locator, problem)
        order = document_order(theirs, ours)
        return cls(
            ours, theirs, order, left_out, tuple(sorted(kept.items())), tuple(doubtful.items())
        )


def _checked(instrument: Instrument, locator: Locator) -> bool:
    """Return whether the digest of the provision was checked against the instrument itself."""
    overrides = [p.verification for p in instrument.notes_on(locator) if p.verification]
    return (overrides[-1] if overrides else instrument.verification) == "naskah"


def _contradicting(
    ours: dict[Locator, Unit], theirs: dict[Locator, Unit], instrument: Instrument
) -> frozenset[Locator]:
    """Return the official units that contradict the full numbering of a checked digest."""
    numbered = {locator[:-1] for locator in ours if len(locator) > 1}
    contradicting: set[Locator] = set()
    for locator in theirs:
        parent = locator[:-1]
        surplus = locator not in ours and parent in numbered and _checked(instrument, parent)
        if parent in contradicting or surplus:
            contradicting.add(locator)
    return frozenset(contradicting)


def _before_a_gap(
    ours: dict[Locator, Unit],
    theirs: dict[Locator, Unit],
    gaps: Collection[Locator],
    instrument: Instrument,
) -> Iterator[tuple[Locator, str]]:
    """Yield the official units that a missing unit should follow, with the reason."""
    missing = {loc for loc in ours if loc not in theirs and _checked(instrument, loc)}
    missing.update(gap for gap in gaps if gap not in theirs)
    before: Locator | None = None
    for locator in document_order(theirs, [*ours, *gaps]):
        if locator in theirs:
            before = locator
        elif locator in missing and before is not None and theirs[before].text:
            yield (
                before,
                f"Naskah resmi ini tidak memuat {format_locator(locator)}; kata-katanya mungkin "
                f"terbaca di {format_locator(before)}.",
            )


def _findings(plan: _Plan) -> Iterator[Finding]:
    def finding(code: str, locator: Locator, message: str) -> Finding:
        unit = plan.official[locator]
        return Finding(code, message, format_address(locator), unit.page, unit.text or None)

    for locator, reason in plan.kept:
        yield finding(KEPT, locator, f"{reason} Ringkasan dipertahankan.")
    for locator, reason in plan.doubtful:
        yield finding(DOUBT, locator, f"{reason} Periksa naskahnya.")
    for locator in plan.official:
        if locator in plan.left_out and locator[:-1] not in plan.left_out:
            above = format_locator(locator[:-1])
            yield finding(
                LEFT_OUT,
                locator,
                f"{format_locator(locator)} tidak diambil dari naskah resmi: ringkasan, yang "
                f"diperiksa dari naskahnya, tidak mengenal satuan itu dalam {above}.",
            )


def _penjelasan(
    digest: Regulation, official: Regulation, left_out: frozenset[Locator]
) -> tuple[tuple[Explanation, ...], frozenset[Locator]]:
    """Return the explanations of both, and the locators of those from the digest."""
    taken = [part for part in official.penjelasan if part.locator not in left_out]
    explained = {part.locator for part in taken}
    rest = [part for part in digest.penjelasan if part.locator not in explained]
    return (*taken, *rest), frozenset(part.locator for part in rest)


def _groups(
    digest: Regulation,
    official: Regulation,
    locators: list[Locator],
    restated: frozenset[Locator],
) -> Iterator[Group]:
    """Yield the headings of the official text, and those of the digest for its own units."""
    index = {locator: number for number, locator in enumerate(locators)}
    groups: list[Group] = []
    for regulation in (official, digest):
        names = {_name(group) for group in groups}
        for group in regulation.groups:
            below = (u.locator for u in regulation.units[group.start :] if u.locator in index)
            first = next(below, None)
            if first is None or (regulation is digest and first not in restated):
                continue
            if regulation is official or _name(group) not in names:
                groups.append(replace(group, start=index[first]))
    yield from sorted(groups, key=lambda group: group.start)


def _name(group: Group) -> tuple[str, str, str]:
    return group.kind, group.number.casefold(), " ".join(group.heading.casefold().split())
