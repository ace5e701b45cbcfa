"""Speed of stemming: PySastrawi, Snowball, and ours.

    python benchmarks/stemmers.py

Prints a section of Markdown.  The words are those of the shipped index: each distinct one once, as
when a collection is built, and then all of its running words, as when passages are indexed.
Snowball is faster than PySastrawi because it takes off affixes without a list of root words.  Needs
``pip install -e '.[benchmark]'``.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import snowballstemmer
from baselines import passages_of
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from regsearch.opening import open_library
from regsearch.paths import shipped_index
from regsearch.text import analysis
from regsearch.text.analysis import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TURNS = 3
SAMPLE = 4_000
"""Number of words for the uncached stemmers; PySastrawi needs most of a second for them."""


def rate(stem: Callable[[str], str], some: Sequence[str]) -> float:
    """Return the words that *stem* handles in a second of processor time."""
    start = time.process_time()
    for word in some:
        stem(word)
    return len(some) / (time.process_time() - start)


def main() -> None:
    with open_library(shipped_index()) as library:
        running = [word for passage in passages_of(library) for word in words(passage.text)]
        table = library._index.analyser.table
    distinct = sorted(set(running))[:: max(len(set(running)) // SAMPLE, 1)]
    snowball = snowballstemmer.stemmer("indonesian").stemWord
    turns: dict[str, list[float]] = {}
    for _ in range(TURNS):
        # A new one each turn: PySastrawi keeps what it stemmed.
        bare = StemmerFactory().create_stemmer().stem
        analysis._sastrawi.cache_clear()
        met = analysis.Analyser()
        met.stem("dibacanya")
        measured = {
            "PySastrawi bare, words not met before": rate(bare, distinct),
            "Snowball Indonesian": rate(snowball, distinct),
            "ours, words not met before (PySastrawi under our overrides)": rate(met.stem, distinct),
            "ours, running words of an index that is open (its table)": rate(
                analysis.Analyser(table).stem, running
            ),
        }
        for name, value in measured.items():
            turns.setdefault(name, []).append(value)
    print("## Stemmers\n")
    print(f"Words a second, median of {TURNS} turns, lowest and highest.")
    print("`python benchmarks/stemmers.py`\n")
    print("| | words/s | lowest | highest |\n|---|---:|---:|---:|")
    for name, rates in turns.items():
        middle = statistics.median(rates)
        print(f"| {name} | {middle:,.0f} | {min(rates):,.0f} | {max(rates):,.0f} |")


if __name__ == "__main__":
    main()
