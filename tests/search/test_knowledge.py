"""From when to when an index knows the law, and what it says of days outside."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from regsearch.law.timeline import from_json, shipped_timeline, to_json
from regsearch.show.corpus import timeline_json, timeline_lines
from regsearch.show.to_dict import reply as reply_json

if TYPE_CHECKING:
    from regsearch.search.library import Library

README = Path(__file__).parents[2] / "corpus" / "README.md"
CITED = re.compile(r"\b(?:UU|PP|Perpres|Permendagri|SE [A-Z]\w+) [\w/.]*\d{4}\b")
"""An instrument as the timeline and the table cite it."""


def test_timeline_is_read_from_index(library: Library) -> None:
    timeline = library.timeline
    assert timeline == shipped_timeline()
    assert from_json(to_json(timeline)) == timeline
    for field in timeline.fields:
        assert field.known_from < field.newest <= timeline.knowledge_until <= timeline.checked
        for document in field.documents:
            assert document in library.catalog
        assert field.known_from in {i.start for i in library.catalog.values()}


def test_newest_change_of_a_field_is_not_before_what_carries_it_out(library: Library) -> None:
    """SE MenPANRB 5/2024 cites PP 94/2021: the law of discipline is not that of 2023."""
    for field in library.timeline.fields:
        known = set(field.documents)
        for instrument in library.catalog.values():
            about = {relation.document for relation in instrument.relations} & known
            if instrument.in_force and (instrument.id in known or about):
                assert instrument.in_force <= field.newest, (field.id, instrument.id)


def test_readme_has_the_days_and_instruments_of_the_timeline(library: Library) -> None:
    """``corpus/README.md`` and ``timeline.toml`` are changed together."""
    table = README.read_text("utf-8").rpartition("| Field |")[2].splitlines()[2:]
    fields = library.timeline.fields
    assert len(table) == len(fields)
    for row, field in zip(table, fields, strict=True):
        _, known_from, newest, missing = row.strip("| ").split(" | ")
        assert f"{field.known_from.day} {field.known_from:%B %Y}" in known_from
        assert f"{field.newest.day} {field.newest:%B %Y}" in newest
        for name in CITED.findall(field.by):
            assert name.rpartition(" ")[2] in newest, name
        for name in CITED.findall(field.not_found):
            assert name in missing, name


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"field": 1}'])
def test_damaged_timeline_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json(content)


@pytest.mark.parametrize(
    ("question", "day", "outcome", "message"),
    [
        ("kades ikut kampanye", "2008-01-01", "not_found", "tidak memuat hukum tentang desa"),
        ("pppk dipecat", "2010-01-01", "found", "tidak memuat hukum tentang PPPK"),
        ("asn bolos 10 hari", "2008-01-01", "found", None),
        ("asn bolos 10 hari", "1970-01-01", "not_found", "paling tua mulai berlaku 06-11-1974"),
        ("asn bolos 10 hari", "2030-01-01", "found", "perubahan sesudah 02-07-2026 tidak"),
        ("asn bolos 10 hari", "2026-11-22", "found", None),
        ("PP 94/2021 Pasal 5", "1960-01-01", "found", None),
    ],
)
def test_day_outside_what_is_known(
    library: Library, question: str, day: str, outcome: str, message: str | None
) -> None:
    reply = library.ask(question, as_of=day)
    assert reply.outcome == outcome
    assert (message in (reply.message or "")) if message else reply.message is None
    assert reply.knowledge_until == date(2026, 7, 2)
    assert reply_json(reply)["knowledge_until"] == "2026-07-02"


def test_look_up_after_last_check_is_cautioned(library: Library) -> None:
    reply = library.lookup("PP 94/2021 Pasal 5", as_of="2030-01-01")
    assert "tidak diketahui" in (reply.message or "")
    assert library.lookup("PP 94/2021 Pasal 5", as_of="2026-11-22").message is None


def test_timeline_is_shown_field_by_field() -> None:
    timeline = shipped_timeline()
    text = "\n".join(timeline_lines(timeline))
    table = timeline_json(timeline)
    assert table["knowledge_until"] == timeline.knowledge_until.isoformat()
    for field, row in zip(timeline.fields, table["fields"], strict=True):
        assert field.name in text
        assert row["known_from"] == field.known_from.isoformat()
