"""The audit of digests: which facts are compared, and between which units."""

from __future__ import annotations

from benchmarks.audit import compare, facts
from regsearch.model import parse_address
from regsearch.regulation import Regulation, Source, Unit


def test_facts_are_days_amounts_and_levels() -> None:
    found = facts(
        "dijatuhi hukuman disiplin berat bila absen 28 (dua puluh delapan) hari; Rp1.000,00"
    )
    assert found == {"28-28 hari", "Rp1000", "berat"}


def test_only_units_of_both_are_compared() -> None:
    digest = pasal_5("absen 28 hari", quoted=False)
    text = pasal_5("absen 27 hari, denda Rp5.000", quoted=True)
    (pair,) = compare(digest, text)
    assert (pair.invented, pair.lost) == ({"28-28 hari"}, {"27-27 hari", "Rp5000"})
    assert list(compare(digest, pasal_5("", quoted=False))) == []


def pasal_5(words: str, *, quoted: bool) -> Regulation:
    address = "pasal-I/angka-2/pasal-5" if quoted else "pasal-5"
    return Regulation(
        id="pp-1-2020",
        kind="pp",
        numbers=("1",),
        year=2020,
        title="Contoh",
        source=Source("contoh.txt", "0" * 64),
        units=(Unit(parse_address(address), words),),
    )
