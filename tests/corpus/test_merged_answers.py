"""Answers from a regulation whose text comes from a digest and an official file."""

from __future__ import annotations

from datetime import date

import pytest

from regsearch.corpus.merge import with_official
from regsearch.law.catalog.load import Catalog
from regsearch.law.passages import link
from regsearch.law.references import Corpus
from regsearch.model import Passage, format_address
from regsearch.search.as_of import answer_of
from regsearch.show import markdown, terminal, to_dict
from tests.corpus.examples import digest, instrument, official

DIGEST = """
pasal-1 Pegawai wajib menaati jam kerja kantor:
pasal-1/huruf-a masuk pagi tepat waktu;
pasal-1/huruf-b pulang sore tepat waktu.
pasal-2 Pegawai dilarang membolos kerja.
"""
OFFICIAL = """
pasal-1 Setiap pegawai wajib menaati ketentuan jam kerja kantor:
pasal-1/huruf-b pulang pada sore hari tepat waktu.
pasal-2 Setiap pegawai dilarang membolos dari kerja.
pasal-6 Ketentuan lain diatur menteri.
"""


@pytest.fixture
def passages() -> dict[str, Passage]:
    known = instrument()
    merged = with_official(
        digest(DIGEST, "pasal-2", "pasal-1"),
        official(OFFICIAL, "pasal-1", gaps=("pasal-7",)),
        known,
    )
    corpus = Corpus({"pp-1-2020": merged}, Catalog({"pp-1-2020": known}))
    return {format_address(passage.locator): passage for passage in link(corpus)}


def test_text_kind_and_source_are_per_unit(passages: dict[str, Passage]) -> None:
    kinds = {address: (p.text_kind, (p.source_sha256 or "")[0]) for address, p in passages.items()}
    assert kinds == {
        "": ("resmi", "0"),
        "pasal-1": ("ringkasan", "d"),
        "pasal-1/huruf-a": ("ringkasan", "d"),
        "pasal-1/huruf-b": ("resmi", "0"),
        "pasal-2": ("resmi", "0"),
        "pasal-6": ("resmi", "0"),
    }


def test_digest_in_context_is_marked(passages: dict[str, Passage]) -> None:
    assert passages["pasal-1/huruf-b"].context[0].startswith("[ringkasan] Pegawai wajib")
    assert passages["pasal-1/huruf-a"].context[0].startswith("Pegawai wajib")


def test_digest_in_explanation_is_marked(passages: dict[str, Passage]) -> None:
    answer = answer_of(passages["pasal-2"], date(2026, 1, 1), instrument())
    assert (answer.text_kind, answer.penjelasan_kind) == ("resmi", "ringkasan")
    assert to_dict.answer(answer)["penjelasan_kind"] == "ringkasan"
    assert any("Jelas   (ringkasan) Maksudnya" in x for x in terminal.provision(answer))
    assert any("Penjelasan: (ringkasan) " in x for x in markdown.provision(answer))
    other = answer_of(passages["pasal-1"], date(2026, 1, 1), instrument())
    assert (other.text_kind, other.penjelasan_kind) == ("ringkasan", "resmi")


def test_unit_beside_gap_has_note(passages: dict[str, Passage]) -> None:
    assert "Pasal 7" in passages["pasal-6"].notes[0].text
    assert passages["pasal-2"].notes == ()
