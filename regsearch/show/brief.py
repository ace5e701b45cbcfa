"""Short wordings for the first screen, from ``data/short.toml``."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from regsearch.data import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.model import Basis, Level, SanctionCase

LEVELS: dict[Level, str] = {
    "ringan": "DISIPLIN RINGAN",
    "sedang": "DISIPLIN SEDANG",
    "berat": "DISIPLIN BERAT",
    "kode_etik": "SANKSI MORAL",
    "pdh": "DIBERHENTIKAN DENGAN HORMAT (PDH)",
    "pdhtaps": "DIBERHENTIKAN DENGAN HORMAT TIDAK ATAS PERMINTAAN SENDIRI (PDHTAPS)",
    "ptdh": "DIBERHENTIKAN TIDAK DENGAN HORMAT (PTDH)",
    "pidana": "PIDANA",
    "administratif": "ADMINISTRATIF",
    "bertingkat": "BERTINGKAT",
    "lebih_berat": "LEBIH BERAT",
}
_SHORT_LEVELS = {
    "kode_etik": "MORAL",
    "pdh": "PDH",
    "pdhtaps": "PDHTAPS",
    "ptdh": "PTDH",
}
_SAID_BY_LEVEL = {"pdh": "PDH", "pdhtaps": "PDHTAPS", "ptdh": "PTDH"}
_UNSAID: dict[str, str] = {
    "bertingkat": "tingkat dan jenisnya tidak dirinci dalam ketentuan ini",
    "lebih_berat": "lebih berat daripada hukuman yang seharusnya",
}
"""Printed instead of penalties where a sanction of that level names none."""
_SPELLED_NUMBER = re.compile(r"(\d%?) \([a-z ]+\)")


def cut(text: str, width: int) -> str:
    """Return *text* in one line of *width*, its end left out at a word if need be."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    return text[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def short_level(level: Level) -> str:
    """Return *level* in one word."""
    return _SHORT_LEVELS.get(level) or level.upper().replace("_", " ")


def sanction(case: SanctionCase) -> str:
    """Return the level and penalties of *case* in short."""
    said = _SAID_BY_LEVEL.get(case.level)
    chosen = [short for p in case.penalties if (short := penalty(p)) != said]
    if not chosen and case.level in _UNSAID:
        chosen = [_UNSAID[case.level]]
    return LEVELS[case.level] + (f": {_choices(chosen, case.level)}" if chosen else "")


def penalty(text: str) -> str:
    """Return a penalty in short."""
    plain = _SPELLED_NUMBER.sub(r"\1", text).replace(",00", "")
    for pattern, short in _rows("penalty"):
        if match := pattern.fullmatch(plain):
            return match.expand(short)
    return plain


def _choices(chosen: Sequence[str], level: str) -> str:
    if len(chosen) == 1:
        return chosen[0]
    # "pernyataan tertutup atau pernyataan terbuka": the word in common once.
    heads = {text.split(" ", 1)[0] for text in chosen}
    if len(heads) == 1 and all(text.count(" ") == 1 for text in chosen):
        chosen = [chosen[0], *(text.split(" ", 1)[1] for text in chosen[1:])]
    last = "; kemudian " if level == "bertingkat" else " atau " if len(chosen) == 2 else ", atau "
    return ", ".join(chosen[:-1]) + last + chosen[-1]


def condition(text: str | None) -> str:
    """Return a condition in short; empty if there is none or it says nothing here."""
    plain = _SPELLED_NUMBER.sub(r"\1", text or "")
    for pattern, short in _rows("condition"):
        plain = pattern.sub(short, plain)
    return plain.rstrip(" :;.,")


def beside_days(case: SanctionCase) -> str:
    """Return what the condition of a row of a table of days requires besides the days."""
    told = condition(case.condition)
    for pattern, short in _rows("days"):
        told = pattern.sub(short, told).rstrip()
    return told


def caution(text: str) -> str:
    """Return a caution in short: what stands for it, or its first sentence."""
    for pattern, short in _rows("caution"):
        if match := pattern.fullmatch(text):
            return match.expand(short)
    return re.split(r"(?<=[a-z)])\. (?=[A-Z])", text, maxsplit=1)[0].rstrip(".")


def basis(values: Iterable[Basis], norm: str = "") -> str:
    """Return *values*, with the name of each instrument once: ``PP 94/2021 Pasal 5, Pasal 8``.

    Args:
        values: the provisions.
        norm: the citation of the norm that is broken, which comes first.

    """
    grouped: dict[str, list[Basis]] = {}
    for value in values:
        grouped.setdefault(value.document, []).append(value)
    told = [norm] if norm else []
    for members in grouped.values():
        name = _instrument(members[0])
        first = members[0].citation
        if told and name and told[0].startswith(f"{name} "):
            first = first.removeprefix(f"{name} ")
        parts = [first]
        for before, value in pairwise(members):
            parts.append(_beside(before, value) or value.citation.removeprefix(f"{name} "))
        text = ", ".join(parts)
        if first != members[0].citation:
            told[0] += f", {text}"
        else:
            told.append(text)
    return " · ".join(told)


def cited(case: SanctionCase) -> str:
    """Return the norm and the basis of *case*."""
    own = any(b.citation == case.citation for b in case.basis)
    return basis(case.basis, "" if own else case.citation)


def _beside(before: Basis, value: Basis) -> str | None:
    """Return the number alone of a provision that stands beside the one before."""
    if len(value.locator) < 2 or value.locator[:-1] != before.locator[:-1]:
        return None
    kind, number = value.locator[-1]
    if kind != before.locator[-1][0]:
        return None
    return f"({number})" if kind == "ayat" else number


def _instrument(value: Basis) -> str:
    """Return the name of the instrument as the citation prints it."""
    kind = value.locator[0][0] if value.locator else None
    found = re.search(rf"\s(?={kind}\b)", value.citation, re.IGNORECASE) if kind else None
    return value.citation[: found.start()] if found else ""


def unbroken(citations: str, room: int) -> str:
    """Return *citations* so that lines are broken between them, not inside one.

    Args:
        citations: several, with commas and dots between them.
        room: columns; a citation that needs more is broken all the same.

    """
    parts = re.split(r"((?<=[,·]) (?![(\d])| (?=·))", citations)
    return "".join(
        p if len(p) > room else p.replace(" ", "\u00a0") if p != " " else p for p in parts
    )


@cache
def _rows(name: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["law"]), row["short"]) for row in table("short")[name]]
