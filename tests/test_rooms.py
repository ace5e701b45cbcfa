"""Imports go one way through the rooms, and each third-party library is known by its own file."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import regsearch

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(regsearch.__file__).parent
FILES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}

ROOMS = (
    *("_version", "errors", "paths", "files", "data", "model", "text"),
    *("citation", "regulation", "encoding", "read"),
    *("law", "corpus"),
    *("engines", "index", "query", "behaviours", "rank", "search", "drafts"),
    *("build", "bundle", "cluster", "opening"),
    *("show", "akn", "mcp_server", "web", "cli"),
)
"""In the order in which they may import: a room imports those before it (docs/architecture.md)."""

KNOWN_BY = {
    "whoosh": ["engines/whoosh.py", "engines/whoosh_files.py"],
    "tantivy": ["engines/tantivy.py"],
    "Sastrawi": ["text/analysis.py"],
    "pypdf": ["read/extract/pypdf.py"],
    "lxml": ["read/extract/html.py", "akn/"],
    "click": ["cli/"],
    "httpx": ["corpus/download.py"],
    "cryptography": ["bundle/minisign.py"],
    "pypdfium2": ["read/extract/pdfium.py", "read/extract/ocr.py"],
    "pytesseract": ["read/extract/ocr.py"],
    "PIL": ["read/extract/image_file.py"],
    "docx": ["read/extract/docx_file.py", "read/extract/docx_paragraphs.py", "show/docx.py"],
    "opensearchpy": ["cluster/client.py"],
    "mcp": ["mcp_server/server.py"],
    "anyio": ["mcp_server/server.py"],
    "flask": ["web/"],
    "jinja2": ["web/app.py"],
    "markupsafe": ["web/filters.py"],
    "werkzeug": ["web/"],
    "waitress": ["web/server.py"],
}
"""Third-party libraries, and the only files or rooms that may import each."""


@cache
def imports(file: str) -> frozenset[str]:
    """Every module that a file imports, also late and for type checking."""

    def found() -> Iterator[str]:
        for node in ast.walk(FILES[file]):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: relative import"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    return frozenset(found())


def rooms_of(file: str) -> set[str]:
    """The rooms that a file imports."""
    parts = [module.split(".") for module in imports(file)]
    return {p[1] for p in parts if p[0] == "regsearch" and len(p) > 1} & set(ROOMS)


def test_imports_follow_the_order_of_rooms() -> None:
    against = []
    for file in FILES:
        own = file.split("/")[0].removesuffix(".py")
        if own in ("__init__", "__main__"):
            continue
        assert own in ROOMS, f"{file}: no room of this name"
        upward = [room for room in rooms_of(file) if ROOMS.index(room) > ROOMS.index(own)]
        against += [f"{file} imports {room}" for room in upward]
    assert against == []


@pytest.mark.parametrize("face", ["mcp_server", "web"])
def test_face_for_other_programs_uses_public_names_only(face: str) -> None:
    allowed = {"errors", "data", "model", "show", face}
    used = {
        f"{file}: {room}"
        for file in FILES
        if file.startswith(f"{face}/")
        for room in rooms_of(file) - allowed
    }
    assert used == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {
        "regsearch." + file.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): file
        for file in FILES
    }
    known: dict[str, set[str]] = {}
    for module, file in modules.items():
        named = {m if m in modules else m.rpartition(".")[0] for m in runtime_imports(file)}
        known[module] = {m for m in named if m in modules and m != module}
    while free := {module for module, others in known.items() if not others & set(known)}:
        known = {module: others for module, others in known.items() if module not in free}
    assert sorted(known) == []


def runtime_imports(file: str) -> Iterator[str]:
    """The modules that a file imports when it is itself imported."""
    for node in FILES[file].body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("library", KNOWN_BY)
def test_library_is_imported_by_its_own_file_only(library: str) -> None:
    users = {file for file in FILES if any(m.split(".")[0] == library for m in imports(file))}
    assert users, f"nobody uses {library}"
    assert {u for u in users if not u.startswith(tuple(KNOWN_BY[library]))} == set()


def test_no_other_library_is_used() -> None:
    allowed = {"regsearch", "__future__", *KNOWN_BY, *sys.stdlib_module_names}
    used = {module.split(".")[0] for file in FILES for module in imports(file)}
    assert used - allowed == set()


def test_files_and_folders_are_small() -> None:
    long = [f for f in FILES if len((PACKAGE / f).read_text("utf-8").splitlines()) > 350]
    assert long == []
    folders = {Path(file).parent for file in FILES}
    full = [f for f in folders if sum(Path(file).parent == f for file in FILES) > 20]
    assert full == []
    assert {"utils", "helpers", "common", "misc"}.isdisjoint(Path(f).stem for f in FILES)


def test_every_module_has_a_docstring() -> None:
    assert [file for file, tree in FILES.items() if not ast.get_docstring(tree)] == []
