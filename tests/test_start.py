"""What a command loads and reads: each only what its answer needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch.data import table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(regsearch.__file__).parents[1]

_PROGRAM = """
import sys

opened = []
sys.addaudithook(lambda event, given: event == "open" and opened.append(str(given[0])))
sys.path[:] = {path!r}
sys.argv = ["regsearch", *{arguments!r}]
from regsearch.cli import main

try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
    print(*opened, sep="\\n", file=sys.stderr)
"""

READERS = {"pypdf", "pypdfium2", "lxml", "regsearch.read"}
BUILDERS = {"regsearch.law.catalog.load", "regsearch.law.sanctions.link", "regsearch.bundle"}
STEMMER = {"Sastrawi"}
TOML = {"tomllib"}
"""Nothing is parsed that was parsed before."""
ENGINES = {"whoosh", "tantivy"}
SERVERS = {"mcp", "anyio", "pydantic", "starlette", "regsearch.mcp_server"}
QUESTIONS = {
    "regsearch.text.analysis",
    "regsearch.search.answer",
    "regsearch.query.lexicon",
    "regsearch.query.parse",
    "regsearch.rank.factors",
}
SLOW = {"platformdirs", "importlib.resources", "shutil", "hashlib"}
"""Libraries that would take a tenth of a look-up or more by themselves."""


@pytest.fixture(scope="module")
def loaded(
    index_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[set[str], set[str]]]:
    """Run a command twice; return the modules and files of the index that the second one used."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {
        "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled")),
        "REGSEARCH_INDEX": str(index_folder),
    }

    def run(*arguments: str) -> tuple[set[str], set[str]]:
        program = _PROGRAM.format(path=sys.path, arguments=arguments)
        for _ in range(2):
            result = subprocess.run(
                [sys.executable, "-c", program],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
        assert result.stdout
        used = result.stderr.splitlines()
        files = {
            Path(name).relative_to(index_folder).as_posix()
            for name in used
            if name.startswith(str(index_folder))
        }
        return {name for name in used if "/" not in name}, files

    return run


def unwanted(modules: set[str], *kinds: set[str]) -> set[str]:
    """Return those of *modules* that are one of *kinds*, or inside one."""
    names = set().union(*kinds)
    return {m for m in modules if any(m == name or m.startswith(f"{name}.") for name in names)}


def test_a_look_up_needs_no_engine_and_no_words(
    loaded: Callable[..., tuple[set[str], set[str]]],
) -> None:
    modules, files = loaded("pasal", "pp 94/2021 pasal 5 huruf n angka 6")
    assert "regsearch.search.lookup" in modules
    everything = (READERS, BUILDERS, STEMMER, TOML, ENGINES, QUESTIONS, SERVERS, SLOW)
    assert unwanted(modules, *everything) == set()
    assert "regsearch.regulation" not in modules
    read = {"manifest.json", "instruments.json", "timeline.json", "records.keys", "records.jsonl"}
    assert files == read


def test_a_question_of_known_words_needs_no_stemmer(
    loaded: Callable[..., tuple[set[str], set[str]]],
) -> None:
    modules, files = loaded("cari", "like postingan calon bupati")
    assert "whoosh" in modules
    assert unwanted(modules, READERS, BUILDERS, STEMMER, TOML, SERVERS) == set()
    assert not any(name.startswith(("neutral", "ledger")) for name in files)


def test_help_loads_no_command_that_is_not_helped_with(
    loaded: Callable[..., tuple[set[str], set[str]]],
) -> None:
    modules, files = loaded("pasal", "--help")
    assert unwanted(modules, {"regsearch.search", "regsearch.cli.corpora"}) == set()
    assert files == set()


RUN = "import sys; sys.path[:] = {path!r}; from regsearch.__main__ import run; run()"


def process(index: Path, *arguments: str, stdout: int = subprocess.PIPE) -> tuple[int, str, str]:
    """Run the command as an installed one; return its status and what it printed."""
    result = subprocess.run(
        [sys.executable, "-c", RUN.format(path=sys.path), *arguments],
        env=os.environ | {"REGSEARCH_INDEX": str(index)},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout or "", result.stderr


def test_a_process_that_leaves_at_once_has_printed_everything(index_folder: Path) -> None:
    status, printed, told = process(index_folder, "pasal", "pp 94/2021", "--format", "json")
    assert (status, told) == (0, "")
    assert json.loads(printed)["answers"]
    status, printed, told = process(index_folder, "pasal", "pp 94/2021 pasal 999")
    assert (status, printed) == (1, "")
    assert "Pasal 999" in told
    status, _, told = process(index_folder, "pasal")
    assert status == 2
    assert "SITASI" in told


def test_what_is_registered_for_the_end_still_runs() -> None:
    program = (
        "import atexit, sys; sys.argv = ['regsearch', '--version']; "
        "atexit.register(print, 'the end'); from regsearch.__main__ import run; run()"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.splitlines()
    assert printed == [f"regsearch {regsearch.__version__}", "the end"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ there")
def test_a_reader_that_has_gone_is_told_nothing(index_folder: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    _, _, told = process(index_folder, "pasal", "uu 5/2014", "--format", "md", stdout=theirs)
    os.close(theirs)
    assert told == ""


def test_knowledge_follows_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edited TOML file is read anew, though it was kept compiled."""
    from regsearch import data

    source = tmp_path / "made.toml"
    monkeypatch.setattr(data, "path", lambda name: str(tmp_path / f"{name}.toml"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    source.write_text('day = 2021-08-31\nwords = ["a", "b"]\n', "utf-8")
    first = table.__wrapped__("made")
    assert first["words"] == ["a", "b"]
    assert first["day"].isoformat() == "2021-08-31"
    assert list((tmp_path / "compiled").rglob("made.*.pyc"))
    assert table.__wrapped__("made") == first
    source.write_text('words = ["c"]\n', "utf-8")
    assert table.__wrapped__("made") == {"words": ["c"]}
