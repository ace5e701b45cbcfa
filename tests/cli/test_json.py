"""``--format json`` prints exactly one value, with the keys of the contract, even on failure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from click.testing import Result

    Run = Callable[..., Result]

# Keys may be added; existing ones change only with another version number.
REPLY = {"version", "query", "as_of", "outcome", "message", "answers"}
ANSWER = {
    *("rank", "score", "document", "citation", "locator", "text", "context", "penjelasan"),
    *("text_kind", "verification", "page", "modality", "status", "status_note", "condition"),
    *("sanctions", "related"),
}
SANCTION = {"level", "penalties", "condition", "basis"}
BASIS = {"document", "citation", "locator"}
RELATED = {"citation", "relation", "document", "locator"}
DOCUMENT = {"id", "kind", "number", "year", "title", "enacted", "source"}

CONTRACT = {
    "modality": "larangan kewajiban hak kebolehan definisi sanksi prosedur wewenang lain".split(),
    "status": "berlaku diubah dicabut belum_berlaku".split(),
    "text_kind": ["resmi", "ringkasan"],
    "verification": ["naskah", "sekunder"],
}
LEVELS = (
    "ringan sedang berat kode_etik pdh pdhtaps ptdh pidana administratif bertingkat lebih_berat"
)


def check_locator(value: Any) -> None:
    assert isinstance(value, list)
    assert all(len(step) == 2 and all(isinstance(part, str) for part in step) for step in value)


def check_answer(answer: dict[str, Any]) -> None:
    assert answer.keys() >= ANSWER
    check_locator(answer["locator"])
    for key, allowed in CONTRACT.items():
        assert answer[key] in allowed
    assert isinstance(answer["context"], list)
    for sanction in answer["sanctions"]:
        assert sanction.keys() >= SANCTION
        assert sanction["level"] in LEVELS.split()
        assert sanction["basis"]
        for basis in sanction["basis"]:
            assert basis.keys() >= BASIS
            check_locator(basis["locator"])
    for related in answer["related"]:
        assert related.keys() >= RELATED


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        (["cari", "memasang baliho bakal calon"], "found"),
        (["cari", "anggota polisi memasang baliho"], "not_covered"),
        (["cari", "resep rendang padang"], "not_found"),
        (["pasal", "PP 94/2021 Pasal 5 huruf n angka 6"], "found"),
        (["pasal", "SKB netralitas lampiran II A 4"], "found"),
    ],
    ids=str,
)
def test_reply_has_the_keys_of_the_contract(run: Run, arguments: list[str], outcome: str) -> None:
    result = run(*arguments, "--per", "2024-01-30", "--format", "json")
    value = json.loads(result.stdout)
    assert value.keys() >= REPLY
    assert (value["version"], value["outcome"], value["as_of"]) == (1, outcome, "2024-01-30")
    assert bool(value["answers"]) == (outcome == "found") or outcome == "not_covered"
    assert outcome == "found" or value["message"]
    for rank, answer in enumerate(value["answers"], 1):
        assert answer["rank"] == rank
        check_answer(answer)


def test_sanction_and_basis_of_a_known_provision(run: Run) -> None:
    result = run("pasal", "PP 94/2021 Pasal 5 huruf n angka 6", "--format=json")
    (answer,) = json.loads(result.stdout)["answers"]
    assert answer["locator"] == [["pasal", "5"], ["huruf", "n"], ["angka", "6"]]
    assert answer["citation"] == "PP 94/2021 Pasal 5 huruf n angka 6"
    first, second = answer["sanctions"][0]["basis"]
    assert first == {
        "document": "pp-94-2021",
        "citation": "PP 94/2021 Pasal 14 huruf i angka 4",
        "locator": [["pasal", "14"], ["huruf", "i"], ["angka", "4"]],
    }
    assert second["locator"] == [["pasal", "8"], ["ayat", "4"]]


def test_amended_article_keeps_its_own_number(run: Run) -> None:
    result = run("pasal", "UU 10/2016 Pasal 71 ayat (1)", "--format", "json")
    (answer,) = json.loads(result.stdout)["answers"]
    assert answer["citation"] == "UU 10/2016 Pasal 71 ayat (1)"
    kinds = [kind for kind, _ in answer["locator"]]
    assert kinds == ["pasal", "angka", "pasal", "ayat"]


@pytest.mark.parametrize(
    "citation",
    ["UU 10/2016 Pasal 71", "UU 10/2016 Pasal 71 ayat (1)"],
)
def test_amended_article_names_the_base_law(run: Run, citation: str) -> None:
    (answer,) = json.loads(run("pasal", citation, "--format", "json").stdout)["answers"]
    assert any(related["document"] == "uu-1-2015" for related in answer["related"])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["pasal", "PP 94/2021 Pasal 999"], 1),
        (["pasal", "mangga"], 2),
        (["cari", "baliho", "--per", "kemarin"], 2),
        (["cari", "baliho", "--subjek", "hantu"], 2),
        (["cari"], 2),
        (["cari", "baliho", "--indeks", "tidak-ada"], 3),
        (["urai", "tidak-ada.pdf"], 3),
        (["indeks", "info", "--indeks", "tidak-ada"], 3),
    ],
    ids=str,
)
def test_failure_is_one_json_value(run: Run, arguments: list[str], status: int) -> None:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == status
    value = json.loads(result.stdout)
    assert value["version"] == 1
    assert value["error"].keys() >= {"code", "message"}
    assert value["error"]["message"] in result.stderr
    assert " " not in value["error"]["code"]


def test_indeks_info_lists_documents(run: Run) -> None:
    value = json.loads(run("indeks", "info", "--format", "json").stdout)
    assert value["version"] == 1
    assert any(document["id"] == "pp-94-2021" for document in value["documents"])


def test_urai_has_the_keys_of_the_contract(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "uu.txt"
    source.write_text(
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 1 TAHUN 2020\nTENTANG\nCONTOH\n\n"
        "BAB I\nUMUM\n\nPasal 1\n(1) Setiap orang wajib:\na. jujur; dan\nb. adil.\n(2) Cukup.\n",
        "utf-8",
    )
    value = json.loads(run("urai", str(source), "--format", "json").stdout)
    assert value.keys() >= {"version", "document", "groups", "units", "penjelasan", "findings"}
    assert value["document"].keys() >= DOCUMENT
    assert value["document"]["id"] == "uu-1-2020"
    assert value["document"]["source"].keys() >= {"file", "sha256", "pages"}
    addresses = [unit["address"] for unit in value["units"]]
    assert addresses[:3] == ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-1/huruf-a"]
    for unit in value["units"]:
        assert unit.keys() >= {"address", "kind", "number", "text", "page"}
    assert value["groups"][0]["kind"] == "bab"


def test_several_files_give_a_value_per_line(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("UNDANG-UNDANG\nNOMOR 1 TAHUN 2020\n\nPasal 1\nJujur.\n")
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    lines = run("urai", *files, "--format", "json").stdout.splitlines()
    assert [json.loads(line)["document"]["source"]["file"] for line in lines] == ["a.txt", "b.txt"]


def test_process_prints_nothing_but_json(
    spawn: Callable[..., CompletedProcess[str]],
) -> None:
    result = spawn("cari", "memasang baliho", "--format", "json", "--jelaskan")
    assert json.loads(result.stdout)["outcome"] == "found"
