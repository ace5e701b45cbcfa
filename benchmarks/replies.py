"""Compare two versions of regsearch: their replies, the regulations they read, their size.

    python benchmarks/replies.py record before.jsonl --command OLD/bin/regsearch
    python benchmarks/replies.py record after.jsonl --command NEW/bin/regsearch
    python benchmarks/replies.py compare before.jsonl after.jsonl
    python benchmarks/replies.py lines 7e87a6d

``record`` asks every question of tests/cases and, where they are present, of the shared sets, with
the day of the question, and reads every shared PDF; it writes the SHA-256 of each output, a line
each.  ``compare`` prints the lines that differ and exits with 1 if there are any.  ``lines`` prints
how many lines of Python each room of the library and the benchmarks had at a commit, and have now.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def questions() -> list[tuple[str, ...]]:
    """Return the arguments of ``regsearch`` for every question of the sets."""
    asked: list[tuple[str, ...]] = []
    for path in sorted((ROOT / "tests" / "cases").glob("questions*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["question"]:
            day = ("--per", str(case["day"])) if "day" in case else ()
            asked.append(("cari", case["ask"], *day, "--format", "json"))
    for path in sorted((SHARED / "eval" / "search").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            day = ("--per", case["as_of"]) if case["as_of"] else ()
            asked.append(("cari", case["query"], *day, "--format", "json"))
    return asked


def pdfs() -> list[tuple[str, ...]]:
    """Return the arguments of ``regsearch`` for every shared PDF."""
    found = sorted([*SHARED.glob("corpus/pdf/*.pdf"), *SHARED.glob("eval/structure/pdf/*.pdf")])
    return [("urai", str(path), "--format", "json") for path in found]


def record(output: Path, command: str, index: str | None) -> None:
    """Write a line for each run of *command*: its arguments and the digest of what it printed."""

    def run(arguments: tuple[str, ...]) -> str:
        given = ("--indeks", index) if index and arguments[0] == "cari" else ()
        done = subprocess.run([command, *arguments, *given], capture_output=True, check=False)
        digest = hashlib.sha256(done.stdout).hexdigest()
        return json.dumps([*arguments, done.returncode, digest], ensure_ascii=False)

    with ThreadPoolExecutor(2) as pool:
        lines = list(pool.map(run, [*questions(), *pdfs()]))
    output.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} outputs recorded in {output}")


def compare(before: Path, after: Path) -> int:
    """Print the outputs that differ and return how many there are."""
    old, new = (
        {tuple(row[:-2]): row[-2:] for row in map(json.loads, path.open(encoding="utf-8"))}
        for path in (before, after)
    )
    differing = [arguments for arguments in old if new.get(arguments) != old[arguments]]
    for arguments in differing:
        print(*arguments)
    print(f"{len(differing)} of {len(old)} outputs differ")
    return len(differing)


def count_lines(commit: str) -> None:
    """Print the lines of each room at *commit* and in the working tree, as a table of Markdown."""
    rooms: dict[str, list[int]] = {}
    for column, revision in enumerate([[commit], []]):
        command = ["git", "grep", "-c", "", *revision, "--", "regsearch/*.py", "benchmarks/*.py"]
        printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        for line in printed.stdout.splitlines():
            path, _, lines = line.removeprefix(f"{commit}:").rpartition(":")
            room = path.split("/")[1] if path.startswith("regsearch/") else "benchmarks"
            for name in (room if "." not in room else "modules", "together"):
                rooms.setdefault(name, [0, 0])[column] += int(lines)
    print(f"| room | {commit} | now |\n|---|--:|--:|")
    for name in sorted(rooms, key=lambda name: (name in {"benchmarks", "together"}, name)):
        print(f"| {name} | {rooms[name][0]:,} | {rooms[name][1]:,} |")


def main() -> int:
    """Run the command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    actions = parser.add_subparsers(dest="action", required=True)
    recording = actions.add_parser("record")
    recording.add_argument("output", type=Path)
    recording.add_argument("--command", default="regsearch")
    recording.add_argument("--index")
    comparing = actions.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    counting = actions.add_parser("lines")
    counting.add_argument("commit")
    options = parser.parse_args()
    if options.action == "lines":
        count_lines(options.commit)
        return 0
    if options.action == "record":
        record(options.output, options.command, options.index)
        return 0
    return 1 if compare(options.before, options.after) else 0


if __name__ == "__main__":
    sys.exit(main())
