"""What a command loads and reads: each only what its answer needs."""

from __future__ import annotations

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
from regsearch.__main__ import run

try:
    run()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
    print(*opened, sep="\\n", file=sys.stderr)
"""

READERS = {"pypdf", "pypdfium2", "lxml", "regsearch.read"}
BUILDERS = {"regsearch.law.catalog", "regsearch.law.sanctions", "regsearch.bundle"}
STEMMER = {"Sastrawi"}
TOML = {"tomllib"}
"""Nothing is parsed that was parsed before."""
ENGINES = {"whoosh", "tantivy"}
QUESTIONS = {
    "regsearch.search.analysis",
    "regsearch.search.answering",
    "regsearch.search.lexicon",
    "regsearch.search.question",
    "regsearch.search.rank",
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
    everything = (READERS, BUILDERS, STEMMER, TOML, ENGINES, QUESTIONS, SLOW)
    assert unwanted(modules, *everything) == set()
    assert "regsearch.model.document" not in modules
    assert files == {"manifest.json", "instruments.json", "records.keys", "records.jsonl"}


def test_a_question_of_known_words_needs_no_stemmer(
    loaded: Callable[..., tuple[set[str], set[str]]],
) -> None:
    modules, files = loaded("cari", "like postingan calon bupati")
    assert "whoosh" in modules
    assert unwanted(modules, READERS, BUILDERS, STEMMER, TOML) == set()
    assert not any(name.startswith(("neutral", "ledger")) for name in files)


def test_help_loads_no_command_that_is_not_helped_with(
    loaded: Callable[..., tuple[set[str], set[str]]],
) -> None:
    modules, files = loaded("pasal", "--help")
    assert unwanted(modules, {"regsearch.search", "regsearch.cli.corpora"}) == set()
    assert files == set()


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
