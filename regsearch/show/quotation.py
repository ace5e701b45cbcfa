"""A citation ready to paste into a decision: ``--format kutipan``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from regsearch.data import table

if TYPE_CHECKING:
    from regsearch.law.catalog.instrument import Instrument
    from regsearch.model import Answer

_GAZETTE = re.compile(r"^((?:LN|BN|LD|BD) \d{4}/\d+)(?:, ((?:TLN|TBN|TLD|TBD) \d+))?")
_LOWER = frozenset({"dan", "atas", "tentang"})


def cite(answer: Answer, instrument: Instrument) -> str:
    """Return the whole citation of *answer*.

    ``Pasal 29 huruf j Undang-Undang Nomor 6 Tahun 2014 tentang Desa (LN 2014/7, TLN 5495)``.
    """
    whole = instrument_name(instrument)
    found = re.search(r"\s(?=(?:Pasal|Lampiran|Diktum|angka|huruf)\b)", answer.citation)
    part = answer.citation[found.end() :] if answer.locator and found else ""
    return f"{part} {whole}".strip()


def instrument_name(instrument: Instrument) -> str:
    """Return the whole name of *instrument*, with its gazettes where the catalogue knows them."""
    numbers = " dan ".join(f"Nomor {number}" for number in instrument.numbers)
    kind = _long_names().get(instrument.kind, instrument.kind.upper())
    region = f" {instrument.region}" if instrument.region else ""
    head = " ".join([f"{kind}{region}", *([numbers] if numbers else [])])
    if not numbers.endswith(f"/{instrument.year}"):
        head += f" Tahun {instrument.year}"
    gazette = _GAZETTE.match(instrument.status_note or "")
    where = f" ({', '.join(filter(None, gazette.groups()))})" if gazette else ""
    return f"{head} tentang {instrument.title}{where}"


@cache
def _long_names() -> dict[str, str]:
    rows = table("kinds")["kind"]
    return {row["id"]: _capitalised(row["title"][0]) for row in rows}


def _capitalised(title: str) -> str:
    words = (w.lower() if w.lower() in _LOWER else w.title() for w in title.split())
    return " ".join(words)
