"""Build an index of the corpus and of a collection that nobody reviewed; print where it is.

    python .ci/collection_index.py ../shared/corpus/bulk/peraturan-md.tar.xz build/collection

The collection is every sixth regulation of the archive.  What is known to be law must be answered
as if it were not there, so the index is then scored like the one that ships.
"""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

EVERY = 6


def main() -> int:
    """Return the exit status."""
    archive, below = (Path(argument) for argument in sys.argv[1:3])
    shutil.rmtree(below, ignore_errors=True)
    collection, index = below / "koleksi", below / "indeks"
    with tarfile.open(archive, "r|*") as tar:
        for number, member in enumerate(member for member in tar if member.isfile()):
            if number % EVERY == 0:
                tar.extract(member, collection, filter="data")
    build = [sys.executable, "-m", "regsearch", "indeks", "bangun", "--indeks", str(index)]
    subprocess.run([*build, "--korpus", str(collection)], check=True, stdout=sys.stderr)
    print(index)
    return 0


if __name__ == "__main__":
    sys.exit(main())
