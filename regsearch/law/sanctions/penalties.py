"""The penalties of each level, and criminal penalties before and after UU 1/2026.

A disciplinary regulation names levels in its sanction articles and lists the penalties of each
level once (PP 94/2021 Pasal 8, PP 53/2010 Pasal 7).  Where a transitional provision applies the
list of another regulation for the time being (PP 94/2021 Pasal 42), both lists are given, each
with its condition, because a reader must see both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.wording import criminal_adjustment, is_penalty_list, named_level
from regsearch.law.validity import validity
from regsearch.model import Basis, Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regsearch.law.references import Corpus
    from regsearch.model import Level


_CLOSING = " \t\n;,."
"""Characters that may follow the last word of an item."""


@dataclass(frozen=True, slots=True)
class PenaltyList:
    """The kinds of penalty of one level, as one provision lists them."""

    level: Level
    provision: Reference
    penalties: tuple[str, ...]
    condition: str | None = None
    """When this list applies, if there are two."""
    because: tuple[Reference, ...] = ()
    """The transitional provisions that say which list applies."""


_CONJUNCTION = re.compile(r"\b(?:dan/atau|dan|atau)\Z")


def clean(text: str) -> str:
    """Return a list item without its closing punctuation and conjunction.

    >>> clean("penurunan jabatan; atau")
    'penurunan jabatan'
    """
    return _CONJUNCTION.sub("", text.strip()).rstrip(_CLOSING)


class PenaltyLists:
    """The lists of penalties of a corpus; those of a document are looked for on first use."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._own: dict[str, dict[Level, PenaltyList]] = {}
        self._applying: dict[tuple[str, Level], tuple[PenaltyList, ...]] = {}

    def own(self, document: str) -> dict[Level, PenaltyList]:
        """Return the lists in *document* itself, the first of each level."""
        if document not in self._own:
            self._own[document] = dict(_lists_in(self._corpus, document))
        return self._own[document]

    def __contains__(self, provision: Reference) -> bool:
        return any(e.provision == provision for e in self.own(provision.document).values())

    def of(self, document: str, level: Level) -> tuple[PenaltyList, ...]:
        """Return the lists of *level* that apply in *document*.

        There are two where a transitional provision applies the list of another regulation until
        the document's own list takes effect.
        """
        if (document, level) not in self._applying:
            self._applying[document, level] = self._of(document, level)
        return self._applying[document, level]

    def _of(self, document: str, level: Level) -> tuple[PenaltyList, ...]:
        entry = self.own(document).get(level)
        if entry is None:
            return ()
        corpus = self._corpus
        for unit in corpus.units(document).values():
            named = corpus.references(document, unit)
            others = [
                other
                for r in named
                if r.document != document
                and (other := self.own(r.document).get(level))
                and other.provision == r
            ]
            # The same provision, or another ayat of its pasal, postpones the document's own list.
            postponing = next(
                (
                    other
                    for other in corpus.units(document).values()
                    if others
                    and other.locator[0] == unit.locator[0]
                    and entry.provision in corpus.references(document, other)
                ),
                None,
            )
            if postponing:
                because = tuple(
                    dict.fromkeys(
                        (Reference(document, unit.locator), Reference(document, postponing.locator))
                    )
                )
                return (
                    replace(others[0], because=because, condition=_when(unit.text)),
                    replace(entry, because=because[::-1], condition=_when(postponing.text)),
                )
        return (entry,)


def _lists_in(corpus: Corpus, document: str) -> Iterator[tuple[Level, PenaltyList]]:
    """Yield the lists in *document* in reverse order: in a dict the first of a level wins."""
    for unit in reversed(tuple(corpus.units(document).values())):
        level = named_level(unit.text) if unit.text.rstrip().endswith(":") else None
        if level is None or not is_penalty_list(unit.text):
            continue
        items = corpus.children(document, unit.locator)
        # A list of levels, not of penalties: "a. Hukuman Disiplin ringan; b. ..."
        if len(items) < 2 or len({named_level(item.text) for item in items} - {None}) > 2:
            continue
        if any(re.match(r"hukuman disiplin|sanksi", i.text.lower()) for i in items):
            continue
        provision = Reference(document, unit.locator)
        yield level, PenaltyList(level, provision, tuple(clean(item.text) for item in items))


_WHEN = re.compile(r"\b(?:selama|sebelum|setelah|sesudah)\b[^,;.]*", re.IGNORECASE)


def _when(text: str) -> str:
    """Return the clause of a transitional provision that says when a list applies."""
    match = _WHEN.search(text)
    clause = (match.group() if match else text).strip(" .;")
    return clause[:1].lower() + clause[1:]


_PENALTY = re.compile(
    r"\bpidana\s+(?:penjara|kurungan|denda)\b.*?(?=(?:[.;]\s*$)|[.;]\s+[A-Z(]|$)",
    re.IGNORECASE | re.DOTALL,
)
_DURATION = re.compile(r"paling lama\s+(\d+)(?:\s*\([^)]*\))?\s+(bulan|tahun)", re.IGNORECASE)


_OFFENDER = re.compile(r"^(?:(?:setiap|tiap)\s+)?(\w.{2,250}?),?\s+yang\b", re.IGNORECASE)


def offender(text: str) -> str | None:
    """Return whom a criminal provision punishes, or None if anybody or not clear.

    >>> offender("Setiap Pejabat Negara yang dengan sengaja melanggar Pasal 71 dipidana ...")
    'bagi pejabat Negara'
    """
    match = _OFFENDER.match(" ".join(text.split()))
    if not match or match.group(1).lower() in {"orang", "warga negara indonesia"}:
        return None
    who = match.group(1)
    return f"bagi {who if who[:2].isupper() else who[:1].lower() + who[1:]}"


def criminal_penalty(text: str) -> str | None:
    """Return the part of *text* that sets a criminal penalty, or None.

    >>> criminal_penalty("Ia dipidana dengan pidana denda paling banyak Rp1.000.000,00.")
    'pidana denda paling banyak Rp1.000.000,00'
    """
    match = _PENALTY.search(text)
    return " ".join(match.group().split()).rstrip(" .;:") if match else None


def adjusted(
    sanction: Sanction, corpus: Corpus, cite: Callable[[Reference], Basis]
) -> Iterator[Sanction]:
    """Yield the criminal *sanction* before and after its adjustment by UU 1/2026.

    Source: UU 1/2026 Lampiran I, which lists the penalties after adjustment; what it does not list
    follows Pasal I ayat (1) (special minimum penalties end) and Pasal II ayat (1), (3) and (5)
    (kurungan becomes a fine; fines by category); Pasal IX (in force on 2 January 2026).
    """
    law, where = criminal_adjustment(), sanction.basis[0]
    ends = validity(corpus.catalog[where.document], where.locator)[1]
    if (
        law.document not in corpus.regulations
        or where.document in law.exempt
        or not sanction.penalties
        or (ends and ends <= law.in_force)
    ):
        yield sanction
        return
    if entry := law.entry(where.document, where.locator):
        words, place = entry
        yield replace(sanction, revoked=law.in_force)
        yield replace(
            sanction,
            penalties=(words,),
            basis=(*sanction.basis, cite(Reference(law.document, place))),
            note=joined(sanction.note, law.listed_note),
            in_force=law.in_force,
        )
        return
    after = _adjusted_words(sanction.penalties[0])
    if after is None:
        yield replace(sanction, note=joined(sanction.note, law.note))
        return
    penalty, locators = after
    units = corpus.units(law.document)
    basis = tuple(cite(Reference(law.document, p)) for p in locators if p in units)
    yield replace(sanction, revoked=law.in_force)
    yield replace(
        sanction,
        penalties=(penalty,),
        basis=(*sanction.basis, *basis),
        note=joined(sanction.note, law.note),
        in_force=law.in_force,
    )


def joined(first: str | None, second: str) -> str:
    """Return the two notes as one."""
    return f"{first} {second}" if first else second


def _adjusted_words(penalty: str) -> tuple[str, tuple[tuple[tuple[str, str], ...], ...]] | None:
    """Return the penalty's words under UU 1/2026 and the provisions that say so."""
    folded = penalty.lower()
    duration = _DURATION.search(folded)
    if not duration:
        return None
    months = int(duration.group(1)) * (12 if duration.group(2) == "tahun" else 1)
    rules = (("pasal", "I"), ("ayat", "1")), (("pasal", "II"), ("ayat", "5"))
    categories = criminal_adjustment().categories
    has_fine = "denda" in folded
    if "kurungan" in folded:
        category = "II" if has_fine or months >= 6 else "I"
        rule = (("pasal", "II"), ("ayat", "3" if has_fine else "1"))
        return f"denda paling banyak {_category(category, categories)}, tanpa kurungan", (rule,)
    if months <= 12:
        category = "II"
    elif months <= 36:
        category = "III"
    elif months <= 60:
        category = "IV"
    else:
        return None
    prison = f"pidana penjara {duration.group()}"
    if not has_fine:
        return prison, rules[:1]
    return f"{prison} dan/atau denda paling banyak {_category(category, categories)}", rules


def _category(name: str, categories: dict[str, int]) -> str:
    rupiah = f"{categories[name]:,}".replace(",", ".")
    return f"kategori {name} (Rp{rupiah})"


def cite(corpus: Corpus, reference: Reference) -> Basis:
    """Return *reference* as a basis, with its printed citation."""
    return Basis(reference.document, corpus.cite(reference), reference.locator)
