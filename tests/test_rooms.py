"""Imports go one way through the rooms, and each third-party library is known by its own file."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import regsearch

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(regsearch.__file__).parent
FILES = sorted(path for path in PACKAGE.rglob("*.py"))

ROOMS = ["model", "citation", "read", "law", "corpus", "search", "bundle", "show", "cli"]
"""In the order of the data; a room may import those before it."""
GROUND = {"errors", "data", "__version__"}
"""What every room may import."""
PLACES = {"read", "corpus", "search", "bundle", "show", "cli"}
"""Rooms that may know where the shipped files are."""

BACKWARDS = {("model/document.py", "citation")}
"""``Regulation["Pasal 5"]`` reads a citation: the one import against the order."""

KNOWN_BY = {
    "whoosh": ["search/engine_whoosh.py"],
    "tantivy": ["search/engine_tantivy.py"],
    "Sastrawi": ["search/analysis.py"],
    "pypdf": ["read/extract_pypdf.py"],
    "lxml": ["read/html.py", "show/akn"],
    "click": ["cli"],
    "httpx": ["corpus/download.py"],
    "cryptography": ["bundle/minisign.py"],
    "pypdfium2": ["read/extract_pdfium.py", "read/ocr.py"],
    "pytesseract": ["read/ocr.py"],
    "opensearchpy": ["search/cluster_session.py"],
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also late and for type checking."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "regsearch" and len(parts) > 1 else None


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_go_one_way(path: Path) -> None:
    own = name(path).split("/")[0].removesuffix(".py")
    if own not in ROOMS:
        return
    for module in imports(path):
        other = room(module)
        if other is None or other in GROUND:
            continue
        if other == "places":
            assert own in PLACES, f"{own} must not know where files are"
            continue
        assert other in ROOMS, f"{module}: no room of this name"
        if (name(path), other) in BACKWARDS:
            continue
        assert ROOMS.index(other) <= ROOMS.index(own), f"{own} imports {module}"


def test_errors_and_model_stand_on_their_own() -> None:
    assert all(room(module) is None for module in imports(PACKAGE / "errors.py"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_imports_the_command_line(path: Path) -> None:
    if not name(path).startswith(("cli", "__main__")):
        assert all(room(module) != "cli" for module in imports(path))


@pytest.mark.parametrize("library", KNOWN_BY)
def test_a_library_is_known_by_its_own_file(library: str) -> None:
    users = {
        name(path)
        for path in FILES
        if any(module.split(".")[0] == library for module in imports(path))
    }
    assert users, f"nobody uses {library}"
    assert {u for u in users if not u.startswith(tuple(KNOWN_BY[library]))} == set()


def test_no_other_library_is_used() -> None:
    import sys

    allowed = {"regsearch", *KNOWN_BY, *sys.stdlib_module_names}
    used = {module.split(".")[0] for path in FILES for module in imports(path)}
    assert used - allowed == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_module_reads_in_a_few_screens(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert path.stem not in {"utils", "helpers", "common", "misc"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
