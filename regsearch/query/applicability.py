"""Whom a rule binds, against whom a question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.query.lexicon import question_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from regsearch.model import ParsedQuery

_RULES_FOR: dict[str, frozenset[str]] = {
    # PP 94/2021 binds PNS and, by Pasal 43, CPNS; it never binds PPPK (Pasal 1 angka 1).
    "pns": frozenset({"pns", "asn", "pejabat"}),
    "cpns": frozenset({"cpns", "pns", "asn"}),
    "pppk": frozenset({"pppk", "asn"}),
    "asn": frozenset({"asn", "pns", "pppk", "pejabat"}),
    "non-asn": frozenset({"non-asn"}),
    "kades": frozenset({"kades"}),
    "perangkat-desa": frozenset({"perangkat-desa"}),
    "bpd": frozenset({"bpd"}),
    "pejabat": frozenset({"pejabat"}),
    "calon": frozenset({"calon", "tim-kampanye"}),
    "tni": frozenset({"tni"}),
    "polri": frozenset({"polri"}),
    "bumn": frozenset({"bumn"}),
}
_EVERYBODY = "umum"
_NAMED_TOGETHER = frozenset({"tni", "polri"})
_APPLYING = frozenset({"pejabat", "calon"})
"""People to whom rules for others matter too: a regent decides about civil servants (UU 20/2023
Pasal 29), a candidate may not involve them (UU 10/2016 Pasal 70)."""


def binds(subjects: Collection[str], asked: str | None) -> bool:
    """Say whether a rule for *subjects* may answer a question about *asked*.

    Args:
        subjects: whom the rule binds; empty if the catalogue does not say.
        asked: whom the question is about; None if it does not say.

    """
    if asked is None or not subjects or _EVERYBODY in subjects:
        return True
    return not _RULES_FOR.get(asked, frozenset()).isdisjoint(subjects)


def may_answer(subjects: Collection[str], asked: str | None) -> bool:
    """Say whether a rule for *subjects* may answer a question about *asked* at all.

    It may where it binds him, or where he has to do with the rules for others.  The arguments are
    those of :func:`binds`.
    """
    return asked in _APPLYING or binds(subjects, asked)


def not_covered(query: ParsedQuery) -> str | None:
    """Return the message that the rules for ASN do not cover whom *query* is about, or None."""
    messages, asked = question_words().not_covered, query.subject
    if asked not in messages:
        return None
    # "Anggota TNI dan Polri" are asked about together.
    others = query.others & _NAMED_TOGETHER if asked in _NAMED_TOGETHER else frozenset[str]()
    return " ".join(messages[name] for name in (asked, *sorted(others)))
