"""The law of the day: outdated law is never shown as current."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.paths import shipped_corpus

if TYPE_CHECKING:
    from regsearch.model import Answer, Reply
    from regsearch.search.library import Library

QUESTIONS = [
    "memasang spanduk",
    "kegiatan keberpihakan pertemuan ajakan",
    "anggota dan pengurus partai politik",
    "surat dukungan fotokopi KTP",
    "hukuman disiplin sedang",
    "mengundurkan diri setelah ditetapkan sebagai calon",
    "asas netralitas",
    "pidana bagi pejabat",
]
DAYS = [
    date(2012, 1, 1),
    date(2018, 5, 8),
    date(2020, 9, 9),
    date(2021, 8, 30),
    date(2021, 8, 31),
    date(2023, 10, 30),
    date(2023, 10, 31),
    date(2026, 1, 2),
    date(2026, 11, 22),
]
# Straight from the file, so that a fault of the catalogue's reader shows.
CATALOG = tomllib.loads((shipped_corpus() / "katalog.toml").read_text("utf-8"))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_only_the_law_of_the_day_is_found(library: Library, day: date) -> None:
    found = {a.citation: a for q in QUESTIONS for a in library.search(q, as_of=day, limit=30)}
    assert len(found) > 10
    for answer in found.values():
        assert answer.status == "berlaku"
        assert begins(answer.document) <= day, answer.citation
        assert not ended(answer, day), answer.citation
        for sanction in answer.sanctions:
            assert sanction.in_force is None or sanction.in_force <= day
            assert sanction.revoked is None or day < sanction.revoked
            assert begins(sanction.basis[0].document) <= day, answer.citation


def begins(document: str) -> date:
    entry = CATALOG[document]
    return entry.get("in_force") or entry.get("enacted") or date(entry["year"], 12, 31)


def ended(answer: Answer, day: date) -> bool:
    """Whether its document was revoked, and the catalogue does not say that it survives."""
    entry = CATALOG[answer.document]
    if "revoked" not in entry or day < entry["revoked"]:
        return False
    address = "/".join(f"{kind}-{number}" for kind, number in answer.locator) + "/"
    survivors = [p["address"] for p in entry["provisions"] if p.get("survives")]
    return not any(address.startswith(f"{survivor}/") for survivor in survivors)


def documents(reply: Reply) -> list[str]:
    return [answer.document for answer in reply.answers]


def test_the_day_picks_the_disciplinary_regulation(library: Library) -> None:
    question = "kegiatan keberpihakan pertemuan ajakan seruan"
    assert "pp-53-2010" in documents(library.ask(question, as_of="2021-08-30"))
    assert "pp-94-2021" not in documents(library.ask(question, as_of="2021-08-30"))
    assert "pp-94-2021" in documents(library.ask(question, as_of="2021-08-31"))
    assert "pp-53-2010" not in documents(library.ask(question, as_of="2021-08-31"))


def test_the_day_picks_the_joint_decree(library: Library) -> None:
    for day, expected in (
        ("2018-05-08", "surat-menpanrb-b-71-2017"),
        ("2020-12-01", "skb-netralitas-2020"),
        ("2024-01-30", "skb-netralitas-2022"),
    ):
        found = documents(library.ask("memasang spanduk dan baliho", as_of=day))
        others = {"surat-menpanrb-b-71-2017", "skb-netralitas-2020", "skb-netralitas-2022"}
        assert others & set(found) == {expected}, day


def test_both_stages_are_answered_when_the_question_names_none(library: Library) -> None:
    """SKB 2022: code of ethics before, discipline after the candidate is determined."""
    answers = library.search("memasang spanduk dan baliho", as_of="2024-01-30")
    parts = {
        dict(answer.locator)["huruf"]
        for answer in answers
        if answer.document == "skb-netralitas-2022"
    }
    assert parts == {"A", "B"}
    levels = {s.level for a in answers[:2] for s in a.sanctions}
    assert levels == {"kode_etik", "berat"}


@pytest.mark.parametrize(("stage", "part"), [("sebelum", "A"), ("sesudah", "B")])
def test_the_stage_decides_what_comes_first(library: Library, stage: str, part: str) -> None:
    best = library.search("memasang baliho", as_of="2024-01-30", stage=stage)[0]  # type: ignore[arg-type]
    assert dict(best.locator)["huruf"] == part


def test_a_revoked_law_that_is_named_is_shown_as_revoked(library: Library) -> None:
    reply = library.ask("apakah PP 53/2010 masih berlaku", as_of="2026-11-22")
    assert reply.answers[0].document == "pp-94-2021"
    named = next(answer for answer in reply.answers if answer.document == "pp-53-2010")
    assert named.status == "dicabut"
    assert "31 Agustus 2021" in (named.status_note or "")


def test_a_narrow_circular_says_whom_it_binds(library: Library) -> None:
    """SE BKN 02/SE/2016 binds BKN's own civil servants, for the elections of 2017."""
    answer = library.lookup("02/SE/2016", as_of=date(2016, 12, 31)).answers[0]
    assert "BKN" in (answer.status_note or "")
    found = library.search("netralitas", as_of="2017-01-15", limit=3)
    assert all(answer.document != "se-bkn-02-2016" for answer in found)


def test_a_day_that_is_none(library: Library) -> None:
    with pytest.raises(ValueError, match="bukan tanggal"):
        library.ask("baliho", as_of="2024-13-01")
