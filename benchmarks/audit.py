"""Compare the digests with the texts of their instruments: days, shares, amounts, levels.

::

    python benchmarks/audit.py                          # counts, for each document
    python benchmarks/audit.py --list pp-94-2021        # and what differs in it
    python benchmarks/audit.py --list --max-invented 40 # fails on more facts that no text has

The texts lie beside the checkout and are not part of it.  Units are compared that both have at the
same address.  A fact that only the digest has may be wrong; one that only the text has may be lost
or stand in another unit of the digest.  Copies of texts have faults too: each difference is for a
reader to judge.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.citation import folded, own_steps
from regsearch.corpus.assemble import assemble
from regsearch.errors import RegsearchError
from regsearch.law.catalog.load import NOT_RESTATED
from regsearch.law.sanctions.wording import named_levels
from regsearch.model import format_address
from regsearch.paths import shipped_corpus
from regsearch.read import parse
from regsearch.text.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regsearch.model import Locator
    from regsearch.regulation import Regulation

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT.parent / "shared" / "corpus" / "text"
_SUFFIXES = (".md", ".html", ".pdf")
"""Of the files that are read; where a document has several, the first suffix goes first."""
_AMOUNT = re.compile(r"Rp\.?\s?(\d{1,3}(?:\.\d{3})+|\d+)")
_LEVELS = frozenset({"ringan", "sedang", "berat", "ptdh", "pdhtaps"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit of a digest beside the same unit of its text."""

    address: str
    invented: frozenset[str]
    """Facts that only the digest has."""
    lost: frozenset[str]
    """Facts that only the text has."""


def facts(text: str) -> frozenset[str]:
    """Return the days, shares, amounts and levels in *text*, as words to compare."""
    spans = (f"{q.low:g}-{q.high:g} {q.unit}" for q in quantities(text))
    amounts = (f"Rp{amount.replace('.', '')}" for amount in _AMOUNT.findall(text))
    levels = (level for level in named_levels(text) if level in _LEVELS)
    return frozenset((*spans, *amounts, *levels))


def compare(digest: Regulation, text: Regulation) -> Iterator[Compared]:
    """Yield the units that *digest* and *text* both have at the same address."""
    words = _by_citation(text)
    for address, restated in _by_citation(digest).items():
        original = words.get(address)
        if original and restated and restated != NOT_RESTATED:
            ours, theirs = facts(restated), facts(original)
            yield Compared(format_address(address), ours - theirs, theirs - ours)


def _by_citation(regulation: Regulation) -> Mapping[Locator, str]:
    table: dict[Locator, str] = {}
    for unit in regulation.units:
        table.setdefault(folded(own_steps(unit.locator)), unit.text)
    return table


def texts_in(folder: Path) -> dict[str, Path]:
    """Return the file of each document in *folder*, by the name that it has."""
    found: dict[str, Path] = {}
    for suffix in _SUFFIXES:
        for path in sorted(folder.rglob(f"*{suffix}")):
            found.setdefault(path.stem, path)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--list", nargs="*", metavar="ID", help="list the differences")
    parser.add_argument("--max-invented", type=int, help="fails on more of them")
    options = parser.parse_args()
    texts = texts_in(options.folder)
    if not texts:
        print(f"no texts in {options.folder}", file=sys.stderr)
        return 2
    digests = assemble([shipped_corpus()]).regulations
    units = invented = lost = 0
    print(f"{'document':<14} {'compared':>8} {'invented':>8} {'lost':>5}")
    for name in sorted(digests.keys() & texts.keys()):
        try:
            pairs = list(compare(digests[name], parse(texts[name])))
        except RegsearchError as error:
            print(f"{name:<14} {error}", file=sys.stderr)
            continue
        only_ours = sum(bool(pair.invented) for pair in pairs)
        only_theirs = sum(bool(pair.lost) for pair in pairs)
        print(f"{name:<14} {len(pairs):>8} {only_ours:>8} {only_theirs:>5}")
        units, invented, lost = units + len(pairs), invented + only_ours, lost + only_theirs
        if options.list is not None and (not options.list or name in options.list):
            for pair in pairs:
                for label, found in (("+", pair.invented), ("-", pair.lost)):
                    if found:
                        print(f"    {label} {pair.address}: {', '.join(sorted(found))}")
    print(f"{'all':<14} {units:>8} {invented:>8} {lost:>5}")
    return int(options.max_invented is not None and invented > options.max_invented)


if __name__ == "__main__":
    sys.exit(main())
