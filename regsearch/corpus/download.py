"""Download one PDF; the only module that imports httpx.

The data goes to a part file.  If the connection breaks, the next attempt resumes where the last one
stopped, provided that the server confirms by a strong ETag that the file is the same; otherwise it
starts over.  What becomes of the file is decided by :mod:`regsearch.corpus.fetch`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from regsearch._version import __version__
from regsearch.corpus.public_address import is_public, private_address_of, through_proxy
from regsearch.errors import DownloadError
from regsearch.read.regulation import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    Progress = Callable[[int, int | None], None]
    """Called with the number of bytes received and, if the server gives it, the total."""

_TYPES = frozenset(
    "application/pdf application/x-pdf application/octet-stream binary/octet-stream "
    "application/force-download".split()
)
"""Content types with which servers send PDFs."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
"""Status codes after which a retry may succeed."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_MAGIC, _MAGIC_WITHIN = b"%PDF-", 1024
_END, _END_WITHIN = b"%%EOF", 2048


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a download."""

    size: int = MAX_BYTES
    """Largest file, in bytes."""
    redirects: int = 5
    """Most redirects of one attempt."""
    attempts: int = 4
    """Most attempts, the first included."""
    silence: float = 30.0
    """Longest time without a byte, in seconds."""
    duration: float = 1800.0
    """Longest time for the whole file with all attempts, in seconds."""
    pause: float = 1.0
    """Pause before the second attempt, in seconds; doubled before each further one."""


class _BrokenError(Exception):
    """The transfer failed in a way that a retry may fix."""


def download(
    address: str,
    part: Path,
    limits: Limits | None = None,
    progress: Progress | None = None,
    *,
    private: bool = False,
    plain_loopback: bool = False,
) -> None:
    """Download the PDF at *address* to the file *part*.

    Args:
        address: begins with ``https://``; certificates are verified.
        part: target; an earlier incomplete download in it is resumed.
        limits: the defaults if left out.
        progress: called as bytes arrive.
        private: allow addresses of the own network and of this computer.
        plain_loopback: allow ``http://`` to the loopback address; for tests only.

    Raises:
        DownloadError: httpx is not installed, the address is not secure or not public, the server
            refuses, or it does not send a complete PDF within the limits.

    """
    transfer = _Transfer(address, part, limits or Limits(), progress, private, plain_loopback)
    httpx = load_httpx()
    timeout = httpx.Timeout(transfer.limits.silence)
    agent = {"User-Agent": f"regsearch/{__version__}", "Accept-Encoding": "identity"}
    with httpx.Client(timeout=timeout, headers=agent, follow_redirects=False) as client:
        transfer.run(client)


def load_httpx() -> Any:
    """Return httpx.

    Raises:
        DownloadError: it is not installed; with the remedy.

    """
    try:
        import httpx
    except ImportError as error:
        raise DownloadError(
            'Mengunduh memerlukan paket tambahan. Pasang: pip install "regsearch[ambil]"; atau '
            "unduh sendiri berkasnya, lalu: regsearch korpus tambah BERKAS"
        ) from error
    return httpx


class _Transfer:
    """One download, with its attempts; its state is in the part file and its notes."""

    def __init__(
        self,
        address: str,
        part: Path,
        limits: Limits,
        progress: Progress | None,
        private: bool,
        plain_loopback: bool,
    ) -> None:
        self._private = private
        self.address, self.part, self.limits = address, part, limits
        self._progress, self._plain = progress, plain_loopback
        self._notes = part.with_name(part.name + ".json")
        self._deadline = time.monotonic() + limits.duration

    def run(self, client: httpx.Client) -> None:
        self._require_allowed(self.address)
        self.part.parent.mkdir(parents=True, exist_ok=True)
        reason = ""
        for attempt in range(self.limits.attempts):
            if attempt:
                time.sleep(self.limits.pause * 2 ** (attempt - 1))
            try:
                self._attempt(client)
            except _BrokenError as broken:
                reason = str(broken)
            else:
                self._notes.unlink(missing_ok=True)
                return
        raise DownloadError(
            f"{self.address}: {reason} sesudah {self.limits.attempts} kali dicoba. Ulangi nanti; "
            "bagian yang sudah ada dilanjutkan."
        )

    # -- one attempt -------------------------------------------------------------------------

    def _attempt(self, client: httpx.Client) -> None:
        httpx = load_httpx()
        address, have = self.address, self._resumable()
        try:
            for _ in range(self.limits.redirects + 1):
                headers = self._resume_headers(have) if have else {}
                with client.stream("GET", address, headers=headers) as response:
                    self._require_public_peer(response, address)
                    if response.status_code not in _REDIRECTS:
                        self._receive(response, have)
                        return
                    address = urljoin(address, response.headers.get("location", ""))
                    self._require_allowed(address)
        except httpx.TimeoutException as error:
            raise _BrokenError(f"server diam lebih dari {self.limits.silence:g} detik") from error
        except httpx.InvalidURL as error:
            raise DownloadError(f"{address} bukan alamat yang sah.") from error
        except httpx.TransportError as error:
            raise _BrokenError(f"sambungan terputus ({type(error).__name__})") from error
        raise DownloadError(
            f"{self.address} mengalihkan lebih dari {self.limits.redirects} kali; tidak diunduh."
        )

    def _require_allowed(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or 443
        except ValueError as error:
            raise DownloadError(f"{address} bukan alamat yang sah.") from error
        if self._plain and parts.scheme == "http" and host in _LOOPBACK:
            return
        if parts.scheme != "https" or not host:
            raise DownloadError(f"{address} bukan alamat https; tidak diunduh.")
        if self._private:
            return
        try:
            inside = private_address_of(host, port)
        except (OSError, UnicodeError):
            return  # no such name: the request itself says so, and may be tried again
        if inside:
            raise self._not_public(address, inside)

    def _require_public_peer(self, response: httpx.Response, address: str) -> None:
        """Refuse an answer of a machine that the name did not mean when it was looked up."""
        host = urlsplit(address).hostname or ""
        if self._private or (self._plain and host in _LOOPBACK) or through_proxy(host):
            return
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        if not peer or not is_public(str(peer[0])):
            raise self._not_public(address, str(peer and peer[0]))

    def _not_public(self, address: str, inside: str) -> DownloadError:
        return DownloadError(
            f"{address} menuju {inside}, di komputer atau jaringan Anda sendiri; tidak diunduh. "
            "Bila memang itu maksud Anda: --jaringan-lokal"
        )

    def _receive(self, response: httpx.Response, have: int) -> None:
        status = response.status_code
        if status in _TRANSIENT:
            raise _BrokenError(f"server menjawab {status}")
        if status == 416:  # range not satisfiable: the part is not of this file any more
            self._discard()
            raise _BrokenError("bagian yang sudah ada tidak cocok lagi")
        if status not in (200, 206):
            raise DownloadError(f"{self.address}: server menjawab {status}; periksa alamatnya.")
        self._check_type(response)
        start = have if status == 206 else 0
        if status == 206 and not _range_begins_at(response, start):
            self._discard()
            raise _BrokenError("server melanjutkan dari tempat yang salah")
        length = response.headers.get("content-length", "")
        total = start + int(length) if length.isdigit() else None
        if total is not None and total > self.limits.size:
            self._too_large(total)
        self._write_notes(response)
        self._write(response, start, total)
        self._check_complete()

    def _check_type(self, response: httpx.Response) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and kind not in _TYPES:
            raise DownloadError(
                f"{self.address} memberi {kind}, bukan PDF. Buka di peramban, unduh PDF-nya, lalu: "
                "regsearch korpus tambah BERKAS"
            )

    def _write(self, response: httpx.Response, start: int, total: int | None) -> None:
        have = start
        with self.part.open("ab" if start else "wb") as file:
            head = b"" if start == 0 else _MAGIC
            for chunk in response.iter_raw():
                if len(head) < _MAGIC_WITHIN and _MAGIC not in head:
                    head += chunk[:_MAGIC_WITHIN]
                    if len(head) >= _MAGIC_WITHIN:
                        self._check_magic(head)
                have += len(chunk)
                if have > self.limits.size:
                    self._too_large(have)
                if time.monotonic() > self._deadline:
                    raise DownloadError(
                        f"{self.address}: belum selesai dalam {self.limits.duration:g} detik. "
                        "Ulangi; bagian yang sudah ada dilanjutkan."
                    )
                file.write(chunk)
                if self._progress:
                    self._progress(have, total)
        self._check_magic(head)

    def _check_magic(self, head: bytes) -> None:
        if _MAGIC not in head[:_MAGIC_WITHIN]:
            self._discard()
            raise DownloadError(
                f"{self.address} tidak memberi PDF (tanda %PDF tidak ada). Buka di peramban dan "
                "periksa."
            )

    def _check_complete(self) -> None:
        with self.part.open("rb") as file:
            file.seek(max(0, self.part.stat().st_size - _END_WITHIN))
            tail = file.read()
        if _END not in tail:
            self._discard()
            raise _BrokenError("PDF-nya terpotong (tanda %%EOF tidak ada)")

    def _too_large(self, size: int) -> None:
        self._discard()
        raise DownloadError(
            f"{self.address}: {size} bita, lebih dari batas {self.limits.size}; tidak diunduh."
        )

    # -- resuming -------------------------------------------------------------------------------

    def _resumable(self) -> int:
        """Return the number of bytes already received that may be resumed; 0 to start over."""
        try:
            notes = json.loads(self._notes.read_text(encoding="utf-8"))
            if notes["address"] == self.address and notes["etag"]:
                return self.part.stat().st_size
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return 0

    def _resume_headers(self, have: int) -> dict[str, str]:
        etag = json.loads(self._notes.read_text(encoding="utf-8"))["etag"]
        return {"Range": f"bytes={have}-", "If-Range": etag}

    def _write_notes(self, response: httpx.Response) -> None:
        etag = response.headers.get("etag", "")
        strong = etag if etag and not etag.startswith("W/") else None
        notes = json.dumps({"address": self.address, "etag": strong})
        self._notes.write_text(notes + "\n", encoding="utf-8")

    def _discard(self) -> None:
        self.part.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)


def _range_begins_at(response: httpx.Response, start: int) -> bool:
    content_range = response.headers.get("content-range", "")
    return bool(content_range.startswith(f"bytes {start}-"))
