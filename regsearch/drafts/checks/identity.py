"""Whether an instrument's number, year and title belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.blocks import sentence_around
from regsearch.drafts.find.titles import Titles, is_same_title, likeness, rare_words, title_words
from regsearch.model.draft import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.drafts.find.mentions import Mention
    from regsearch.law.resolver import Directory

_ALIKE, _UNLIKE = 0.8, 0.34
"""Shares of words from which titles are one, and up to which they are certainly two."""


class Mismatch(NamedTuple):
    """A number and year that belong to no instrument known, and the one that is meant."""

    document: str
    message: str


class Identities:
    """Compares instruments as a draft names them with the catalogue.

    Args:
        directory: the instruments.
        mentions: the citations of the draft.
        day: the day that the draft is about.

    """

    def __init__(self, directory: Directory, mentions: Sequence[Mention], day: date) -> None:
        self._directory, self._titles = directory, Titles(directory, day)
        self._cited = {m.document for m in mentions if m.document}
        self._titled = {m.called for m in mentions if m.title and m.document is None}

    def title(self, mention: Mention) -> Claim | None:
        """Return the title that the draft gives to a known instrument, compared with its own."""
        if mention.title is None or mention.document is None:
            return None
        said, own = title_words(mention.title), self._titles.of(mention.document)
        if not said or not own:
            return None
        title = self._directory.catalog[mention.document].title
        share = likeness(said, own)
        agrees = True if share >= 0.5 else False if share <= _UNLIKE else None
        return Claim("judul", mention.title, mention.title, (title,), agrees)

    def bearer(self, mention: Mention) -> str | None:
        """Return the name of the instrument whose title the draft gives to another one."""
        kind = mention.name.kind if mention.name else None
        said = title_words(mention.title or "")
        found = self._alike(said, kind)
        return self._directory.short_name(found) if found else None

    def _alike(self, said: frozenset[str], kind: str | None) -> str | None:
        """Return the instrument of *kind* with the title most like *said*, cited ones first."""
        if len(said) < 1:
            return None
        scored = [
            (len(said & own) / len(said | own), document in self._cited, i.start, document)
            for document, i in self._directory.catalog.items()
            if (kind is None or i.kind == kind)
            and (own := self._titles.of(document))
            and likeness(said, own) >= _ALIKE
        ]
        return max(scored)[3] if scored else None

    def mismatch(self, mention: Mention) -> Mismatch | None:
        """Return what is meant by a number and year that no instrument of the index has."""
        name = mention.name
        if mention.document is not None or name is None or not (name.kind and name.number):
            return None
        if mention.title:
            document = self._same_title(mention, name.kind)
            return self._told(mention, document) if document else None
        if mention.called in self._titled:  # another instrument of its own, named with its title
            return None
        for document, instrument in self._directory.catalog.items():
            if instrument.kind != name.kind or not self._shares(document, mention, name.kind):
                continue
            if self._speaks_of(mention, document) and self._has(mention, document):
                return self._told(mention, document)
        return None

    def _same_title(self, mention: Mention, kind: str) -> str | None:
        """Return the instrument with this very title and the same number, or the same year."""
        said = title_words(mention.title or "")
        found = [
            (document in self._cited, instrument.start, document)
            for document, instrument in self._directory.catalog.items()
            if self._shares(document, mention, kind)
            and is_same_title(said, self._titles.of(document))
        ]
        return max(found)[2] if found else None

    def _shares(self, document: str, mention: Mention, kind: str) -> bool:
        """Return whether *document* shares two of its kind, number and year."""
        instrument, name = self._directory.catalog[document], mention.name
        if name is None:
            return False
        same = (
            instrument.kind == kind,
            name.number in instrument.numbers,
            instrument.year == name.year,
        )
        return sum(same) >= 2

    def _speaks_of(self, mention: Mention, document: str) -> bool:
        """Return whether the sentence has the words that tell this title from others."""
        words = rare_words(self._titles.of(document))
        same_number = mention.name and mention.name.number in (
            self._directory.catalog[document].numbers
        )
        text = mention.block.text
        around = text if mention.target else sentence_around(text, mention.start)
        if words and words <= title_words(around) and same_number:
            return True
        return bool(same_number) and document in self._cited and mention.target is not None

    def _has(self, mention: Mention, document: str) -> bool:
        target = mention.target
        if target is None:
            return True
        return len(target.locator) > 1 and bool(self._directory.locate(document, target.locator))

    def _told(self, mention: Mention, document: str) -> Mismatch:
        name = self._directory.short_name(document)
        title = self._directory.catalog[document].title
        return Mismatch(
            document,
            f"{mention.called} tidak dikenal; nomor dan tahunnya tidak berpasangan. Yang serupa: "
            f"{name} ({title}).",
        )
