"""Build an index with official texts in place of digests, and print where it is.

    python .ci/official_index.py ../shared/corpus build/official

Does what a user does: ``korpus tambah`` for each file, ``indeks bangun --korpus``, and then asks
for one provision, which must come in official words.  Everything goes below the second argument.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

FILES = (
    "pdf/uu-5-2014.pdf",
    "pdf/uu-20-2023.pdf",
    "text/html/pp-53-2010.html",
    "text/html/pp-42-2004.html",
    "text/html/pp-37-2004.html",
    "text/md/pp-94-2021.md",
)
PROVISION = "Pasal 5 huruf n angka 6 PP 94/2021"


def regsearch(*arguments: str) -> str:
    """Run one command; what it says goes to stderr, what it answers is returned."""
    command = [sys.executable, "-m", "regsearch", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    """Return the exit status."""
    given, below = (Path(argument) for argument in sys.argv[1:3])
    shutil.rmtree(below, ignore_errors=True)
    corpus, index = below / "korpus", below / "indeks"
    files = [str(given / name) for name in FILES]
    sys.stderr.write(regsearch("korpus", "tambah", *files, "--korpus", str(corpus)))
    sys.stderr.write(regsearch("indeks", "bangun", "--korpus", str(corpus), "--indeks", str(index)))
    reply = json.loads(regsearch("pasal", PROVISION, "--indeks", str(index), "--format", "json"))
    answer = reply["answers"][0]
    if answer["text_kind"] != "resmi" or not answer["source_sha256"]:
        sys.stderr.write(f"{PROVISION}: {answer['text_kind']}, bukan resmi\n")
        return 1
    print(index)
    return 0


if __name__ == "__main__":
    sys.exit(main())
