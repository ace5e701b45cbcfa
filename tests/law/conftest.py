"""Tiny regulations made by hand, so that a rule is seen working alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from regsearch.law.catalog.instrument import Instrument
from regsearch.law.catalog.load import Catalog
from regsearch.law.references import Corpus
from regsearch.model import parse_address
from regsearch.regulation import Regulation, Source, Unit

Texts = Mapping[str, str]
"""Words by address, in document order."""

MakeCorpus = Callable[..., Corpus]


@pytest.fixture
def make_corpus() -> MakeCorpus:
    """Return a maker: ``make_corpus({"pp-1-2020": {"pasal-1": "words"}})``.

    ``cells`` gives the other columns of table rows by ``document#address``; ``entries`` gives
    fields of an instrument (``revoked``, ``provisions`` ...) by document.
    """

    def make(
        documents: Mapping[str, Texts],
        cells: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
        entries: Mapping[str, dict[str, Any]] | None = None,
    ) -> Corpus:
        regulations, instruments = {}, {}
        for name, texts in documents.items():
            kind, number, year = name.split("-")
            regulations[name] = Regulation(
                id=name,
                kind=kind,
                numbers=(number,),
                year=int(year),
                title="Contoh",
                source=Source("contoh.txt", "0" * 64),
                units=tuple(
                    Unit(parse_address(a), text, cells=(cells or {}).get(f"{name}#{a}", ()))
                    for a, text in texts.items()
                ),
            )
            fields: dict[str, Any] = {"in_force": date(int(year), 1, 1)}
            instruments[name] = Instrument(
                id=name,
                kind=kind,
                numbers=(number,),
                year=int(year),
                title="Contoh",
                verification="naskah",
                verified="Dibuat untuk uji.",
                **(fields | (entries or {}).get(name, {})),
            )
        return Corpus(regulations, Catalog(instruments))

    return make
