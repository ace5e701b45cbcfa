"""The norms of an agency's own document that a sanction punishes without citing them.

Such documents are not reviewed, so that no table says it (rule 7 of ``link.py``); their words do:
a breach by the name of its class ("pelanggaran ringan"), or of the whole
("melanggar Keputusan ini").
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.penalties import clean
from regsearch.law.sanctions.wording import LETTERS, imposed_level, wording
from regsearch.model import Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regsearch.law.references import Corpus
    from regsearch.law.sanctions.cited import CitedProvisions
    from regsearch.regulation import Unit

_IMPOSED = re.compile(
    r"^(?:(?:akan|dapat) )?dikena(?:i|kan) (?:sanksi (?:berupa )?)?", re.IGNORECASE
)

_NAMELESS = frozenset(("", "sanksi", "hukuman"))
"""What an authority imposes names no penalty: "menjatuhkan sanksi kepada yang melanggar"."""


def unnamed_in(corpus: Corpus, document: str, unit: Unit) -> list[Reference]:
    """Return the norms of the user's *document* that *unit* punishes by naming their class or all.

    Empty for a reviewed document.
    """
    folded = unit.text.lower()
    if not corpus.catalog[document].user or wording("lets_pass").search(folded):
        return []
    named = wording("breach_class").search(folded) or wording("breach_class_first").search(folded)
    if named is not None and not _classes(folded):
        return [
            one
            for lead in corpus.regulation(document).units
            for one in _of_class(corpus, document, lead, named["class"])
        ]
    if corpus.regulation(document).kind in LETTERS or not wording("breach_of_all").search(folded):
        return []
    return list(_binding(corpus, document))


def norms_of(cited: CitedProvisions, document: str, unit: Unit) -> list[Reference]:
    """Return the norms that *unit* of *document* punishes: those it cites, or else names.

    "Atasan yang membiarkan pelanggaran Pasal 3" punishes only what is a duty of the atasan.
    """
    corpus, folded = cited.corpus, unit.text.lower()
    if corpus.catalog[document].user and wording("lets_pass").search(folded):
        norms = ((norm, corpus.unit(norm)) for norm in cited.norms(document, unit))
        who = folded.partition(" yang ")[0]
        return [norm for norm, named in norms if named and who in named.text.lower()]
    return _meant(corpus, cited.norms(document, unit) or unnamed_in(corpus, document, unit))


def punishes_all(corpus: Corpus, document: str, unit: Unit) -> bool:
    """Return whether *unit*, of a letter, punishes breaches of the letter.

    In an own one "atasan yang tidak melapor ditegur" punishes only what it says itself.
    """
    folded = unit.text.lower()
    return not corpus.catalog[document].user or (
        wording("breach_of_letter").search(folded) is not None
        and wording("lets_pass").search(folded) is None
    )


def own_consequence(
    cited: CitedProvisions, unit: Unit, here: Reference
) -> tuple[list[Reference], tuple[str, ...]]:
    """Return the norms that *unit* punishes in words of its own, and the penalties."""
    penalties = consequences(cited.corpus, here.document, unit)
    norms = norms_of(cited, here.document, unit) if penalties else []
    folded = unit.text.lower()
    # "Yang tidak hadir digugurkan" punishes only where it says which duty is meant.
    if norms or wording("breach_named").search(folded):
        return norms, penalties
    stated = wording("stated").search(" ".join(folded.split()))
    if stated is None or not cited.corpus.catalog[here.document].user:
        return [], ()
    return [], (clean(" ".join(unit.text.split())[slice(*stated.span("penalty"))]),)


def _meant(corpus: Corpus, norms: Iterable[Reference]) -> list[Reference]:
    """Return *norms*, and for one that only classes breaches those that it classes.

    "Pelanggaran sebagaimana dimaksud dalam Pasal 6" means what Pasal 6 calls breaches: "Pelanggaran
    terhadap Pasal 3 huruf d merupakan pelanggaran ringan".  What an annex contains is meant with
    the unit that refers to it.
    """
    found: list[Reference] = []
    for norm in norms:
        unit = corpus.unit(norm)
        user = corpus.catalog[norm.document].user
        if user and unit and _classes(unit.text.lower()):
            found += [r for r in corpus.references(norm.document, unit) if r.locator]
            continue
        found.append(norm)
        if user and unit and wording("in_annex").search(unit.text.lower()):
            cited = corpus.references(norm.document, unit)
            found += [r for r in cited if r.locator and r.locator[0][0] == "lampiran"]
    return list(dict.fromkeys(found))


def _classes(folded: str) -> bool:
    """Return whether a text says of which class breaches are."""
    return any(wording(how).search(folded) for how in ("breach_class_of", "breach_class_is"))


def consequences(corpus: Corpus, document: str, unit: Unit) -> tuple[str, ...]:
    """Return the penalties that *unit* of the user's *document* imposes in words of its own.

    An agency has penalties that no list knows ("dicabut hak huniannya", "membayar uang pengganti");
    they are what follows a breach.
    """
    if not corpus.catalog[document].user:
        return ()
    text = " ".join(unit.text.split())
    folded = text.lower()
    if first := wording("consequence_first").search(folded):
        # "... kepada yang tidak hadir, dan teguran tertulis apabila mengulangi"
        rest = text[first.end() :]
        more = wording("own_penalty").search(rest.lower())
        told = text[slice(*first.span("penalty"))], rest[slice(*more.span())] if more else ""
        return tuple(clean(words) for words in told if words.strip() not in _NAMELESS)
    breach = wording("own_breach").search(folded)
    if breach is None:
        return ()
    after = text[breach.end() :]
    cited = [m.span("penalty") for m in wording("consequence_cited").finditer(after.lower())]
    listed = wording("consequence").search(after.lower())
    if not cited and not listed:
        return ()
    start, end = cited[-1] if cited else listed.span() if listed else (0, 0)
    inside = list(_leaves(corpus, document, unit)) if folded.endswith(":") else []
    words = _IMPOSED.sub("", after[start:end])
    return tuple(clean(one.text) for one in inside) or (clean(words),)


def in_own_words(sanction: Sanction, words: tuple[str, ...]) -> Sanction:
    """Return *sanction* with the penalties *words*, where it names none of them or only the last.

    "Mengganti kerugian dan diberi surat peringatan" is more than a surat peringatan.
    """
    known, told = "; ".join(sanction.penalties), "; ".join(words)
    if known and (known not in told or " dan " not in told[: told.index(known)]):
        return sanction
    return replace(sanction, penalties=words)


def _of_class(corpus: Corpus, document: str, lead: Unit, name: str) -> Iterator[Reference]:
    """Yield the norms whose breach *lead* counts among those of the class *name*."""
    folded = lead.text.lower()
    match = wording("breach_class_list").search(folded)
    if match and match["class"] == name:
        for one in _leaves(corpus, document, lead):
            yield Reference(document, one.locator)
    for how in ("breach_class_of", "breach_class_is"):
        match = wording(how).search(folded)
        if match and match["class"] == name:
            yield from (r for r in corpus.references(document, lead) if r.locator)


def _leaves(corpus: Corpus, document: str, unit: Unit) -> Iterator[Unit]:
    """Yield the innermost units inside *unit*."""
    for child in corpus.children(document, unit.locator):
        inside = list(_leaves(corpus, document, child))
        yield from inside or [child]


def _binding(corpus: Corpus, document: str) -> Iterator[Reference]:
    """Yield the innermost units that forbid or oblige, by their own words or those above them."""
    for unit in corpus.regulation(document).units:
        if corpus.children(document, unit.locator) or imposed_level(unit.text):
            continue
        depths = range(1, len(unit.locator) + 1)
        above = (corpus.unit(Reference(document, unit.locator[:depth])) for depth in depths)
        texts = [one.text.lower() for one in above if one is not None]
        if any(map(wording("binds").search, texts)) and not any(map(imposed_level, texts)):
            yield Reference(document, unit.locator)
