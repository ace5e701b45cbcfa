"""Title pages identify instruments; a doubtful one needs the user's choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.corpus.recognise import identify, recognise
from regsearch.errors import MismatchError, UnrecognisedError
from regsearch.law.catalog.load import Catalog
from tests.corpus.examples import instrument, official

if TYPE_CHECKING:
    from regsearch.regulation import Regulation

SKB = ("2", "800-5474", "246")
KNOWN = {
    "pp-1-2020": {"title": "Contoh Peraturan"},
    "pp-1-2021": {"year": 2021, "title": "Contoh Peraturan"},
    "skb-x-2022": {"kind": "skb", "numbers": SKB, "year": 2022, "title": "Pedoman Netralitas"},
    "se-a-4-2024": {"kind": "se", "numbers": ("4",), "year": 2024, "title": "Netralitas Pegawai"},
    "surat-b-2019": {"kind": "surat", "numbers": ("-",), "year": 2019, "title": "Cuti Pemilu"},
    "pergub-dki-1-2020": {"kind": "pergub", "region": "DKI Jakarta", "title": "Kode Etik"},
    "pergub-ntb-1-2020": {"kind": "pergub", "region": "Nusa Tenggara Barat", "title": "Kode Etik"},
}
CATALOG = Catalog({name: instrument(**values, id=name) for name, values in KNOWN.items()})  # type: ignore[arg-type]


def page(**changes: Any) -> Regulation:
    return replace(official("pasal-1 isi"), **changes)


@pytest.mark.parametrize(
    ("changes", "document"),
    [
        ({}, "pp-1-2020"),
        ({"year": 2021}, "pp-1-2021"),
        ({"numbers": ("01",)}, "pp-1-2020"),
        ({"kind": "skb", "numbers": ("246",), "year": 2022}, "skb-x-2022"),
        (
            {"kind": "skb", "numbers": SKB, "year": None, "title": "PEDOMAN NETRALITAS"},
            "skb-x-2022",
        ),
        ({"kind": "pergub", "region": "Jakarta"}, "pergub-dki-1-2020"),
        (
            {"kind": "se", "numbers": ("4",), "year": 2024, "title": "NETRALITAS PEGAWAI"},
            "se-a-4-2024",
        ),
    ],
)
def test_title_page_identifies_instrument(changes: dict[str, Any], document: str) -> None:
    if changes.get("kind") == "skb" and changes.get("year"):
        changes = changes | {"title": "PEDOMAN NETRALITAS"}
    assert recognise(page(**changes), CATALOG).certain == document
    assert identify(page(**changes), CATALOG) == document


@pytest.mark.parametrize(
    ("changes", "candidates"),
    [
        ({"year": None}, {"pp-1-2020", "pp-1-2021"}),
        ({"kind": "pergub"}, {"pergub-dki-1-2020", "pergub-ntb-1-2020"}),
        ({"kind": "se", "numbers": (), "year": None, "title": "CUTI PEMILU"}, {"surat-b-2019"}),
        # Another office's circular may bear the same number.
        ({"kind": "se", "numbers": ("4",), "year": 2024, "title": "PAJAK"}, {"se-a-4-2024"}),
    ],
)
def test_doubtful_title_page_lists_candidates(
    changes: dict[str, Any], candidates: set[str]
) -> None:
    found = recognise(page(**changes), CATALOG)
    assert found.certain is None
    assert set(found.candidates) == candidates
    with pytest.raises(UnrecognisedError, match="--id") as caught:
        identify(page(**changes), CATALOG)
    assert set(caught.value.candidates) == candidates
    chosen = found.candidates[0]
    assert identify(page(**changes), CATALOG, chosen) == chosen


@pytest.mark.parametrize(
    ("changes", "chosen", "why"),
    [
        ({}, "pp-1-2021", "tahunnya 2020, bukan 2021"),
        ({"numbers": ("9",)}, "pp-1-2020", "nomornya 9, bukan 1"),
        ({"kind": "uu"}, "pp-1-2020", "jenisnya uu, bukan pp"),
        ({"kind": "pergub", "region": "Jambi"}, "pergub-dki-1-2020", "daerahnya Jambi"),
    ],
)
def test_choice_that_contradicts_title_page_is_refused(
    changes: dict[str, Any], chosen: str, why: str
) -> None:
    with pytest.raises(MismatchError, match=why):
        identify(page(**changes), CATALOG, chosen)


def test_illegible_title_page_accepts_users_choice() -> None:
    blurred = page(kind="lain", numbers=(), year=None, title="")
    assert recognise(blurred, CATALOG).certain is None
    assert identify(blurred, CATALOG, "pp-1-2021") == "pp-1-2021"


def test_unknown_instrument_is_unrecognised() -> None:
    with pytest.raises(UnrecognisedError, match="tidak ada dokumen di katalog"):
        identify(page(kind="uu", numbers=("99",)), CATALOG)
    with pytest.raises(UnrecognisedError, match="korpus daftar"):
        identify(page(), CATALOG, "pp-9-1999")
