"""Compare the digests with the texts of their instruments: days, shares, amounts, levels.

::

    python benchmarks/audit.py                              # counts, for each document
    python benchmarks/audit.py --list pp-94-2021            # and what nobody has judged in it
    python benchmarks/audit.py --list --max-unexplained 0   # fails on such a difference

The texts lie beside the checkout and are not part of it.  Units are compared that both have at the
same address.  A fact that only the digest has may be wrong; one that only the text has may be lost
or stand in another unit of the digest.  Copies of texts have faults too.  Each difference is judged
by a reader: the digest is mended, or the difference is explained in ``audit_explained.toml``.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass
from math import isinf
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
FOLDER = ROOT.parent / "shared" / "corpus"
EXPLAINED = Path(__file__).with_name("audit_explained.toml")
_KIND = re.compile(r"^(uu|pp)(?=\d)")
_SUFFIXES = (".md", ".html", ".pdf")
"""Of the files that are read; where a document has several, the first suffix goes first."""
_AMOUNT = re.compile(r"(?:\bRp\.?\s?|\bpaling ba ?nyak )(\d{1,3}(?:\.\s?\d{3})+|\d+(?=,00))")
_ONE = re.compile(r"\bse(minggu|tahun)\b")
_LEVELS = frozenset({"ringan", "sedang", "berat", "ptdh", "pdhtaps"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit of a digest beside the same unit of its text."""

    address: str
    invented: frozenset[str]
    """Facts that only the digest has."""
    lost: frozenset[str]
    """Facts that only the text has."""

    @property
    def differs(self) -> bool:
        return bool(self.invented or self.lost)


def explanations(path: Path = EXPLAINED) -> dict[tuple[str, str], Compared]:
    """Return the differences that a reader has judged, by document and address."""
    entries = tomllib.loads(path.read_text("utf-8"))["difference"]
    return {
        (entry["document"], entry["address"]): Compared(
            entry["address"], frozenset(entry.get("digest", ())), frozenset(entry.get("text", ()))
        )
        for entry in entries
    }


def facts(text: str) -> frozenset[str]:
    """Return the days, shares, amounts and levels in *text*, as words to compare."""
    text = _ONE.sub(r"1 \1", text)  # "dalam setahun", "dalam 1 (satu) tahun"
    # The ends of a span count: "3 sampai 15 tahun" is "paling singkat 3 dan paling lama 15 tahun".
    spans = (
        f"{end:g} {q.unit}" + " atau lebih" * isinf(q.high)
        for q in quantities(text)
        for end in {q.low, q.low if isinf(q.high) else q.high}
    )
    amounts = ("Rp" + re.sub(r"\D", "", amount) for amount in _AMOUNT.findall(text))
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
            found.setdefault(_KIND.sub(r"\1-", path.stem), path)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--list", nargs="*", metavar="ID", help="list the differences")
    parser.add_argument("--max-unexplained", type=int, help="fails on more of them")
    options = parser.parse_args()
    texts = texts_in(options.folder)
    if not texts:
        print(f"no texts in {options.folder}", file=sys.stderr)
        return 2
    digests = assemble([shipped_corpus()]).regulations
    explained = explanations()
    units = invented = lost = open_ = 0
    print(f"{'document':<23} {'compared':>8} {'invented':>8} {'lost':>5} {'unexplained':>11}")
    for name in sorted(digests.keys() & texts.keys()):
        try:
            pairs = list(compare(digests[name], parse(texts[name])))
        except RegsearchError as error:
            print(f"{name:<23} {error}", file=sys.stderr)
            continue
        only_ours = sum(bool(pair.invented) for pair in pairs)
        only_theirs = sum(bool(pair.lost) for pair in pairs)
        unjudged = [p for p in pairs if p.differs and explained.pop((name, p.address), None) != p]
        print(f"{name:<23} {len(pairs):>8} {only_ours:>8} {only_theirs:>5} {len(unjudged):>11}")
        units, invented, lost = units + len(pairs), invented + only_ours, lost + only_theirs
        open_ += len(unjudged)
        if options.list is not None and (not options.list or name in options.list):
            for pair in unjudged:
                for label, found in (("+", pair.invented), ("-", pair.lost)):
                    if found:
                        print(f"    {label} {pair.address}: {', '.join(sorted(found))}")
    print(f"{'all':<23} {units:>8} {invented:>8} {lost:>5} {open_:>11}")
    print(f"unexplained: {open_}")
    for document, address in explained:
        if document in texts:
            print(f"explained, but no longer there: {document} {address}", file=sys.stderr)
    return int(options.max_unexplained is not None and open_ > options.max_unexplained)


if __name__ == "__main__":
    sys.exit(main())
