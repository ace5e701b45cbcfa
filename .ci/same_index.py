"""Compare two index folders; exit 1 and say where they differ.

    python .ci/same_index.py index build/index-check

The engine's own files differ between builds for now (Whoosh names its segments by chance); what
decides the answers, the records and the tables, must be the same bytes.
"""

import json
import sys
from pathlib import Path


def entries(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each engine-neutral file by name."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {f["name"]: f["sha256"] for f in manifest["files"]}
    return {name: digest for name, digest in files.items() if not name.startswith("engine/")}


def main() -> int:
    """Return the exit status."""
    first, second = (entries(Path(name)) for name in sys.argv[1:3])
    different = sorted(n for n in first.keys() | second.keys() if first.get(n) != second.get(n))
    for name in different:
        print(f"{name}: berbeda")
    print(f"{len(first)} berkas dibandingkan, {len(different)} berbeda")
    return 1 if different or not first else 0


if __name__ == "__main__":
    sys.exit(main())
