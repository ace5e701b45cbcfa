"""Text becomes the tokens that every engine sees.

One analysis for documents and questions: words in lower case, without structure words and
function words, stemmed by PySastrawi under a reviewed table of overrides.  Pure numbers are left
out, because a question's numbers are citations and dates, which are understood before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regsearch import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[a-z][a-z0-9]*")
_REDUPLICATED = re.compile(r"\b([a-z]{2,})-(\1)(?=(?:kan|an|nya)?\b)")


def words(text: str) -> list[str]:
    """Return the words of *text* in lower case, accents and reduplication removed."""
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    if "-" in folded:
        folded = _REDUPLICATED.sub(r"\1", folded)
    return _WORD.findall(folded)


NEGATIONS = frozenset("tidak tanpa bukan belum gak ga gk nggak ngga enggak tdk tak blm".split())
"""Words that turn what the next word says into its contrary, statutory and colloquial."""


def negated_stem(stem: str) -> str:
    """Return the stem that a negated word gives beside its own."""
    return f"tidak_{stem}"


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Return the words that carry no meaning for retrieval (``data/stopwords.toml``)."""
    table = data.table("stopwords")
    return frozenset(f"{table['structure']} {table['function']}".split())


@lru_cache(maxsize=1)
def overrides() -> dict[str, str]:
    """Return the reviewed stems that go before PySastrawi's (``data/stems.toml``)."""
    return dict(data.table("stems")["stems"])


@lru_cache(maxsize=1)
def _sastrawi() -> Any:
    # Imported late: its dictionary takes longer to load than a whole query that needs no stemmer.
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(StemmerFactory().get_words())


def is_indonesian(word: str) -> bool:
    """Say whether PySastrawi's dictionary has the root of *word*, so that it is no misspelling."""
    return word in _dictionary() or stem(word) in _dictionary()


def stem(word: str) -> str:
    """Return the stem of one lower-case word."""
    return overrides().get(word) or _sastrawi().stem(word) or word


_LAST = 64


@dataclass
class Analyser:
    """Stems words, each distinct one once.

    Args:
        table: stems known beforehand, from an index's vocabulary.
        computed: stems of PySastrawi's that need not be found again; those that are used join the
            vocabulary.

    """

    table: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[str, str] = field(default_factory=dict, repr=False)
    _seen: dict[str, str] = field(default_factory=dict, repr=False)
    _told: int = field(default=0, repr=False)
    _last: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Stems of the last texts: the items of a list have the words above them in common."""

    def stem(self, word: str) -> str:
        """Return the stem of *word*, from the table if it is there."""
        found = overrides().get(word) or self.table.get(word) or self._seen.get(word)
        if found is None:
            found = self._seen[word] = self.computed.get(word) or stem(word)
        return found

    def stems(self, text: str) -> list[str]:
        """Return the stems of the words of *text* that carry meaning, in order.

        A word that a negation governs also gives a stem of its own: "tidak dengan hormat" gives
        ``tidak``, ``hormat`` and ``tidak_hormat``, so that it is told from "dengan hormat".
        """
        known = self._last.get(text)
        if known is None:
            if len(self._last) >= _LAST:
                self._last.clear()
            known = self._last[text] = tuple(self._stems(text))
        return list(known)

    def _stems(self, text: str) -> list[str]:
        found: list[str] = []
        negated = governed = False
        idle = stopwords()
        for word in words(text):
            if word in NEGATIONS:
                negated = True
                found.append(word)
            elif word not in idle:
                stem = self.stem(word)
                found.append(stem)
                if negated:
                    found.append(negated_stem(stem))
                negated, governed = False, negated
            else:
                # "tidak memanggil dan memeriksa" denies both.
                negated = negated or (governed and word in {"dan", "atau"})
                governed = False
        return found

    def new(self) -> dict[str, str]:
        """Return the words met since the last call that the table lacks, with their stems."""
        fresh = {word: self._seen[word] for word in list(self._seen)[self._told :]}
        self._told = len(self._seen)
        return fresh

    @property
    def vocabulary(self) -> dict[str, str]:
        """Every word stemmed so far with its stem, sorted: the stem table of an index."""
        return dict(sorted({**self.table, **self._seen}.items()))


def needing_stems(texts: Iterable[str]) -> set[str]:
    """Return the words of *texts* whose stem PySastrawi must find."""
    found = {word for text in texts for word in words(text)}
    return found - stopwords() - overrides().keys() - NEGATIONS


def meaningful(text: str) -> list[str]:
    """Return the words of *text* that carry meaning, unstemmed, in order."""
    idle = stopwords()
    return [word for word in words(text) if word not in idle]


@lru_cache(maxsize=1)
def analysis_digest() -> str:
    """Return a SHA-256 over everything that decides which tokens a text becomes."""
    import hashlib

    parts = ("stopwords", "stems")
    digest = hashlib.sha256()
    for part in parts:
        digest.update(Path(data.path(part)).read_bytes())
    digest.update((_WORD.pattern + _REDUPLICATED.pattern).encode())
    return digest.hexdigest()
