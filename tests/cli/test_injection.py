"""No text of a stranger commands the terminal, and colours are shown where they are wanted."""

from __future__ import annotations

import ast
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import regsearch.cli
from regsearch.show.visible import visible

if TYPE_CHECKING:
    from regsearch.search.library import Library
    from tests.cli.conftest import Run, Spawn

EVIL = "\x1b[2J\x9b31m\u202etxt.\u2066\x07\x08\r\x7f\u200f\u061c\u2028\x85\ufeff\U000e0041"
"""Clears the screen, colours by C1, turns the writing round, rings, goes back, hides."""
FORBIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of Unicode whose characters are not to be seen."""
OUTPUTS = {"urai": ("pohon", "json", "md", "akn")}


def unseen(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in FORBIDDEN} - {"\n", "\t"}


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    shown = visible(text)
    bad = {c for c in unseen(shown) if c not in ODD_FORMATS}
    assert not bad
    # Unassigned tag characters are escaped too.
    if not unseen(text) and not any(0xE0000 <= ord(c) < 0xE1000 for c in text):
        assert shown == text


ODD_FORMATS = {
    chr(c) for c in range(sys.maxunicode + 1)
    if unicodedata.category(chr(c)) == "Cf"
    and not 0xE0000 <= c < 0xE1000
    and c not in {0xAD, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2070), *range(0xFFF9, 0xFFFC)}
}  # fmt: skip
"""Format characters of scripts such as Arabic and Kaithi: they are seen, with digits."""


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_json_and_xml_say_the_same_escaped(text: str) -> None:
    told = json.dumps(text, ensure_ascii=False)
    assert json.loads(visible(told, "json")) == text
    assert not unseen(visible(told, "json")) - ODD_FORMATS
    legal = "".join(
        c for c in text if c == "\t" or (ord(c) > 31 and ord(c) not in (0xFFFE, 0xFFFF))
    )
    element = etree.Element("x")
    element.text = legal
    xml = etree.tostring(element, encoding="unicode")
    assert etree.fromstring(visible(xml, "xml")).text in (legal, None)


def test_half_of_a_pair_is_escaped() -> None:
    name = os.fsdecode(b"berkas-\xff.pdf")
    assert visible(name) == "berkas-\\udcff.pdf"
    assert json.loads(visible(json.dumps(name, ensure_ascii=False), "json")) == name


@pytest.fixture
def evil_file(tmp_path: Path) -> Path:
    """A regulation whose name and words hold what commands a terminal."""
    folder = tmp_path / "masukan"
    folder.mkdir()
    path = folder / (EVIL.replace("\0", "") + ".txt")
    path.write_text(
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 7 TAHUN 2031\nTENTANG\n"
        f"DISIPLIN {EVIL.replace(chr(13), '')}\n\nPasal 1\nPegawai wajib hadir{EVIL}.\n\n"
        f"Pasal 2\nPegawai dilarang \x1b[31m\x1b[1mmenerima{EVIL} hadiah.\n",
        "utf-8",
    )
    return path


@pytest.mark.parametrize("form", OUTPUTS["urai"])
def test_words_of_a_document(spawn: Spawn, evil_file: Path, form: str) -> None:
    result = spawn("urai", str(evil_file), "--format", form)
    assert result.returncode == 0, result.stderr
    assert "hadiah" in result.stdout
    assert not unseen(result.stdout)
    assert not unseen(result.stderr)
    if form == "json":
        json.loads(result.stdout)
    if form == "akn":
        etree.fromstring(result.stdout.encode())


@pytest.mark.parametrize(
    "arguments",
    [
        ("urai", "tiada{}.pdf"),
        ("urai", "tiada{}.pdf", "--format", "json"),
        ("pasal", "pasal {} 5"),
        ("cari", "x", "--jenis", "{}"),
        ("cari", "x", "--per", "{}"),
        ("cari", "{} baliho"),
        ("cari", "{} baliho", "--format", "json"),
        ("cari", "{} baliho", "--format", "md"),
        ("cari", "{} baliho", "--jelaskan"),
        ("cari", "--dari", "tiada{}"),
        ("{}",),
        ("indeks", "info", "--indeks", "tiada{}"),
        ("indeks", "verifikasi", "tiada{}"),
        ("indeks", "verifikasi", "tiada{}", "--format", "json"),
        ("kunci", "cabut", "{}"),
        ("kunci", "percaya", "{}", "--milik", "x"),
        ("korpus", "status", "{}"),
        ("korpus", "tambah", "tiada{}"),
        ("korpus", "ambil", "{}"),
    ],
    ids=str,
)
def test_arguments_and_names(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*(argument.replace("{}", EVIL) for argument in arguments))
    assert not unseen(result.stdout)
    assert not unseen(result.stderr)
    assert "Traceback" not in result.output


def test_owner_of_a_key(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGSEARCH_DATA", str(tmp_path / "data"))
    run("kunci", "buat", str(tmp_path / "key"), "--tanpa-sandi")
    for arguments in (
        ("kunci", "percaya", str(tmp_path / "key.pub"), "--milik", f"Biro{EVIL}\nHukum"),
        ("kunci", "daftar"),
        ("kunci", "daftar", "--format", "json"),
    ):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        assert "Biro" in result.stdout
        assert not unseen(result.output)


def test_line_of_an_error_cannot_look_like_another(run: Run) -> None:
    result = run("urai", "tiada\nregsearch: Tanda tangan cocok.\n.pdf")
    assert re.findall(r"^regsearch: ", result.stderr, re.MULTILINE) == ["regsearch: "]


def test_everything_is_printed_by_one_module() -> None:
    """Nothing in the command line prints past it; the progress line alone writes its own codes."""
    room = Path(regsearch.cli.__file__).parent
    for path in room.glob("*.py"):
        if path.name == "output.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"print", "click.echo", "click.secho", "sys.stdout.write"}, (
                    path.name,
                    node.lineno,
                )
    for path in room.parent.rglob("*.py"):
        if room not in path.parents:
            source = path.read_text("utf-8")
            assert "import click" not in source
            assert not re.search(r"^\s*print\(", source, re.MULTILINE), path


def on_terminal(index: Path, *arguments: str, **variables: str) -> str:
    """What a command shows on a terminal."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "REGSEARCH_INDEX": str(index), "TERM": "xterm", **variables}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    if "NO_COLOR" not in variables:
        env.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "regsearch", *arguments], stdout=theirs, stderr=theirs, env=env
    ):
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:
            pass
    os.close(ours)
    return shown.decode()


QUESTION = ("cari", "memasang baliho", "--per", "2024-01-30")


def test_colours_as_the_user_wants(index_folder: Path, spawn: Spawn) -> None:
    coloured = on_terminal(index_folder, *QUESTION)
    assert "\x1b[1m" in coloured
    assert "\x1b[0m" in coloured
    assert not unseen(re.sub(r"\x1b\[[0-9;]*m|\r", "", coloured))
    for plain in (
        on_terminal(index_folder, *QUESTION, NO_COLOR="1"),
        on_terminal(index_folder, *QUESTION, TERM="dumb"),
        on_terminal(index_folder, *QUESTION, "--warna", "tidak"),
        on_terminal(index_folder, "--warna", "tidak", *QUESTION),
        spawn(*QUESTION).stdout,
        spawn(*QUESTION, "--warna", "auto").stdout,
    ):
        assert "\x1b" not in plain
        assert "PP 94/2021" in plain or "SKB" in plain
    for wanted in (
        on_terminal(index_folder, *QUESTION, "--warna", "ya", NO_COLOR="1"),
        on_terminal(index_folder, "--warna", "ya", *QUESTION, TERM="dumb"),
        spawn(*QUESTION, "--warna", "ya").stdout,
        on_terminal(index_folder, *QUESTION, NO_COLOR=""),
    ):
        assert "\x1b[1m" in wanted


def test_unknown_choice_of_colour(run: Run) -> None:
    result = run("cari", "x", "--warna", "ungu")
    assert result.exit_code == 2
    assert "auto, ya, tidak" in result.stderr


def test_library_gives_the_words_as_they_are(library: Library) -> None:
    """Only what is printed is escaped, not what a program gets."""
    assert library.ask(f"{EVIL} baliho").query.text == f"{EVIL} baliho"
