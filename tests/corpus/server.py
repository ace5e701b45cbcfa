"""A server on this machine that misbehaves in every way that the tests need."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ETAG = '"satu"'


class Behaviour:
    """What the server sends, and the requests it received."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.etag: str | None = ETAG
        self.kind = "application/pdf"
        self.break_after: list[int] = []
        """For each request in turn, after how many bytes the connection is cut."""
        self.statuses: list[int] = []
        """For each request in turn, what is answered instead of the file."""
        self.location: str | None = None
        self.slow = 0.0
        """Seconds of silence before the body."""
        self.claimed: int | None = None
        """A Content-Length that is not the true one."""
        self.no_length = False
        self.wrong_range = False
        self.requests: list[tuple[str, str | None]] = []
        """Path and Range of each request."""


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    """Serve on a free port of the loopback; yields the address of the file."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            b = behaviour
            b.requests.append((self.path, self.headers.get("Range")))
            if b.statuses:
                status = b.statuses.pop(0)
                self.send_response(status)
                if b.location is not None:
                    self.send_header("Location", b.location)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = 0
            if b.etag and self.headers.get("If-Range") == b.etag and self.headers.get("Range"):
                start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            body = b.content[start:]
            self.send_response(206 if start else 200)
            if start:
                first = start + 1 if b.wrong_range else start
                last = len(b.content) - 1
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(b.content)}")
            self.send_header("Content-Type", b.kind)
            if b.etag:
                self.send_header("ETag", b.etag)
            if not b.no_length:
                claimed = len(body) if b.claimed is None else b.claimed
                self.send_header("Content-Length", str(claimed))
            self.end_headers()
            time.sleep(b.slow)
            if b.break_after:
                body = body[: b.break_after.pop(0)]
            with suppress(OSError):  # the client may have gone
                self.wfile.write(body)
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/naskah.pdf"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
