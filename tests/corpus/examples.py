"""Small documents for these tests."""

from __future__ import annotations

from datetime import date

from regsearch.law.catalog.instrument import Instrument, Provision
from regsearch.model import parse_address
from regsearch.regulation import Explanation, Finding, Group, Regulation, Source, Unit


def units(text: str) -> tuple[Unit, ...]:
    """Units from lines ``pasal-5/huruf-a  its words``."""
    lines = (line.strip().partition(" ") for line in text.strip().splitlines())
    return tuple(Unit(parse_address(address), words.strip(), page=3) for address, _, words in lines)


def digest(text: str, *penjelasan: str, groups: tuple[Group, ...] = ()) -> Regulation:
    return Regulation(
        id="pp-1-2020",
        kind="pp",
        numbers=("1",),
        year=2020,
        title="CONTOH",
        source=Source("pp-1-2020.pdf", "d" * 64, 1),
        text_kind="ringkasan",
        groups=groups,
        units=units(text),
        penjelasan=tuple(Explanation(parse_address(a), "Maksudnya begini.") for a in penjelasan),
    )


def official(text: str, *penjelasan: str, gaps: tuple[str, ...] = ()) -> Regulation:
    return Regulation(
        id="pp-1-2020",
        kind="pp",
        numbers=("1",),
        year=2020,
        title="CONTOH",
        source=Source("resmi.pdf", "0" * 64, 9),
        units=units(text),
        penjelasan=tuple(Explanation(parse_address(a), "Penjelasan resmi.") for a in penjelasan),
        findings=tuple(Finding("gap", "hilang", address) for address in gaps),
    )


def instrument(verification: str = "naskah", *provisions: Provision, **more: object) -> Instrument:
    values: dict[str, object] = {
        "id": "pp-1-2020",
        "kind": "pp",
        "numbers": ("1",),
        "year": 2020,
        "title": "Contoh",
        "verification": verification,
        "verified": "Dibaca.",
        "enacted": date(2020, 2, 1),
        "complete": True,
        "provisions": provisions,
    }
    return Instrument(**values | more)  # type: ignore[arg-type]
