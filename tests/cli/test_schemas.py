"""The JSON of every command is valid under the schemas in the package, and has no other keys."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from draft_cases import read_cases
from jsonschema import Draft202012Validator

import regsearch
from regsearch.data import path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from draft_cases import Case

    from regsearch.search.library import Library

    Run = Callable[..., Result]

COMMANDS = [
    ("reply", ["cari", "like postingan calon bupati"]),
    ("reply", ["cari", "tidak masuk kerja tanpa alasan", "-n", "30"]),
    ("reply", ["cari", "PPPK like postingan calon bupati", "--per", "2024-01-30"]),
    ("reply", ["cari", "anggota TNI memasang spandk"]),
    ("reply", ["cari", "resep rendang padang"]),
    ("reply", ["pasal", "PP 94/2021 Pasal 5"]),
    ("reply", ["pasal", "SKB netralitas lampiran II"]),
    ("reply", ["pasal", "UU 5/2014"]),
    ("reply", ["pasal", "UU ASN Pasal 9", "--per", "1990-01-01"]),
    ("history", ["riwayat", "UU 10/2016 Pasal 71"]),
    ("history", ["riwayat", "PP 94/2021 Pasal 5 huruf n angka 6"]),
    ("index-info", ["indeks", "info"]),
    ("audit", ["indeks", "audit"]),
    ("indexes", ["indeks", "daftar"]),
    ("documents", ["korpus", "daftar"]),
    ("document", ["korpus", "status", "pp-94-2021"]),
    ("document", ["korpus", "status", "skb-netralitas-2022"]),
    ("keys", ["kunci", "daftar"]),
    ("error", ["pasal", "PP 94/2021 Pasal 999"]),
    ("error", ["cari"]),
    ("error", ["riwayat", "mangga"]),
]


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads(_file(name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(_closed(schema))


def _file(name: str) -> Path:
    from pathlib import Path

    return Path(path("schema")).parent / "schema" / f"{name}.json"


def _closed(schema: Any) -> Any:
    """The schema, with no other keys allowed: what is printed must be documented."""
    if isinstance(schema, dict):
        closed = {key: _closed(value) for key, value in schema.items()}
        if "properties" in closed and isinstance(closed.get("type"), str):
            closed.setdefault("additionalProperties", False)
        return closed
    return [_closed(item) for item in schema] if isinstance(schema, list) else schema


def check(name: str, value: Any) -> None:
    errors = [f"{e.json_path}: {e.message[:200]}" for e in validator(name).iter_errors(value)]
    assert errors == []


@pytest.mark.parametrize(("name", "arguments"), COMMANDS, ids=str)
def test_output_is_valid(run: Run, tmp_path: Path, name: str, arguments: list[str]) -> None:
    check(name, json.loads(run(*arguments, "--format", "json").stdout))


def test_every_schema_is_used() -> None:
    used = {name for name, _ in COMMANDS} | {"case", "cases", "regulation", "verified"}
    used |= {"difference", "index", "checked"}
    assert {file.stem for file in _file("reply").parent.glob("*.json")} == used


def test_files_of_cases_are_valid(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kasus.csv"
    file.write_text("pertanyaan,per,nomor\nmemasang baliho,2024-01-30,1\nx,kapan,2\n", "utf-8")
    lines = run("cari", "--dari", str(file)).stdout.splitlines()
    assert len(lines) == 2
    for line in lines:
        check("case", json.loads(line))
    check("cases", json.loads(run("cari", "--dari", str(file), "--format", "json").stdout))


def test_verification_is_valid(run: Run, index_folder: Path) -> None:
    result = run("indeks", "verifikasi", "--indeks", str(index_folder), "--format", "json")
    check("verified", json.loads(result.stdout))
    result = run("indeks", "beda", str(index_folder), str(index_folder), "--format", "json")
    check("difference", json.loads(result.stdout))


def test_installed_index_is_valid(index_folder: Path) -> None:
    from regsearch.bundle.generations import Generation
    from regsearch.show.bundles import installed_json

    check("index", installed_json(Generation("", index_folder, None, "aktif")))


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_checked_draft_is_valid(library: Library, case: Case) -> None:
    checked = regsearch.check_text("\n".join(case.lines), library=library, as_of=case.per)
    assert checked.citations
    check("checked", regsearch.to_dict(checked))


def test_parsed_file_is_valid(run: Run) -> None:
    from regsearch.paths import shipped_corpus

    file = shipped_corpus() / "pdf" / "pp-42-2004.pdf"
    check("regulation", json.loads(run("urai", str(file), "--format", "json").stdout))


def test_python_gives_exactly_the_json(run: Run, library: Library) -> None:
    printed = json.loads(
        run("cari", "memasang baliho", "--per", "2024-01-30", "--format", "json").stdout
    )
    assert regsearch.to_dict(library.ask("memasang baliho", as_of="2024-01-30")) == printed
    printed = json.loads(run("riwayat", "PP 11/2017 Pasal 254", "--format", "json").stdout)
    assert regsearch.to_dict(library.history("PP 11/2017 Pasal 254")) == printed
    printed = json.loads(run("korpus", "daftar", "--per", "2020-01-01", "--format", "json").stdout)
    assert regsearch.to_dict(regsearch.documents(as_of="2020-01-01")) == printed
    answer = library["PP 94/2021 Pasal 5"]
    assert regsearch.to_dict(answer)["children"][0]["address"] == "pasal-5/huruf-a"
