"""Which of the user's own documents may go before the reviewed law."""

from __future__ import annotations

import pytest

from regsearch.law.catalog.instrument import Instrument
from regsearch.rank.own_documents import own_documents


def instrument(kind: str, region: str | None, year: int = 2024) -> Instrument:
    name = f"{kind}-{region or 'pusat'}-{year}".casefold().replace(" ", "-")
    return Instrument(
        name, kind, ("7",), year, "Disiplin", "pengguna", "", region=region, user=True
    )


PERBUP, PERGUB = instrument("perbup", "Jombang"), instrument("pergub", "Jawa Timur")
PERDES, CIRCULAR = instrument("perdes", "Sukamaju"), instrument("se", None)
OTHER = instrument("perbup", "Kediri")
ISLANDS = instrument("pergub", "Kepulauan Contoh")


@pytest.mark.parametrize(
    ("own", "question", "local"),
    [
        ([PERBUP, CIRCULAR], "telat apel", [PERBUP, CIRCULAR]),
        ([PERBUP, PERGUB, PERDES], "telat apel", [PERBUP, PERGUB, PERDES]),
        ([PERBUP, OTHER, PERGUB], "telat apel", [PERGUB]),
        ([PERBUP, OTHER, PERGUB], "telat apel di kediri", [OTHER]),
        ([PERBUP, ISLANDS], "telat apel", [PERBUP, ISLANDS]),
    ],
    ids=["one region", "each level", "two regencies", "a region is named", "unknown province"],
)
def test_documents_of_the_only_region_of_a_level_are_local(
    own: list[Instrument], question: str, local: list[Instrument]
) -> None:
    found = own_documents(own, question)
    assert found.local == {i.id for i in local}
    named_region = "kediri" in question
    assert found.elsewhere == (
        frozenset() if named_region else {i.id for i in own if i not in local}
    )
