"""Compare two index folders file by file; exit 1 and say where they differ.

python .ci/same_index.py index build/index-check
"""

import json
import sys
from pathlib import Path


def entries(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file by name, as the manifest records them."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {file["name"]: file["sha256"] for file in manifest["files"]}


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
