"""Switch off each safety check in turn: a test must fail, or nothing would tell if it were lost.

In a checkout::

    python -m tests.attack.mutations               # all, a few minutes
    python -m tests.attack.mutations archive keys  # those whose file's name has one of these

A mutation is a line of the package and what stands in its place in a temporary copy.  A line that
is not found exactly once is an error: whoever changes it changes it here too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SHARED = ("corpus", "index", "docs", "benchmarks", "pyproject.toml", "README.md")
"""What tests read besides the package and themselves."""


_HANGS = 120.0
"""Seconds after which tests are taken to hang, which is noticed too, but told: it costs time."""
_UNCHANGED = 1800.0
"""Seconds that all these tests may take together without a mutation."""


class Mutation(NamedTuple):
    """A safety check that is switched off."""

    file: str
    line: str
    instead: str
    tests: str
    """A file of tests, or one of its tests; one must fail."""


BUNDLE = "tests/bundle/"
NAMES, HOSTILE, INSTALL, TRUST, MINISIGN = (
    f"{BUNDLE}test_{name}.py"
    for name in ("manifest_names", "hostile", "install", "trust", "minisign")
)
INTEGRITY = "tests/index/test_integrity.py"
SANDBOX = "tests/read/test_sandbox.py"
DOWNLOAD = "tests/corpus/test_download.py"
PUBLIC = "tests/corpus/test_public_address.py"
PICKLES = "tests/engines/test_pickles.py"
HTML = "tests/attack/test_html.py"
ASSISTANT = "tests/mcp_server/test_limits.py"
COMMAND = "tests/attack/test_command_line.py"
GUARDS, DRAFTS = "tests/web/test_guards.py", "tests/web/test_drafts.py"

MUTATIONS = tuple(
    Mutation(f"regsearch/{file}", line, instead, tests)
    for file, line, instead, tests in (
        # Names and numbers of a bundle's manifest
        ("bundle/manifest.py", "if not _is_safe(file.name):", "if False:", NAMES),
        ("bundle/manifest.py", "_PATH_PART.fullmatch(part) and", "True and", NAMES),
        ("bundle/manifest.py", "and not _WINDOWS_DEVICE.fullmatch(part)", "", NAMES),
        ("bundle/manifest.py", "len(name) < 100 and", "", NAMES),
        ("bundle/manifest.py", "0 <= file.size <= _MAX_FILE_SIZE", "True", NAMES),
        ("bundle/manifest.py", "not _SHA256.fullmatch(file.sha256)", "False", NAMES),
        ("bundle/manifest.py", "len(set(folded)) != len(folded) or", "", NAMES),
        ("bundle/manifest.py", "folders & set(folded) or", "", NAMES),
        ("bundle/manifest.py", "name.casefold() for name", "name for name", NAMES),
        ("bundle/manifest.py", "len(folded) > _MAX_FILES", "False", NAMES),
        ("bundle/manifest.py", "names[:1] != [first] or", "", NAMES),
        ("bundle/manifest.py", "manifest.files[0].sha256 != manifest.index or", "", NAMES),
        ("bundle/manifest.py", "manifest.serial < 1", "False", NAMES),
        (
            "bundle/manifest.py",
            "if not all(name.startswith(INDEX_PREFIX) for name in names):",
            "if False:",
            NAMES,
        ),
        # The archive
        ("bundle/archive.py", "if header != _header(name, size):", "if False:", HOSTILE),
        ("bundle/archive.py", "if member != (name, size):", "if False:", HOSTILE),
        ("bundle/archive.py", "if any(self._take(self._padding)):", "if False:", HOSTILE),
        ("bundle/archive.py", "if any(rest) or not self._at_end():", "if False:", HOSTILE),
        ("bundle/archive.py", "if size > limit:", "if False:", HOSTILE),
        ("bundle/archive.py", ", memlimit=_MEMORY_LIMIT)", ")", HOSTILE),
        # What is installed
        ("bundle/install.py", "if signer is None and not unsigned:", "if False:", INSTALL),
        ("bundle/install.py", "        if not older:\n", "        if False:\n", INSTALL),
        ("bundle/install.py", "rebuild = rebuild or opened.signer is None", "pass", INSTALL),
        ("bundle/install.py", "!= file.sha256:", "!= file.sha256 and False:", HOSTILE),
        ("bundle/install.py", "if needed > free:", "if False:", HOSTILE),
        ("bundle/install.py", "_REBUILD_SPACE if rebuild else 1", "1", TRUST),
        ("bundle/install.py", "newest.bundle != opened.digest:", "False:", INSTALL),
        ("bundle/install.py", "        _refuse_unusable(index)\n", "", INSTALL),
        ("bundle/generations.py", "max([*before, newest], key=lambda mark: mark.serial)",
         "newest", TRUST),
        ("bundle/pack.py", "    check(index_manifest.engine, index / ENGINE)\n", "", PICKLES),
        ("bundle/verify.py", "origin.index != digest:", "False:", TRUST),
        ("bundle/verify.py", "origin.bundle != sha256_hex(content):", "False:", TRUST),
        # Keys and signatures
        ("bundle/keys.py", "minisign.verify(content, signature, known.key)", "pass", INSTALL),
        ("bundle/keys.py", "and known.key.key != public.key:", "and False:", TRUST),
        ("bundle/keys.py", "| os.O_EXCL, 0o600)", "| os.O_EXCL, 0o644)", MINISIGN),
        ("bundle/minisign.py", "public.verify(signature.signature, signed)", "pass", MINISIGN),
        ("bundle/minisign.py", "public.verify(signature.global_signature,",
         "bytes.join(signature.global_signature,", MINISIGN),
        ("bundle/minisign.py", "if memory > MEMORY or operations > OPERATIONS:", "if False:",
         MINISIGN),
        # An installed index
        ("index/integrity.py", "or sha256_of(path) != entry.sha256:", "and False:", INTEGRITY),
        ("index/integrity.py", "stat.st_mtime_ns, ", "0, ", INTEGRITY),
        ("index/integrity.py", "stat.st_ctime_ns, ", "0, ", INTEGRITY),
        ("index/integrity.py", "stat.st_ino]", "0]", INTEGRITY),
        ("index/integrity.py", "if found not in known and not path.is_dir():", "if False:",
         INTEGRITY),
        # Whoosh's pickles
        ("engines/whoosh_files.py", 'raise pickle.UnpicklingError(f"{module}.{name}")',
         "return super().find_class(module, name)", PICKLES),
        ("engines/whoosh_files.py", 'if encoding != "latin1":', "if False:", PICKLES),
        ("engines/whoosh_files.py", "return type(name, (), {})", "return _Unpickler", PICKLES),
        ("engines/whoosh_files.py", "self._data = unpickled(io.BytesIO(held))",
         "self._data = pickle.loads(held)", PICKLES),
        ("engines/whoosh_files.py", "        return unpickled(self.file)",
         "        return pickle.load(self.file)", PICKLES),
        # The sandbox
        ("read/sandbox.py", "os.killpg(process.pid, signal.SIGKILL)", "pass", SANDBOX),
        ("read/sandbox.py", "if process.returncode is not None:", "if False:", SANDBOX),
        ("read/sandbox.py", "start_new_session=True,", "start_new_session=False,", SANDBOX),
        ("read/sandbox.py", '("-P", "-X",', '("-X",', SANDBOX),
        ("read/sandbox.py", "stream.readline(LINE_LIMIT + 1)", "stream.readline()", SANDBOX),
        ("read/limits.py", "min(self.memory, shared_memory(children))", "self.memory", SANDBOX),
        ("read/sandbox_worker.py", "if len(line) > LINE_LIMIT:", "if False:", SANDBOX),
        ("read/sandbox_worker.py", "_set_soft_limit(resource, resource.RLIMIT_AS, memory)",
         "pass", SANDBOX),
        ("corpus/store.py", "regulation = parse_isolated(",
         "from regsearch.read import parse\n        regulation = parse(",
         "tests/corpus/test_corpus.py"),
        # Downloads
        ("corpus/download.py", "                    self._require_allowed(address)\n", "", PUBLIC),
        ("corpus/download.py", "                    self._require_public_peer(response, address)\n",
         "", PUBLIC),
        ("corpus/download.py", "if inside:", "if False:", PUBLIC),
        ("corpus/download.py", 'if parts.scheme != "https" or not host:', "if False:", DOWNLOAD),
        ("corpus/download.py", "if have > self.limits.size:", "if False:", DOWNLOAD),
        ("corpus/download.py", "total > self.limits.size:", "False:", DOWNLOAD),
        ("corpus/download.py", "if kind and kind not in _TYPES:", "if False:", DOWNLOAD),
        ("corpus/download.py", "if _MAGIC not in head[:_MAGIC_WITHIN]:", "if False:", DOWNLOAD),
        ("corpus/download.py", "if _END not in tail:", "if False:", DOWNLOAD),
        ("corpus/download.py", "if time.monotonic() > self._deadline:", "if False:", DOWNLOAD),
        ("corpus/download.py", 'range(self.limits.redirects + 1)', "range(99)", DOWNLOAD),
        ("corpus/public_address.py", "a.is_global and not a.is_multicast", "True", PUBLIC),
        # HTML
        ("read/extract/html.py", "if len(content) > MAX_BYTES:", "if False:", HTML),
        ("read/extract/html.py", "if depth > MAX_DEPTH:", "if False:", HTML),
        ("read/extract/html.py", "or tag in _SKIPPED:", "or False:", HTML),
        # Archives, catalogues and indexes of strangers
        ("read/extract/archive.py", "        _check_directory(path)\n", "",
         f"{COMMAND}::test_archive_with_an_endless_directory"),
        ("read/extract/archive.py", 'and name != ".."', "",
         f"{COMMAND}::test_names_in_an_archive_lead_nowhere"),
        ("read/extract/docx_file.py", "if size > most:", "if False:",
         f"{COMMAND}::test_word_files_that_nest_or_unpack_too_far"),
        ("files.py", "if path.exists() and not path.is_file():", "if False:",
         f"{COMMAND}::test_catalogue_that_is_a_device"),
        ("index/manifest.py", "if not all(map(isinstance, row, types)):", "if False:",
         f"{COMMAND}::test_manifest_of_a_strangers_index"),
        ("law/catalog/load.py", "(ValueError, RecursionError)", "ValueError",
         f"{COMMAND}::test_catalogue_of_a_stranger"),
        # What is printed
        ("show/sheet.py", "_INSIDE.sub(r\"\\1'\", text)", "text",
         f"{COMMAND}::test_cells_are_no_formulas_and_come_back"),
        ("show/sheet.py", "text.lstrip(' \"').startswith(_FORMULA)", "False",
         f"{COMMAND}::test_cells_are_no_formulas_and_come_back"),
        ("show/docx.py", "run = paragraph.add_run(visible(block.text))",
         "run = paragraph.add_run(block.text)",
         f"{COMMAND}::test_nothing_unseen_or_forged_in_any_form"),
        ("cli/output.py", "beside.replace(place)", "place.write_bytes(content)",
         f"{COMMAND}::test_file_is_replaced_by_a_whole_one_or_kept"),
        ("cli/output.py", "shown = [visible(parts[0], form)]", "shown = [parts[0]]",
         "tests/cli/test_injection.py"),
        ("cli/output.py", "shown.append(visible(part, form))", "shown.append(part)",
         "tests/cli/test_injection.py"),
        # What an assistant's client sends and is told
        ("mcp_server/server.py", "if len(line) > MAX_MESSAGE:", "if False:", ASSISTANT),
        ("mcp_server/server.py", "if isinstance(raised, RegsearchError):", "if True:", ASSISTANT),
        ("mcp_server/results.py", "return visible(value)", "return value", ASSISTANT),
        ("mcp_server/arguments.py", 'if len(value) > rule.get("maxLength", len(value)):',
         "if False:", ASSISTANT),
        # The pages
        ("web/app.py", "if name not in hosts:", "if False:", GUARDS),
        ("web/app.py", "foreign = sent_by is not None and", "foreign = False and", GUARDS),
        ("web/app.py", 'not in {"same-origin", "none"}', "in set()", GUARDS),
        ("web/app.py", "response.headers.update(HEADERS)", "pass", GUARDS),
        ("web/app.py", "MAX_CONTENT_LENGTH=MAX_UPLOAD,", "", DRAFTS),
        ("web/app.py", "MAX_FORM_PARTS=20,", "", DRAFTS),
        ("web/app.py", "app.jinja_env.finalize = filters.visible_value", "", GUARDS),
        ("web/app.py", "if status >= 500:", "if False:", "tests/web/test_pages.py"),
        ("web/filters.py", "safe = str(escape(lines))", "safe = lines", GUARDS),
        ("web/drafts.py", "len(text) > MAX_PASTED", "False", DRAFTS),
        ("web/drafts.py", '"naskah" + (suffix if suffix in SUFFIXES else "")', "_name(sent)",
         DRAFTS),
        ("web/drafts.py", "if not _free.acquire(timeout=PATIENCE):", "if False:", DRAFTS),
        ("web/server.py", "max_request_body_size=4 * MAX_UPLOAD,", "",
         "tests/web/test_server.py"),
    )
)  # fmt: skip


def copied(folder: Path) -> Path:
    """Copy the package and its tests into *folder*."""
    for name in ("regsearch", "tests"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in SHARED:
        (folder / name).symlink_to(ROOT / name)
    return folder


def failing(copy: Path, *tests: str, seconds: float = _HANGS) -> bool:
    """Run *tests* in a copy; say whether one fails, and raise if they cannot be run at all."""
    environment = os.environ | {
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "REGSEARCH_DATA": str(copy / "data"),
        # Building it anew for every mutation takes longer than the tests.
        "REGSEARCH_TEST_INDEX": str(copy / "index"),
    }
    environment.pop("REGSEARCH_INDEX", None)
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            # The group still exists: its leader was not waited for.
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            told, process.returncode = "", 1  # a check that ends something
            print(f"HANGS {' '.join(tests)}", flush=True)
    # 1: a test failed.  2: a module cannot be imported, or was interrupted; that is no test.
    if process.returncode not in (0, 1, -signal.SIGKILL):
        raise RuntimeError(f"{tests}: {told[-2000:]}")
    return process.returncode != 0


def mutated(copy: Path, mutation: Mutation) -> bool:
    """Say whether a test notices *mutation* in a copy, which is then as it was."""
    path = copy / mutation.file
    source = path.read_text("utf-8")
    if source.count(mutation.line) != 1:
        count = source.count(mutation.line)
        raise SystemExit(f"{mutation.file}: {count} times, not once: {mutation.line.strip()}")
    path.write_text(source.replace(mutation.line, mutation.instead), "utf-8")
    try:
        noticed = failing(copy, mutation.tests)
    finally:
        path.write_text(source, "utf-8")
    if not noticed:
        print(
            f"NOT NOTICED {mutation.file}: {mutation.line.strip()} ({mutation.tests})", flush=True
        )
    return noticed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", help="parts of names of files; all without any")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    started = time.monotonic()
    chosen = [
        m for m in MUTATIONS if not options.files or any(part in m.file for part in options.files)
    ]
    with tempfile.TemporaryDirectory(prefix="regsearch-mutations-") as name:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.processes):
            folder = Path(name) / str(number)
            folder.mkdir()
            copies.put(copied(folder))
        copy = copies.get()
        if failing(copy, *sorted({m.tests for m in chosen}), seconds=_UNCHANGED):
            raise SystemExit("The tests fail without any mutation.")
        copies.put(copy)

        def noticed(mutation: Mutation) -> tuple[bool, float]:
            copy = copies.get()
            begun = time.monotonic()
            try:
                return mutated(copy, mutation), time.monotonic() - begun
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(options.processes) as threads:
            outcomes = list(threads.map(noticed, chosen))
    found = [outcome for outcome, _ in outcomes]
    slowest = sorted(((s, m) for m, (_, s) in zip(chosen, outcomes, strict=True)), reverse=True)
    for seconds, mutation in slowest[:5]:
        print(f"{seconds:6.1f} s  {mutation.file}: {mutation.line.strip()}")
    print(
        f"counted: {len(chosen)} safety checks switched off, {sum(found)} noticed, "
        f"in {time.monotonic() - started:.0f} s"
    )
    sys.exit(not all(found))


if __name__ == "__main__":
    main()
