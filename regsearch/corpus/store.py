"""A folder of official files: ``resmi/ID.pdf``, each with its record ``resmi/ID.json``.

Each document has its own pair of files, so two programs may add different documents at the same
time.  A new file is written under a temporary name and renamed when complete; the file that it
replaces is kept until then, and restored if anything fails.  What a killed program left half done
is finished or undone by the next one that adds or builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from regsearch.errors import BusyError, ChangedError, DuplicateError, SourceError
from regsearch.files import locked, reason_of, require_regular
from regsearch.read.extract.pdf import DEFAULT, EXTRACTORS
from regsearch.read.sandbox import parse_isolated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.read.extract.pdf import ExtractorName
    from regsearch.regulation import Regulation

OFFICIAL = "resmi"
SUFFIXES = (".pdf", ".docx", ".html", ".txt", ".md", ".jpg", ".png", ".tiff")
_NEW = ".baru"
_OLD = ".lama"
"""Suffixes of files while one replaces another."""
_PATIENCE = 10.0
"""Seconds to wait for another program that adds a file, which takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The record of one official file."""

    document: str
    file: str
    """Its name in the folder ``resmi``."""
    sha256: str
    original: str
    """Its name at its origin."""
    origin: str
    """``berkas`` for a user's file, or the address."""
    added: date
    extractor: ExtractorName | None = None
    """The PDF extractor if not pypdf, so that each build reads the same text."""
    ocr: bool | None = None
    """Whether pages of it were read by OCR, as they will be in each build."""


class Store:
    """The official files of one corpus folder.

    Args:
        folder: of the corpus; it need not exist yet.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = folder / OFFICIAL

    def path(self, entry: Entry) -> Path:
        """Return the path of the file of *entry*."""
        return self._files / entry.file

    def entries(self) -> Iterator[Entry]:
        """Yield the entries, sorted by document id.

        Raises:
            SourceError: an entry cannot be read.

        """
        for path in sorted(self._files.glob("*.json")):
            yield self._read(path, path.stem)

    def refuse_unrecorded(self) -> None:
        """Check that every file was added by :meth:`add`, not just copied into the folder.

        Raises:
            SourceError: a file has no entry.

        """
        # Where somebody is adding right now, or nobody may, there is nothing to do.
        with suppress(BusyError, OSError), self._alone(0.0):
            self._settle_all()
        recorded = {entry.file for entry in self.entries()}
        files = self._files.iterdir() if self._files.is_dir() else ()
        others = sorted(p.name for p in files if p.suffix in SUFFIXES and p.name not in recorded)
        if others:
            raise SourceError(
                f"{', '.join(others)} ada di {self._files} tetapi tidak tercatat. Pindahkan ke "
                "tempat lain, lalu: regsearch korpus tambah BERKAS"
            )

    def get(self, document: str) -> Entry | None:
        """Return the entry of *document*, or None.

        Raises:
            SourceError: the entry cannot be read.

        """
        path = self._files / f"{document}.json"
        return self._read(path, document) if path.is_file() else None

    def _read(self, path: Path, document: str) -> Entry:
        try:
            require_regular(path)
            table = json.loads(path.read_text(encoding="utf-8"))
            entry = Entry(**(table | {"added": date.fromisoformat(table["added"])}))
            if entry.extractor not in (None, *EXTRACTORS) or entry.ocr not in (None, True):
                raise ValueError(entry)
            # The record may be a stranger's: it names its own document and the file beside it.
            if (entry.document, entry.file) not in {(document, document + s) for s in SUFFIXES}:
                raise ValueError(entry)
            return entry
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise SourceError(
                f"Catatan {path} rusak. Hapus berkas itu, lalu tambahkan lagi dokumennya."
            ) from error

    def verify(self, entry: Entry) -> None:
        """Check that the file of *entry* is the one that was added.

        Raises:
            ChangedError: its bytes differ, or it is missing.

        """
        path = self.path(entry)
        try:
            require_regular(path)
            sha256 = _sha256(path)
        except OSError as error:
            raise ChangedError(
                f"{path} tidak dapat dibaca ({reason_of(error)}), padahal tercatat. "
                f"Tambahkan lagi: regsearch korpus tambah BERKAS --id {entry.document} --ganti"
            ) from error
        if sha256 != entry.sha256:
            raise ChangedError(
                f"{path} berubah sejak ditambahkan (SHA-256 {sha256[:12]}…, tercatat "
                f"{entry.sha256[:12]}…). Bila perubahan itu sah: regsearch korpus tambah {path} "
                f"--id {entry.document} --ganti"
            )

    def load(self, entry: Entry) -> Regulation:
        """Return the regulation in the file of *entry*, read in the sandbox.

        Raises:
            ChangedError: the file is not the one that was added.
            SourceError: it cannot be read, or the extractor or OCR that it needs is not installed.

        """
        self.verify(entry)
        regulation = parse_isolated(
            self.path(entry), ocr=bool(entry.ocr), extractor=entry.extractor or DEFAULT
        )
        without_ocr = [f.message for f in regulation.findings if f.code == "ocr_missing"]
        if without_ocr:  # the build would silently lose text that was read when it was added
            raise SourceError(f"{entry.document} ditambahkan dengan --ocr. {without_ocr[0]}")
        return regulation

    def add(
        self,
        document: str,
        content: bytes,
        *,
        original: str,
        suffix: str,
        origin: str = "berkas",
        extractor: ExtractorName = DEFAULT,
        ocr: bool = False,
        added: date | None = None,
        replace: bool = False,
    ) -> Entry:
        """Store *content* as the official text of *document*.

        Args:
            document: its id in the catalogue.
            content: the bytes of the file.
            original: the file's name at its origin.
            suffix: one of :data:`SUFFIXES`.
            origin: ``berkas``, or the address it was downloaded from.
            extractor: the PDF extractor it was read with.
            ocr: whether pages of it were read by OCR.
            added: the day; today if left out.
            replace: whether it may replace another file of the same document.

        Raises:
            DuplicateError: the same bytes are stored already; or another file of the document is,
                and *replace* is false.
            SourceError: it cannot be written; nothing has changed then.

        """
        digest = hashlib.sha256(content).hexdigest()
        before = self.get(document)
        self._refuse_duplicates(document, digest, before, replace=replace)
        entry = Entry(
            document,
            f"{document}{suffix}",
            digest,
            original,
            origin,
            added or date.today(),
            None if extractor == DEFAULT or suffix != ".pdf" else extractor,
            ocr or None,
        )
        try:
            self._files.mkdir(parents=True, exist_ok=True)
            with self._alone(_PATIENCE):
                self._settle_all()
                self._exchange(entry, content, before)
        except OSError as error:
            raise SourceError(
                f"{document} tidak dapat disimpan di {self._files}: {reason_of(error)}. "
                "Tidak ada yang berubah."
            ) from error
        return entry

    def remove(self, document: str) -> Entry | None:
        """Remove the file of *document* and its record; return the record, None if there is none.

        Raises:
            SourceError: the record cannot be read, or a file cannot be removed.

        """
        entry = self.get(document)
        if entry is None:
            return None
        try:
            (self._files / f"{document}.json").unlink()  # first: a file without record is refused
            self.path(entry).unlink(missing_ok=True)
        except OSError as error:
            raise SourceError(f"{document} tidak dapat dihapus: {reason_of(error)}.") from error
        return entry

    def _refuse_duplicates(
        self, document: str, digest: str, before: Entry | None, *, replace: bool
    ) -> None:
        for other in self.entries():
            if other.sha256 == digest and (other.document != document or not replace):
                raise DuplicateError(
                    f"Berkas yang sama sudah ada sebagai {other.document} "
                    f"({self.path(other)}). Tidak ada yang ditambahkan."
                )
        if before and not replace:
            raise DuplicateError(
                f"Naskah resmi {document} sudah ada ({self.path(before)}, ditambahkan "
                f"{before.added}). Untuk menggantinya: --ganti"
            )

    @contextmanager
    def _alone(self, patience: float) -> Iterator[None]:
        """Keep others from changing files; waits for them so many seconds.

        Raises:
            BusyError: one is still at it.

        """
        until = time.monotonic() + patience
        while True:
            with ExitStack() as stack:
                try:
                    stack.enter_context(locked(self.folder / ".kunci"))
                except BusyError:
                    if time.monotonic() >= until:
                        raise
                    time.sleep(0.01)
                else:
                    yield
                    return

    def _settle_all(self) -> None:
        """Finish or undo each exchange that a killed program began; :meth:`_alone` only."""
        begun = {p.name.partition(".")[0] for p in self._files.glob(f"*{_NEW}")}
        begun |= {p.name.partition(".")[0] for p in self._files.glob(f"*{_OLD}")}
        for document in sorted(begun):
            self._settle(document)

    def _settle(self, document: str) -> None:
        record = self._files / f"{document}.json"
        with suppress(SourceError, OSError):
            entry = self._read(_with_suffix(record, _NEW), document)
            file = self.path(entry)
            for there in (_with_suffix(file, _NEW), file):
                if there.is_file() and _sha256(there) == entry.sha256:
                    before = self.get(document)
                    there.replace(file)
                    _with_suffix(record, _NEW).replace(record)
                    if before and before.file != entry.file:
                        self.path(before).unlink(missing_ok=True)
                    break
        for suffix in SUFFIXES:
            file = self._files / f"{document}{suffix}"
            old = _with_suffix(file, _OLD)
            before = self.get(document) if old.is_file() else None
            whole = file.is_file() and before and _sha256(file) == before.sha256
            if before and before.file == file.name and not whole:
                old.replace(file)
            for left in (old, _with_suffix(file, _NEW), _with_suffix(record, _NEW)):
                left.unlink(missing_ok=True)

    def _exchange(self, entry: Entry, content: bytes, before: Entry | None) -> None:
        """Write file and record under temporary names, then replace those of *before*."""
        record = self._files / f"{entry.document}.json"
        file = self.path(entry)
        _write(_with_suffix(file, _NEW), content)
        fields = {name: value for name, value in asdict(entry).items() if value is not None}
        text = json.dumps(fields, default=str, ensure_ascii=False, indent=1) + "\n"
        _write(_with_suffix(record, _NEW), text.encode())
        old = self.path(before) if before else None
        kept = _with_suffix(old, _OLD) if old and old.exists() else None
        if old and kept:
            old.replace(kept)
        try:
            _with_suffix(file, _NEW).replace(file)
            _with_suffix(record, _NEW).replace(record)
        except OSError:
            file.unlink(missing_ok=True)
            if old and kept:
                kept.replace(old)
            raise
        if kept:
            with suppress(OSError):
                kept.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with_suffix(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
