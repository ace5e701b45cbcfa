"""The completeness ledger: for each document its units, the units expected, and the gaps.

It is part of the index (``ledger.json``).  A gap is explained if the digest omits the provision on
purpose (``coverage`` in the catalogue), or if a finding or a note of the catalogue is about that
very provision; any other gap is a defect to be looked into.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from regsearch.corpus.merge import KEPT, LEFT_OUT
from regsearch.corpus.sequence import missing
from regsearch.errors import (
    IndexDamagedError,
    IndexMissingError,
    raise_fault,
)
from regsearch.files import require_regular
from regsearch.law.catalog.load import NOT_RESTATED
from regsearch.law.catalog.ranges import write_runs
from regsearch.law.passages import DOUBT
from regsearch.model import format_address, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Locator, TextKind
    from regsearch.regulation import Regulation

LEDGER = "ledger.json"
"""Name of the file in an index."""
_VERSION = 1
_NO_EXPLANATION = frozenset({"gap", DOUBT, KEPT, LEFT_OUT})
"""Codes of findings that report a gap or its consequences without explaining it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A number that is missing."""

    address: str
    explanation: str | None
    """Why it is missing, in Indonesian; None if nobody knows."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding, without the text of the source."""

    code: str
    address: str | None
    page: int | None
    message: str


@dataclass(frozen=True, slots=True)
class DocumentLedger:
    """Units, gaps and findings of one document."""

    document: str
    text_kind: TextKind
    """``resmi`` if an official file was read, even if it has gaps."""
    file: str
    sha256: str
    pages: int | None
    verification: str
    """How the digest was verified: ``naskah`` or ``sekunder``."""
    found: dict[str, int]
    """Number of units, by kind."""
    expected: dict[str, int]
    """Number of units that the numbering implies, by kind."""
    official: int
    """Number of units with official text."""
    not_restated: int
    """Number of units that a digest names without restating them."""
    penjelasan: int
    """Number of explanations."""
    coverage: tuple[str, ...] | None
    """What the digest covers, runs as in the catalogue (``pasal-1..38``); None for everything."""
    gaps: tuple[Gap, ...] = ()
    findings: tuple[Noted, ...] = ()
    """All other findings, of the reader and of merging."""

    @property
    def units(self) -> int:
        """Number of units in all."""
        return sum(self.found.values())

    @property
    def unexplained(self) -> tuple[Gap, ...]:
        """The gaps that nothing explains."""
        return tuple(gap for gap in self.gaps if gap.explanation is None)

    def count(self, code: str) -> int:
        """Return the number of findings with *code*."""
        return sum(finding.code == code for finding in self.findings)


def of_document(regulation: Regulation, instrument: Instrument) -> DocumentLedger:
    """Return the ledger of *regulation*, which *instrument* describes."""
    locators = [unit.locator for unit in regulation.units]
    absent = list(missing(locators))
    found = Counter(locator[-1][0] for locator in locators)
    expected = found + Counter(locator[-1][0] for locator in absent)
    official = sum(regulation.text_kind_of(locator) == "resmi" for locator in locators)
    return DocumentLedger(
        document=regulation.id,
        text_kind=regulation.text_kind,
        file=regulation.source.file,
        sha256=regulation.source.sha256,
        pages=regulation.source.pages,
        verification=instrument.verification,
        found=dict(found),
        expected=dict(expected),
        official=official,
        not_restated=sum(unit.text == NOT_RESTATED for unit in regulation.units),
        penjelasan=len(regulation.penjelasan),
        coverage=None if instrument.complete else write_runs(instrument.coverage),
        gaps=tuple(
            Gap(format_address(gap), _explanation(gap, regulation, instrument))
            for gap in sorted(set(absent) | set(_reported(regulation, locators)))
        ),
        findings=tuple(
            Noted(finding.code, finding.address, finding.page, finding.message)
            for finding in regulation.findings
            if finding.code != "gap"
        ),
    )


def _reported(regulation: Regulation, locators: list[Locator]) -> Iterator[Locator]:
    """Yield the gaps that the reader reported and that merging has not filled."""
    existing = frozenset(locators)
    for finding in regulation.findings:
        if finding.code == "gap" and finding.address:
            locator = parse_address(finding.address)
            if locator not in existing:
                yield locator


def _explanation(gap: Locator, regulation: Regulation, instrument: Instrument) -> str | None:
    """Return why the unit at *gap* is missing, or None if that is unknown."""
    for provision in instrument.provisions:
        if provision.locator == gap and provision.note:
            return provision.note
    address = format_address(gap)
    for finding in regulation.findings:
        if finding.address == address and finding.code not in _NO_EXPLANATION:
            return finding.message
    if regulation.text_kind == "ringkasan" and not instrument.touches(gap):
        return "di luar cakupan ringkasan"
    return None


def to_json(ledger: Iterable[DocumentLedger]) -> dict[str, Any]:
    """Return *ledger* as plain JSON values."""
    return {"version": _VERSION, "documents": [asdict(document) for document in ledger]}


def from_json(value: dict[str, Any]) -> tuple[DocumentLedger, ...]:
    """Return the ledger that :func:`to_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: *value* is no ledger.

    """
    if value["version"] != _VERSION:
        raise ValueError(f"versi buku kelengkapan {value['version']!r} tidak dikenal")
    documents = []
    for row in value["documents"]:
        covered = row["coverage"]
        documents.append(
            DocumentLedger(
                **row
                | {
                    "coverage": None if covered is None else tuple(covered),
                    "gaps": tuple(Gap(**gap) for gap in row["gaps"]),
                    "findings": tuple(Noted(**noted) for noted in row["findings"]),
                }
            )
        )
    return tuple(documents)


def row(document: DocumentLedger) -> bytes:
    """Return *document* as it is written to the file."""
    return json.dumps(asdict(document), ensure_ascii=False, indent=0, sort_keys=True).encode()


def write_ledger(folder: Path, rows: Iterable[bytes]) -> None:
    """Write the ledger of *rows*, made by :func:`row`, into the index at *folder*."""
    with (folder / LEDGER).open("wb") as out:
        out.write(b'{\n"documents": [')
        for number, line in enumerate(rows):
            out.write((b",\n" if number else b"\n") + line)
        out.write(b'\n],\n"version": %d\n}\n' % _VERSION)


def read_ledger(folder: Path) -> tuple[DocumentLedger, ...]:
    """Return the ledger of the index at *folder*.

    Raises:
        IndexMissingError: there is no index, or it has no ledger.
        IndexDamagedError: the ledger cannot be read.

    """
    try:
        require_regular(folder / LEDGER)
        return from_json(json.loads((folder / LEDGER).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise IndexMissingError(
            f"Tidak ada buku kelengkapan di {folder}. Bangun: regsearch indeks bangun"
        ) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, OSError):
            raise_fault(error)
        raise IndexDamagedError(
            f"Buku kelengkapan di {folder} rusak. Bangun ulang indeksnya."
        ) from error
