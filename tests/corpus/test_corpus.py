"""Folders become one corpus, with a ledger of what is there and what is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from regsearch.cli import main
from regsearch.corpus import add
from regsearch.corpus.add import add_file
from regsearch.corpus.assemble import assemble, read_catalog
from regsearch.corpus.completeness import from_json, of_document, read_ledger, to_json
from regsearch.corpus.merge import with_official
from regsearch.corpus.store import Store
from regsearch.errors import (
    CatalogError,
    ChangedError,
    IndexDamagedError,
    SourceError,
    UnreadableError,
)
from regsearch.model import parse_address
from regsearch.paths import DATA_VARIABLE, shipped_corpus
from regsearch.read import sandbox
from regsearch.read.sandbox import parse_isolated
from tests.corpus.examples import digest, instrument, official
from tests.corpus.small_pdf import pdf, regulation

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.regulation import Regulation

CATALOG = """
[pp-1-2020]
kind = "pp"
numbers = ["1"]
year = 2020
title = "Contoh Peraturan"
aliases = ["PP Contoh"]
enacted = 2020-02-01
subjects = ["pns"]
verification = "naskah"
verified = "Dibaca."
coverage = ["lengkap"]
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "dasar"
    (folder / "pdf").mkdir(parents=True)
    (folder / "katalog.toml").write_text(CATALOG)
    notice = "RINGKASAN - BUKAN NASKAH RESMI"
    lines = [*regulation(word="sana")[:-2], "(1) Pegawai tidak boleh membolos."]
    (folder / "pdf" / "pp-1-2020.pdf").write_bytes(pdf([notice, *lines]))
    return folder


@pytest.mark.parametrize("official_text", [False, True])
def test_every_file_of_a_build_is_read_in_the_sandbox(
    official_text: bool, base: Path, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Store(tmp_path / "milik")
    if official_text:
        add_file(paper, own, read_catalog([base]))
        (base / "pdf" / "pp-1-2020.pdf").unlink()
    assert assemble([base, own.folder] if official_text else [base]).regulations
    monkeypatch.setattr(sandbox, "_WORKER", ("-c", "import os; os.abort()"))
    with pytest.raises(UnreadableError, match="terhenti"):
        assemble([base, own.folder] if official_text else [base])


def test_file_that_changes_while_it_is_added_is_refused(
    base: Path, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored is what was read, not what another program put in its place."""

    def read_and_replaced(path: Path, **options: Any) -> Regulation:
        read = parse_isolated(path, **options)
        path.write_bytes(pdf(regulation(word="lain")))
        return read

    monkeypatch.setattr(add, "parse_isolated", read_and_replaced)
    own = Store(tmp_path / "milik")
    with pytest.raises(ChangedError, match="berubah selama dibaca"):
        add_file(paper, own, read_catalog([base]))
    assert list(own.entries()) == []


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "unduhan.pdf"
    path.write_bytes(pdf(regulation()))
    return path


def test_base_folder_alone_is_digest(base: Path) -> None:
    corpus = assemble([base])
    assert corpus.regulations["pp-1-2020"].text_kind == "ringkasan"
    assert corpus.official == {}


def test_official_file_replaces_digest(base: Path, paper: Path, tmp_path: Path) -> None:
    own = Store(tmp_path / "milik")
    entry = add_file(paper, own, read_catalog([base])).entry
    corpus = assemble([base, own.folder])
    made = corpus.regulations["pp-1-2020"]
    assert made.text_kind == "resmi"
    assert made["Pasal 1"].text.endswith("di kantornya.")
    assert made.source.sha256 == entry.sha256
    assert corpus.official == {"pp-1-2020": entry}


def test_further_folder_may_have_its_own_catalogue(base: Path, tmp_path: Path) -> None:
    own = tmp_path / "milik"
    own.mkdir()
    more = CATALOG.replace("pp-1-2020", "pp-2-2020").replace('["1"]', '["2"]')
    (own / "katalog.toml").write_text(more.replace("PP Contoh", "PP Lain"))
    paper = tmp_path / "dua.pdf"
    paper.write_bytes(pdf(regulation("2")))
    add_file(paper, Store(own), read_catalog([base, own]))
    corpus = assemble([base, own])
    assert set(corpus.regulations) == {"pp-1-2020", "pp-2-2020"}
    assert corpus.regulations["pp-2-2020"].supplement is None
    assert corpus.catalog_sha256 != assemble([base]).catalog_sha256
    (own / "katalog.toml").unlink()
    with pytest.raises(CatalogError, match="pp-2-2020 tidak ada di katalog"):
        assemble([base, own])


def test_altered_file_is_refused(base: Path, paper: Path, tmp_path: Path) -> None:
    own = Store(tmp_path / "milik")
    entry = add_file(paper, own, read_catalog([base])).entry
    own.path(entry).write_bytes(pdf(regulation(word="mana saja")))
    with pytest.raises(ChangedError, match="berubah"):
        assemble([base, own.folder])


def test_digest_is_refused_as_official_text(base: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="ringkasan, bukan naskah resmi"):
        add_file(base / "pdf" / "pp-1-2020.pdf", Store(tmp_path), read_catalog([base]))


def test_missing_folder_is_source_error(base: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="tidak ada"):
        assemble([base, tmp_path / "hilang"])


# -- the ledger ---------------------------------------------------------------------------------


def test_gap_of_digest_is_explained_by_coverage() -> None:
    covered = (parse_address("pasal-1"), parse_address("pasal-4"))
    known = instrument(complete=False, coverage=covered)
    text = "pasal-1 a\npasal-4\npasal-4/ayat-1 b\npasal-4/ayat-3 (tidak diringkas)"
    row = of_document(digest(text), known)
    assert {g.address: g.explanation for g in row.gaps} == {
        "pasal-2": "di luar cakupan ringkasan",
        "pasal-3": "di luar cakupan ringkasan",
        "pasal-4/ayat-2": None,
    }
    assert [g.address for g in row.unexplained] == ["pasal-4/ayat-2"]
    assert (row.found["pasal"], row.expected["pasal"], row.not_restated) == (2, 4, 1)
    assert from_json(json.loads(json.dumps(to_json([row])))) == (row,)


def test_gap_of_official_text_is_unexplained() -> None:
    known = instrument()
    merged = with_official(digest("pasal-1 satu"), official("pasal-1 satu\npasal-3 tiga"), known)
    row = of_document(merged, known)
    assert [g.address for g in row.unexplained] == ["pasal-2"]
    assert (row.text_kind, row.official) == ("resmi", 2)


def test_unknown_version_of_ledger_is_damaged_index(tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_text('{"version": 9}')
    with pytest.raises(IndexDamagedError, match="Bangun ulang"):
        read_ledger(tmp_path)


def test_shipped_corpus_has_no_unexplained_gap(index_folder: Path) -> None:
    ledger = read_ledger(index_folder)
    assert len(ledger) > 50
    assert [(d.document, d.unexplained) for d in ledger if d.unexplained] == []


# -- the command line ---------------------------------------------------------------------------


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_list_and_status_commands(index_folder: Path) -> None:
    table = run("korpus", "daftar", "--indeks", index_folder, "--per", "2020-01-01")
    assert table.exit_code == 0
    assert "pp-53-2010" in table.stdout
    rows = json.loads(run("korpus", "daftar", "--indeks", index_folder, "--format", "json").stdout)
    by_id = {row["document"]: row for row in rows["documents"]}
    assert by_id["pp-53-2010"]["status"] == "dicabut"
    assert by_id["pp-94-2021"]["text_kind"] == "ringkasan"
    state = run("korpus", "status", "pp-94-2021", "--indeks", index_folder)
    assert "mencabut pp-53-2010" in state.stdout
    one = run("korpus", "status", "pp-94-2021", "--indeks", index_folder, "--format", "json")
    assert json.loads(one.stdout)["file"] is None
    assert run("korpus", "status", "pp-9-1999", "--indeks", index_folder).exit_code == 3


def test_audit_of_shipped_corpus_passes(index_folder: Path) -> None:
    printed = run("indeks", "audit", "--indeks", index_folder)
    assert printed.exit_code == 0
    assert printed.stdout.splitlines()[-1].endswith(" 0 tak terjelaskan")


def test_audit_fails_on_unexplained_gap(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = json.loads((index_folder / "ledger.json").read_text())
    table["documents"][0]["gaps"].append({"address": "pasal-2", "explanation": None})
    ledger = from_json(table)
    monkeypatch.setattr("regsearch.index.ledger_file.verified_ledger", lambda _: ledger)
    printed = run("indeks", "audit", "--indeks", index_folder)
    assert printed.exit_code == 1
    assert "tidak ada, tanpa penjelasan: pasal-2" in printed.stdout


def test_add_to_users_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    path = tmp_path / "berkas.pdf"
    lines = regulation("94", 2021)
    lines[3] = "DISIPLIN PEGAWAI NEGERI SIPIL"
    path.write_bytes(pdf(lines))
    added = run("korpus", "tambah", path)
    assert added.exit_code == 0, added.output
    assert added.stdout.startswith("pp-94-2021: berkas.pdf ditambahkan")
    assert (tmp_path / "korpus" / "resmi" / "pp-94-2021.pdf").is_file()
    again = run("korpus", "tambah", path)
    assert (again.exit_code, "sudah ada" in again.stderr) == (3, True)
    other = run("korpus", "tambah", path, "--id", "uu-5-2014", "--ganti")
    assert (other.exit_code, "bukan uu-5-2014" in other.stderr) == (3, True)


def test_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "baik.pdf", tmp_path / "buruk.pdf"
    good.write_bytes(pdf([*regulation("94", 2021)]))
    bad.write_bytes(b"bukan pdf")
    done = run("korpus", "tambah", bad, good, "--korpus", tmp_path / "k")
    assert done.exit_code == 3
    assert (tmp_path / "k" / "resmi" / "pp-94-2021.pdf").is_file()


def test_fetch_without_address_explains_itself(tmp_path: Path) -> None:
    done = run("korpus", "ambil", "skb-netralitas-2022", "--korpus", tmp_path)
    assert done.exit_code == 3
    assert "tidak mencatat alamat resmi" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_shipped_corpus_has_catalogue() -> None:
    assert "pp-94-2021" in read_catalog([shipped_corpus()])
