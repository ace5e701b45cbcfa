"""Move the articles of a ratified Perppu to the addresses by which they are cited.

A law that ratifies a Perppu has two articles of its own and annexes the Perppu (UU 12/2011 Lampiran
II no. 239).  The parser keeps them apart, ``pasal-1`` and ``lampiran-I/pasal-1``; but "Pasal 71 UU
1/2015" means the Perppu's article, also in the digest and the catalogue.  A Perppu that amends
another law stays in its lampiran: nobody cites its Pasal I and II as those of the law.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.citation import format_locator
from regsearch.law.amendments.orders import amended_part
from regsearch.model import format_address, parse_address
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.model import Locator
    from regsearch.regulation import Regulation

OWN_ARTICLE = "own_article"
"""Code of a finding: an article or explanation of the ratifying law itself, whose address is that
of an article of the Perppu."""

_ARABIC = re.compile(r"\d+[A-Z]*")


def as_cited(law: Regulation, digest: Regulation) -> Regulation:
    """Return *law* with the articles of the Perppu that it annexes at the addresses of *digest*.

    The law's own articles become findings, with their text in ``raw``.  Any other regulation, and
    one whose digest has addresses in the lampiran, is returned unchanged.
    """
    annex = amended_part(law)
    addressed = any(unit.locator[:1] == annex for unit in digest.units)
    if not annex or addressed or not _numbered_plainly(law, annex):
        return law
    annexed = [i for i, u in enumerate(law.units) if _within(u.locator, annex)]
    return replace(
        law,
        units=tuple(replace(law.units[i], locator=law.units[i].locator[1:]) for i in annexed),
        groups=tuple(
            replace(group, start=bisect_left(annexed, group.start))
            for group in law.groups
            if annexed[0] <= group.start <= annexed[-1]
        ),
        penjelasan=tuple(
            replace(part, locator=part.locator[1:]) if part.locator else part
            for part in law.penjelasan
            if not part.locator or _within(part.locator, annex)
        ),
        findings=(
            *_own_articles(law, annex),
            *(_moved(finding, annex) for finding in law.findings),
        ),
    )


def _within(locator: Locator, annex: Locator) -> bool:
    return len(locator) > 1 and locator[:1] == annex


def _numbered_plainly(law: Regulation, annex: Locator) -> bool:
    inner = (u.locator for u in law.units if _within(u.locator, annex) and len(u.locator) == 2)
    return all(kind == "pasal" and _ARABIC.fullmatch(number) for (_, (kind, number)) in inner)


def _own_articles(law: Regulation, annex: Locator) -> Iterator[Finding]:
    """Yield a finding for each article and explanation of *law* itself."""
    reason = (
        "tidak diberi alamat, karena yang disebut menurut nomor itu ialah pasal Perppu lampiran."
    )
    for unit in law.units:
        if not _within(unit.locator, annex) and unit.locator != annex:
            message = f"{format_locator(unit.locator)} undang-undang penetapannya sendiri {reason}"
            yield Finding(OWN_ARTICLE, message, page=unit.page, raw=unit.text or None)
    for part in law.penjelasan:
        if part.locator and not _within(part.locator, annex):
            message = (
                f"Penjelasan {format_locator(part.locator)} undang-undang penetapannya {reason}"
            )
            yield Finding(OWN_ARTICLE, message, page=part.page, raw=part.text)


def _moved(finding: Finding, annex: Locator) -> Finding:
    """Return *finding* at its unit's new address; one about the law's own articles loses it."""
    locator = parse_address(finding.address) if finding.address else ()
    inner = locator[1:] if _within(locator, annex) else ()
    return replace(finding, address=format_address(inner) if inner else None)
