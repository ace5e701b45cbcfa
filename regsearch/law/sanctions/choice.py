"""Which of the penalties of a level an article itself chooses.

PP 94/2021 Pasal 11 ayat (2) huruf d: "pembebasan dari jabatannya ..., bila tidak Masuk Kerja ... 25
hingga 27 hari kerja" leaves no choice among the penalties of Pasal 8 ayat (4).
"""

from __future__ import annotations

import re

_LEAST_NAMED = 0.8
"""Share (0 to 1) of the words before the condition that the chosen penalty has."""

_OFFENDER = re.compile(r"\A\s*bagi\b[^,;:]*,")
"""Whom a penalty is for: "bagi pejabat struktural, pembebasan dari jabatan"."""
_CONDITION = re.compile(r"\b(?:bila|bagi|apabila|jika)\b")
_AFFIXES = re.compile(r"\A(?:pem|pen|peng|per|di|ber|me[nm]|meng)(?=\w{4})|(?:kan|an)?(?:nya)?\Z")


def chosen(penalties: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the penalties of a list that *text* itself chooses, or all of them.

    >>> listed = ("penurunan pangkat 3 tahun lamanya", "dibebaskan dari jabatan")
    >>> chosen(listed, "bagi pejabat, pembebasan dari jabatannya, bila absen 41 hari")
    ('dibebaskan dari jabatan',)
    >>> chosen(listed, "dijatuhkan apabila merugikan negara") == listed
    True
    """
    head = _CONDITION.split(_OFFENDER.sub("", text.lower()), maxsplit=1)[0]
    words = _stems(head)
    named = {p for p in penalties if words >= _stems(p)}
    for alternative in re.split(r"\batau\b", head):
        named |= _best(penalties, _stems(alternative))
    return tuple(p for p in penalties if p in named) or penalties


def _best(penalties: tuple[str, ...], words: frozenset[str]) -> set[str]:
    """Return the penalty that nearly all of *words* name; the one with the fewest others."""
    if not words:
        return set()
    stems = {p: _stems(p) for p in penalties}
    naming = [p for p in penalties if len(words & stems[p]) >= _LEAST_NAMED * len(words)]
    return {max(naming, key=lambda p: len(words & stems[p]) / len(stems[p]))} if naming else set()


def _stems(text: str) -> frozenset[str]:
    """Return the words of *text* without affixes: "pembebasan" and "dibebaskan" are one."""
    return frozenset(_AFFIXES.sub("", word) for word in re.findall(r"\w+", text.lower()))
