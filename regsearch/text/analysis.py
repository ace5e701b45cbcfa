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
    from collections.abc import Callable, Iterable, Mapping

_WORD = re.compile(r"[a-z][a-z0-9]*")
_REDUPLICATED = re.compile(r"\b([a-z]{2,})-(\1)(?=(?:kan|an|nya)?\b)")


_KEPT = 64
"""Size of the caches of analysed texts: items of a list share the words above them."""


def words(text: str) -> list[str]:
    """Return the words of *text* in lower case, accents and reduplication removed."""
    return list(_words(text))


@lru_cache(maxsize=_KEPT)
def _words(text: str) -> tuple[str, ...]:
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    if "-" in folded:
        folded = " ".join([_once(part) if "-" in part else part for part in folded.split()])
    return tuple(_WORD.findall(folded))


@lru_cache(maxsize=4_096)
def _once(part: str) -> str:
    """Return *part*, a run without spaces, without its reduplication: ``buku-buku``, ``buku``."""
    return _REDUPLICATED.sub(r"\1", part)


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


def is_root(word: str) -> bool:
    """Say whether PySastrawi's dictionary has *word* as it stands."""
    return word in _dictionary()


def is_indonesian(word: str) -> bool:
    """Say whether PySastrawi's dictionary has the root of *word*, so that it is no misspelling."""
    return word in _dictionary() or stem(word) in _dictionary()


def stem(word: str) -> str:
    """Return the stem of one lower-case word."""
    return overrides().get(word) or _sastrawi().stem(word) or word


class _Given(dict[str, str | None]):
    """A cache from word to stem: ``""`` for a negation, None for a stop word.

    Args:
        stem: finds the stem of a word.

    """

    def __init__(self, stem: Callable[[str], str]) -> None:
        super().__init__()
        self._stem = stem

    def __missing__(self, word: str) -> str | None:
        if word in NEGATIONS:
            given: str | None = ""
        else:
            given = None if word in stopwords() else self._stem(word)
        self[word] = given
        return given


@dataclass(eq=False)
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
    _fresh: dict[str, str] = field(default_factory=dict, repr=False)
    """Words and stems seen since :meth:`new` was last called."""

    def __post_init__(self) -> None:
        self._given = _Given(self.stem)
        self._kept = lru_cache(maxsize=_KEPT)(self._stems)

    def stem(self, word: str) -> str:
        """Return the stem of *word*, from the table if it is there."""
        found = overrides().get(word) or self.table.get(word) or self._seen.get(word)
        if found is None:
            found = self.computed.get(word) or stem(word)
            self._seen[word] = self._fresh[word] = found
        return found

    def known_stem(self, word: str) -> str:
        """Return the stem of *word* if it needs no stemmer, or else *word* itself."""
        return overrides().get(word) or self.table.get(word) or word

    def stems(self, text: str) -> tuple[str, ...]:
        """Return the stems of the words of *text* that carry meaning, in order.

        A word that a negation governs also gives a stem of its own: "tidak dengan hormat" gives
        ``tidak``, ``hormat`` and ``tidak_hormat``, so that it is told from "dengan hormat".
        """
        return self._kept(text)

    def _stems(self, text: str) -> tuple[str, ...]:
        given, spoken = self._given, _words(text)
        if NEGATIONS.isdisjoint(spoken):
            return tuple([stem for word in spoken if (stem := given[word])])
        found: list[str] = []
        negated = governed = False
        for word in spoken:
            stem = given[word]
            if stem:
                found.append(stem)
                if negated:
                    found.append(negated_stem(stem))
                negated, governed = False, negated
            elif stem is None:
                # "tidak memanggil dan memeriksa" denies both.
                negated = negated or (governed and word in {"dan", "atau"})
                governed = False
            else:
                negated = True
                found.append(word)
        return tuple(found)

    def new(self) -> dict[str, str]:
        """Return the words met since the last call that the table lacks, with their stems."""
        fresh, self._fresh = self._fresh, {}
        return fresh


def needing_stems(texts: Iterable[str]) -> set[str]:
    """Return the words of *texts* whose stem PySastrawi must find."""
    found: set[str] = set()
    for text in texts:
        found.update(_words(text))
    return found - stopwords() - overrides().keys() - NEGATIONS


def meaningful(text: str) -> list[str]:
    """Return the words of *text* that carry meaning, unstemmed, in order."""
    idle = stopwords()
    return [word for word in _words(text) if word not in idle]


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
