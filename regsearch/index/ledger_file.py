"""The completeness ledger of an index, checked against its manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.corpus.completeness import LEDGER, read_ledger
from regsearch.index.integrity import Integrity
from regsearch.index.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.corpus.completeness import DocumentLedger


def verified_ledger(folder: Path) -> tuple[DocumentLedger, ...]:
    """Return the ledger of the index at *folder*, which must be the one that its manifest names.

    Raises:
        IndexMissingError: there is no index.
        IndexDamagedError: the ledger is missing, altered or cannot be read.

    """
    Integrity(folder, read_manifest(folder)).require(LEDGER)
    return read_ledger(folder)
