"""Write docs/performance.md from the output of the speed benchmarks.

::

    python benchmarks/performance.py --run startup engines pdf        # some anew
    python benchmarks/performance.py --run scale --archive A.tar.xz --scratch S
    python benchmarks/performance.py                       # the page from kept output

The output of a benchmark is kept in ``benchmarks/runs/NAME.md``, so that the long ones need not be
run again when a short one changes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE / "runs"
PAGE = HERE.parent / "docs" / "performance.md"
SECTIONS = ("startup", "engines", "pdf", "scale", "opensearch")
"""Names of the benchmarks, in the order of the page."""

HEAD = """\
# Speed and size

Written by `python benchmarks/performance.py`; not edited by hand. Each section is what its
benchmark printed, and names its command. Ratios are of one run, in which those compared took
turns; absolute times are of whatever machine it was, and of what else it did.

**How to repeat.** `pip install -e '.[mcp,tantivy,pdfium,benchmark]'`, then
`python benchmarks/performance.py --run startup engines pdf`; for `scale` a tar of
regulations as text is needed: `--run scale --archive FILE --scratch FOLDER`.
"""


def run(name: str, further: list[str]) -> None:
    """Run one benchmark and keep its output."""
    command = [sys.executable, str(HERE / f"{name}.py"), *further]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    (KEPT / f"{name}.md").write_text(printed.strip() + "\n", "utf-8")


def page() -> str:
    """Return the page of the kept sections."""
    kept = [KEPT / f"{name}.md" for name in SECTIONS]
    sections = [path.read_text("utf-8") for path in kept if path.is_file()]
    return "\n".join((HEAD, *sections))


def main() -> None:
    """Run the chosen benchmarks and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--run", nargs="*", choices=SECTIONS, default=[])
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    if "scale" in options.run and not (options.archive and options.scratch):
        parser.error("scale needs --archive and --scratch")
    for name in options.run:
        further = [str(options.archive), str(options.scratch)] if name == "scale" else []
        run(name, further)
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
