"""Legal and linguistic knowledge as TOML that a lawyer can review.

The files are what is read, reviewed and shipped; there is no second copy to keep in step.  Parsing
one takes many times as long as answering from it, so they are loaded as Python loads its own
sources: what was parsed is kept in ``__pycache__`` by the interpreter's import machinery, which
makes it anew when the time or size of the source is another one, and does without where it may not
write.
"""

from __future__ import annotations

from functools import cache
from importlib.machinery import SourceFileLoader
from os.path import dirname, join
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import CodeType


@cache
def table(name: str) -> dict[str, Any]:
    """Return the contents of ``data/name.toml``; shared by all who ask, so never to be changed."""
    module = ModuleType(f"{__name__}.{name}")
    _TomlLoader(module.__name__, path(name)).exec_module(module)
    contents: dict[str, Any] = module.table
    return contents


def path(name: str) -> str:
    """Return where ``data/name.toml`` lies."""
    return join(dirname(__file__), f"{name}.toml")


class _TomlLoader(SourceFileLoader):
    """Makes a module of a TOML file: one that says ``table = {...}``."""

    def source_to_code(  # type: ignore[override]  # the parent also takes a syntax tree
        self, data: bytes, path: str, *, _optimize: int = -1
    ) -> CodeType:
        from tomllib import loads

        contents = loads(data.decode("utf-8"))
        return compile(f"import datetime\ntable = {contents!r}", path, "exec", optimize=_optimize)
