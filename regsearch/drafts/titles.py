"""Titles of instruments as drafts write them, compared with those of the catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from regsearch.law.resolver import Directory

_IN_FULL = {
    "pns": "pegawai negeri sipil",
    "asn": "aparatur sipil negara",
    "pppk": "pegawai pemerintah perjanjian kerja",
    "uu": "undang undang",
    "pp": "peraturan pemerintah",
    "ri": "",
    "pilkada": "pemilihan gubernur bupati walikota",
    "pemilu": "pemilihan umum",
    "kepala": "",
    "walikota": "walikota",
}
_SMALL = frozenset(
    "dan atau di dalam pada untuk bagi dengan atas tentang dari oleh serta para yang republik "
    "indonesia nomor tahun menjadi undang undangan peraturan pemerintah penetapan pengganti "
    "perubahan kedua ketiga keempat kali".split()
)
"""Words that do not tell one title from another."""
_COMMON = frozenset("pegawai negeri sipil aparatur negara umum daerah tata cara tindak".split())
"""Words of many titles of this field, which count only where a title has no others."""
_AMENDS = re.compile(r"(?i)^\s*(?:penetapan|perubahan)\b")


def title_words(title: str) -> frozenset[str]:
    """Return the words of *title* that tell it from others.

    >>> sorted(title_words("Disiplin PNS")) == sorted(title_words("Disiplin Pegawai Negeri Sipil"))
    True
    """
    text = title.casefold().replace("wali kota", "walikota")
    spelled = " ".join(_IN_FULL.get(word, word) for word in re.findall(r"[a-z]+", text))
    return frozenset(word for word in spelled.split() if word not in _SMALL)


def rare_words(words: frozenset[str]) -> frozenset[str]:
    """Return those of the words of a title that drafts of this field do not have everywhere."""
    return words - _COMMON


def is_same_title(said: frozenset[str], own: frozenset[str]) -> bool:
    """Return whether a draft gives this title, perhaps without words that many titles have."""
    if rare_words(own):
        return rare_words(said) == rare_words(own) and said <= own
    return bool(said) and said == own


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter title's words that the other has too."""
    if one - _COMMON and other - _COMMON:
        one, other = one - _COMMON, other - _COMMON
    return len(one & other) / min(len(one), len(other)) if one and other else 1.0


class Titles:
    """The titles of the catalogue.

    Args:
        directory: the instruments.
        day: the day on which the one of several bearers is chosen.

    """

    def __init__(self, directory: Directory, day: date) -> None:
        self._catalog, self._day = directory.catalog, day
        self._words = {i.id: title_words(i.title) for i in directory.catalog.values()}

    def of(self, document: str) -> frozenset[str]:
        """Return the words of the title of *document*."""
        return self._words[document]

    def bearers(self, text: str, kind: str | None) -> list[str]:
        """Return the instruments of *kind* whose title *text* gives, that of the day first."""
        said = title_words(text)
        found = [
            instrument
            for instrument in self._catalog.values()
            if instrument.kind == kind
            and (own := self._words[instrument.id])
            and own <= said
            and len(said - own) <= len(own)
            and bool(_AMENDS.search(instrument.title)) == ("perubahan" in text.casefold())
        ]
        # The longest title that fits: "Disiplin PNS" before "Guru".
        found.sort(
            key=lambda i: (len(self._words[i.id]), i.is_law_on(self._day), i.start), reverse=True
        )
        return [instrument.id for instrument in found]
