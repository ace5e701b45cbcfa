"""Whether the files of an index are those of its manifest, asked before each is first opened.

Hashing takes as long as reading, so what was found intact is noted in the user's cache, with the
times and the number that the system gives a file; the next opening only compares those.  The note
spares time and vouches for nothing against somebody who may write this user's files.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from regsearch.errors import (
    IndexDamagedError,
    raise_fault,
)
from regsearch.files import require_regular
from regsearch.index.manifest import sha256_of
from regsearch.paths import verified_cache

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.index.manifest import IndexedFile, Manifest


class Integrity:
    """Checks the files of one index.

    Args:
        folder: the index.
        manifest: what its files must be.

    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._entries = {entry.name: entry for entry in manifest.files}
        self._seen: dict[str, list[Any]] | None = None

    def require(self, *names: str) -> None:
        """Check the files *names*; a name that ends in a slash stands for a whole folder.

        Raises:
            IndexDamagedError: one is missing or altered, or a folder has one too many.

        """
        news = [self._check(entry) for name in names for entry in self._meant(name)]
        if any(news):
            self._write()

    def _meant(self, name: str) -> list[IndexedFile]:
        if not name.endswith("/"):
            if name not in self._entries:
                raise self._damaged(name, "tidak tercatat")
            return [self._entries[name]]
        entries = [entry for key, entry in self._entries.items() if key.startswith(name)]
        known = {entry.name for entry in entries}
        # An engine may open whatever it finds in its folder.
        for path in (self._folder / name).rglob("*"):
            found = path.relative_to(self._folder).as_posix()
            if found not in known and not path.is_dir():
                raise self._damaged(found, "tidak tercatat")
        if not entries:
            raise self._damaged(name, "tidak ada")
        return entries

    def _check(self, entry: IndexedFile) -> bool:
        """Check one file, and return whether that is worth a note."""
        path = self._folder / entry.name
        try:
            require_regular(path)
            stat = path.stat()
            now = [entry.sha256, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
            if self._noted().get(entry.name) == now:
                return False
            if stat.st_size != entry.size or sha256_of(path) != entry.sha256:
                raise self._damaged(entry.name, "isinya berubah")
        except OSError as error:
            raise_fault(error)
            raise self._damaged(entry.name, "tidak ada") from error
        self._noted()[entry.name] = now
        return True

    def _noted(self) -> dict[str, list[Any]]:
        if self._seen is None:
            self._seen = {}
            with suppress(OSError, ValueError):
                table = json.loads(self._note().read_bytes())
                self._seen = table if isinstance(table, dict) else {}
        return self._seen

    def _note(self) -> Path:
        # Two folders of one name would only make each other be hashed again.
        place = zlib.crc32(os.path.abspath(self._folder).encode("utf-8", "surrogateescape"))
        return verified_cache() / f"{place:08x}.json"

    def _write(self) -> None:
        # Without a note everything is hashed again, which is slower and no worse.
        with suppress(OSError):
            note = self._note()
            note.parent.mkdir(parents=True, exist_ok=True)
            beside = note.with_suffix(f".{os.getpid()}")
            beside.write_text(json.dumps(self._noted()), encoding="utf-8")
            beside.replace(note)

    def _damaged(self, name: str, what: str) -> IndexDamagedError:
        return IndexDamagedError(
            f"Indeks di {self._folder} tidak utuh: {name} {what}. Kembali ke yang sebelumnya "
            "(regsearch indeks kembali), pasang ulang bundelnya, atau bangun ulang: regsearch "
            f"indeks bangun --indeks {self._folder}"
        )
