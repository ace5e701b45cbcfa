"""Write the API reference, from the docstrings: ``.venv-test/bin/python docs/make_reference.py``.

pdoc (``regsearch[dev]``) documents what a module holds, and :mod:`regsearch` imports its names when
they are first used; so each is used once here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pdoc

import regsearch


def main(target: Path) -> None:
    """Write the reference of every public name into the folder *target*."""
    for name in regsearch.__all__:
        setattr(regsearch, name, getattr(regsearch, name))
    pdoc.render.configure(docformat="google", show_source=False)
    pdoc.pdoc("regsearch", "regsearch.errors", output_directory=target)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "reference"))
