"""Conditions of norms: who, when, which election, and what is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from regsearch.behaviours.conditions import norm_factor
from regsearch.behaviours.index_files import IndexedNorm
from regsearch.model import ParsedQuery

if TYPE_CHECKING:
    from regsearch.index.features import Features
    from regsearch.index.reader import OpenIndex
    from regsearch.search.library import Library

DAY = date(2026, 11, 22)


@pytest.fixture
def features(opened: OpenIndex) -> Features:
    """Of PP 94/2021 Pasal 5 huruf n angka 5, a prohibition for civil servants."""
    keys = [f.key for f in opened.features.many(range(opened.manifest.passages))]
    number = keys.index("pp-94-2021#pasal-5/huruf-n/angka-5")
    return opened.features.many([number])[0]


def norm(**conditions: object) -> IndexedNorm:
    plain: dict[str, object] = {"subjects": [], "stage": None, "elections": [], "asked": []}
    return IndexedNorm("k", 0, "PP 94/2021", **(plain | conditions))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("subjects", "asked", "applies"),
    [
        (["pns"], "pns", True),
        (["pns"], "asn", True),
        (["pns"], "pppk", False),
        (["kades"], "kades", True),
        (["kades"], "pns", False),
        (["pns"], "kades", False),
        (["warga"], "tni", True),
        (["ppk"], "non-asn", True),
        (["pns"], None, True),
    ],
)
def test_norm_applies_to_its_subjects(
    features: Features, subjects: list[str], asked: str | None, applies: bool
) -> None:
    query = ParsedQuery("", DAY, subject=asked)
    assert bool(norm_factor(norm(subjects=subjects), features, query)) is applies


def test_norm_for_somebody_mentioned_counts_less(features: Features) -> None:
    own = ParsedQuery("", DAY, subject="bpd")
    mentioned = ParsedQuery("", DAY, subject="pppk", others=frozenset({"bpd"}))
    given = norm(subjects=["bpd"])
    assert 0 < norm_factor(given, features, mentioned) < norm_factor(given, features, own)


def test_other_stage_and_election_exclude_a_norm(features: Features) -> None:
    query = ParsedQuery("", DAY, stage="sebelum", election="pilkada")
    assert norm_factor(norm(stage="sebelum", elections=["pilkada"]), features, query)
    assert not norm_factor(norm(stage="sesudah"), features, query)
    assert not norm_factor(norm(elections=["pemilu"]), features, query)
    unknown = ParsedQuery("", DAY)
    assert norm_factor(norm(stage="sesudah", elections=["pemilu"]), features, unknown)


def test_norm_that_answers_only_what_is_not_asked_counts_less(features: Features) -> None:
    given = norm(asked=["sanksi"])
    asked = ParsedQuery("", DAY, intents=frozenset({"sanction"}))
    assert norm_factor(given, features, ParsedQuery("", DAY)) < norm_factor(given, features, asked)


def test_norm_without_the_level_asked_counts_less(features: Features) -> None:
    heavy = ParsedQuery("", DAY, levels=frozenset({"berat"}))
    criminal = ParsedQuery("", DAY, levels=frozenset({"pidana"}))
    assert norm_factor(norm(), features, criminal) < norm_factor(norm(), features, heavy)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        # Of rules on spouses and hate speech, which the questions do not name.
        ("pasal 45A ayat (2) UU ITE diganti pasal berapa", "UU 1/2023 Pasal 622 ayat (10) huruf c"),
        ("PNS wanita dimadu tanpa izin atasan", "PP 45/1990 Pasal 4 ayat (2)"),
        ("ikut deklarasi calon bupati", "SKB Netralitas 2022 Lampiran II huruf B angka 4"),
    ],
)
def test_behaviour_on_a_special_matter_implies_it(
    library: Library, question: str, first: str
) -> None:
    assert library.ask(question, as_of=DAY).answers[0].citation == first


def test_private_name_of_a_civil_servant_refuses_nothing(library: Library) -> None:
    assert library.ask("karyawan dinas PU bolos", as_of=DAY).outcome == "found"
    assert library.ask("karyawan pabrik bolos", as_of=DAY).outcome == "not_covered"
