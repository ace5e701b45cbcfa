"""Criminal penalties: what a text threatens, whom, and what UU 1/2026 makes of it.

Lampiran I of that law lists the penalties after adjustment.  What it does not list follows its
rules (Pasal VIII): no special minimum (Pasal I); kurungan becomes a fine; "penjara dan denda"
becomes "dan/atau", and the fine one of the category of the years in prison (Pasal II).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.wording import criminal_adjustment
from regsearch.law.validity import validity
from regsearch.model import Basis, Reference, Sanction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regsearch.law.references import Corpus
    from regsearch.model import Locator

_PENALTY = re.compile(
    r"\bpidana\s+(?:penjara|kurungan|denda)\b.*?(?=(?:[.;]\s*$)|[.;]\s+[A-Z(]|$)",
    re.IGNORECASE | re.DOTALL,
)
_CEILING = re.compile(
    r"(?:paling lama|sampai(?: dengan)?)\s+(\d+)(?:\s*\([^)]*\))?\s+(bulan|tahun)", re.IGNORECASE
)
_FINE = re.compile(r"paling banyak\D{0,40}Rp\s?([\d.]+)", re.IGNORECASE)
_MULTIPLE = re.compile(r"\bkali\b|\bsebesar kerugian\b")
_OFFENDER = re.compile(r"^(?:(?:setiap|tiap)\s+)?(\w.{2,250}?),?\s+yang\b", re.IGNORECASE)
_PENALTY_FIRST = re.compile(r"^dipidana\b.*(?:\b(?:bulan|tahun)|,00)\s+", re.IGNORECASE)
_BEFORE_WHOM = re.compile(r"(?<=00|an|un) (?:setiap|tiap|barang|pegawai)\b.*", re.IGNORECASE)
"""Whom a penalty that stands first is for: "Dipidana dengan ... tahun setiap orang yang:"."""
_ACT = re.compile(r"me(?:m|n|ng|ny)?[a-z]{3,}i?\b(?<!menteri)")
_ANYBODY = frozenset({"orang", "warga negara indonesia", "barang siapa"})
_CATEGORIES = ((12, "II"), (36, "III"), (60, "IV"), (96, "V"), (132, "VI"), (180, "VII"))
"""Months of prison up to which the fine is of a category (UU 1/2026 Pasal II ayat (5) b-h)."""


def offender(text: str, lead: str = "") -> str | None:
    """Return whom a criminal provision punishes, or None if anybody or not clear.

    Args:
        text: the provision.
        lead: the lead-in of its list; if it names an offender, the items name acts.

    >>> offender("Setiap Pejabat Negara yang dengan sengaja melanggar Pasal 71 dipidana ...")
    'bagi pejabat Negara'
    >>> offender("memberi pejabat sesuatu yang berhubungan dengan jabatan", "Setiap orang yang:")

    """
    match = next(filter(None, (_OFFENDER.match(_plain(part)) for part in (lead, text))), None)
    if not match or match.group(1).lower() in _ANYBODY or _ACT.match(match.group(1).lower()):
        return None
    who = match.group(1)
    return f"bagi {who if who[:2].isupper() else who[:1].lower() + who[1:]}"


def _plain(text: str) -> str:
    """Return *text* on one line, without the penalty if it stands first."""
    return _PENALTY_FIRST.sub("", " ".join(text.split()))


def criminal_penalty(text: str) -> str | None:
    """Return the part of *text* that sets a criminal penalty, or None.

    >>> criminal_penalty("Ia dipidana dengan pidana denda paling banyak Rp1.000.000,00.")
    'pidana denda paling banyak Rp1.000.000,00'
    """
    match = _PENALTY.search(text)
    return _BEFORE_WHOM.sub("", " ".join(match.group().split())).rstrip(" .;:") if match else None


def adjusted(
    sanction: Sanction, corpus: Corpus, cite: Callable[[Reference], Basis]
) -> Iterator[Sanction]:
    """Yield the criminal *sanction* before and after its adjustment by UU 1/2026.

    A fine that rises says that acts before that day are punished by the old one (KUHP Pasal 3).
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
    locators: tuple[Locator, ...]
    if entry := law.entry(where.document, where.locator):
        words, listed_at = entry
        locators, note = (listed_at,), law.listed_note
    elif rule := adjusted_words(sanction.penalties[0], special=where.document in law.special):
        words, locators = rule
        note = law.note
    else:
        yield replace(sanction, note=joined(sanction.note, law.note))
        return
    units = corpus.units(law.document)
    basis = tuple(cite(Reference(law.document, p)) for p in locators if entry or p in units)
    rises = _ceiling(words) > _ceiling(sanction.penalties[0]) > 0
    yield replace(sanction, revoked=law.in_force)
    yield replace(
        sanction,
        penalties=(words,),
        basis=(*sanction.basis, *basis),
        note=joined(sanction.note, f"{note} {law.milder_note}" if rises else note),
        in_force=law.in_force,
    )


def joined(first: str | None, second: str) -> str:
    """Return the two notes as one."""
    return f"{first} {second}" if first else second


def adjusted_words(
    penalty: str, *, special: bool = False
) -> tuple[str, tuple[Locator, ...]] | None:
    """Return the penalty's words under UU 1/2026 and the provisions that say so.

    Args:
        penalty: in the words of the law.
        special: whether its law is on corruption, terrorism, money laundering or grave breaches of
            human rights: its minimum and its "dan" stay (Pasal I ayat (2), Pasal II ayat (6)).

    """
    folded = penalty.lower()
    ceiling = _CEILING.search(folded)
    if not ceiling or special or _MULTIPLE.search(folded):
        return None
    months = int(ceiling.group(1)) * (12 if ceiling.group(2) == "tahun" else 1)
    no_minimum, by_category = (("pasal", "I"), ("ayat", "1")), (("pasal", "II"), ("ayat", "5"))
    has_fine = "denda" in folded
    if "kurungan" in folded:
        category = "II" if has_fine or months >= 6 else "I"
        rule = (("pasal", "II"), ("ayat", "3" if has_fine else "1"))
        return f"denda paling banyak {_category(category)}, tanpa kurungan", (rule,)
    prison = f"pidana penjara paling lama {ceiling.group(1)} {ceiling.group(2)}"
    if not has_fine:
        return prison, (no_minimum,)
    category = next((name for most, name in _CATEGORIES if months <= most), "VIII")
    between = "atau" if re.search(r"(?<!dan/)\batau denda\b", folded) else "dan/atau"
    fine = f"{between} denda paling banyak {_category(category)}"
    return f"{prison} {fine}", (no_minimum, by_category)


def _category(name: str) -> str:
    rupiah = f"{criminal_adjustment().categories[name]:,}".replace(",", ".")
    return f"kategori {name} (Rp{rupiah})"


def _ceiling(penalty: str) -> int:
    """Return the greatest fine in rupiah, 0 if none is named."""
    fines = [int(match.replace(".", "") or 0) for match in _FINE.findall(penalty)]
    return max(fines, default=0)
