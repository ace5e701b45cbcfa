"""Passages written are the passages read, each found by its key."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regsearch.errors import IndexDamagedError, IndexMissingError
from regsearch.index.records import KEYS, RECORDS, Records, from_json, to_json, write_records
from regsearch.model import Basis, Note, Passage, Related, Sanction, parse_address

if TYPE_CHECKING:
    from regsearch.index.reader import OpenIndex
    from regsearch.model import Locator


def passage(document: str, locator: Locator, text: str = "kata") -> Passage:
    return Passage(
        document=document,
        locator=locator,
        citation="UU 1/2020",
        text=text,
        text_kind="ringkasan",
        verification="naskah",
        modality="larangan",
        start=date(2020, 1, 1),
    )


FULL = Passage(
    document="pp-1-2020",
    locator=parse_address("pasal-5/huruf-n"),
    citation="PP 1/2020 Pasal 5 huruf n",
    text="kata “berkutip” — é",
    text_kind="resmi",
    verification="sekunder",
    modality="sanksi",
    start=date(2020, 1, 1),
    end=date(2021, 2, 3),
    amended=True,
    order=7,
    context=("atas",),
    headings=("BAB I",),
    penjelasan="jelas",
    penjelasan_kind="ringkasan",
    page=3,
    source_sha256="0" * 64,
    cells=(("Jenis Sanksi", "berat"),),
    subjects=("pns",),
    scope="BKN",
    stage="sesudah",
    condition="bila",
    around=("samping",),
    notes=(Note("teks", "pasal-5"),),
    sanctions=(
        Sanction(
            "berat",
            ("satu", "dua"),
            (Basis("pp-1-2020", "PP 1/2020 Pasal 8", parse_address("pasal-8")),),
            "apabila",
            "ingat",
            date(2020, 1, 1),
            date(2022, 1, 1),
        ),
    ),
    related=(Related("PP 2/2020", "mengacu", "pp-2-2020", parse_address("pasal-1")),),
    unreviewed=True,
)


def test_every_field_survives() -> None:
    defaults = passage("x-1-2020", ())
    for name in Passage.__dataclass_fields__:
        if name not in {"text_kind", "start"}:
            assert getattr(FULL, name) != getattr(defaults, name), f"{name} would not be tested"
    assert from_json(json.loads(json.dumps(to_json(FULL)))) == FULL


documents = st.sampled_from(["uu-1-2020", "uu-10-2020", "uu-1-2020-a", "pp-1-2020", "se-x"])
steps = st.tuples(
    st.sampled_from(["pasal", "ayat", "huruf"]),
    st.sampled_from(["1", "2", "10", "11", "1a", "a", "B", "12A", "100"]),
)
places = st.tuples(documents, st.lists(steps, max_size=3).map(tuple))


@given(st.sets(places, max_size=30), places)
@settings(deadline=None)
def test_every_key_is_found_and_no_other(
    kept: set[tuple[str, Locator]], stranger: tuple[str, Locator]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stored = [passage(document, locator, str(n)) for n, (document, locator) in enumerate(kept)]
        assert write_records(Path(folder), stored) == len(kept)
        if not stored:
            return  # an empty file cannot be mapped; an index always has passages
        records = Records(Path(folder))
        try:
            assert [records.get(p.key) for p in stored] == stored
            if stranger not in kept:
                assert records.get(passage(*stranger).key) is None
            for document in ("uu-1-2020", "pp-1-2020", "uu-1", "tidak-ada"):
                found = list(records.of_document(document))
                own = {locator for name, locator in kept if name == document}
                assert set(found) == own
                assert len(found) == len(own)
        finally:
            records.close()


@pytest.mark.parametrize("key", ["", "#", "uu-5-2014", "uu-5-2014#pasal", "zz#zz", "\n", "\t"])
def test_what_is_no_key_finds_nothing(opened: OpenIndex, key: str) -> None:
    assert opened.records.get(key) is None


def test_the_locators_of_a_document_come_in_its_order(opened: OpenIndex) -> None:
    pasal = [loc[0][1] for loc in opened.directory.locators["pp-94-2021"] if len(loc) == 1]
    assert pasal[:12] == [str(number) for number in range(1, 13)]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="Bangun"):
        Records(tmp_path)


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    stored = passage("uu-1-2020", ())
    write_records(tmp_path, [stored])
    path = tmp_path / RECORDS
    path.write_bytes(b"{" + path.read_bytes()[1:].replace(b'"', b"'"))
    records = Records(tmp_path)
    with pytest.raises(IndexDamagedError, match="rusak"):
        records.get(stored.key)
    records.close()
    assert (tmp_path / KEYS).exists()
