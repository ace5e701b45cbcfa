"""Requests to a faulty server: retries, time limits, errors."""

from __future__ import annotations

import json
import random
import shutil
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.cluster.address import Access, Address
from regsearch.cluster.client import RefusedError, Session
from regsearch.cluster.engine import search
from regsearch.errors import AccessError, ClusterError, PartialError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytest.importorskip("opensearchpy")
BUSY = (429, {"error": {"type": "rejected_execution_exception", "reason": "full"}, "status": 429})
COMPLETE = {"timed_out": False, "_shards": {"total": 3, "successful": 3, "failed": 0}, "hits": {}}
INCOMPLETE = {"timed_out": False, "_shards": {"total": 3, "successful": 2, "failed": 1}, "hits": {}}
LATE = COMPLETE | {"timed_out": True}


class Server:
    """Sends the given replies in turn, and the last of them from then on."""

    def __init__(self) -> None:
        self.replies: list[tuple[int, Any]] = [(200, {})]
        self.pause = 0.0
        self.asked: list[tuple[str, bytes, str | None]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                server.asked.append((self.path, body, self.headers.get("Authorization")))
                time.sleep(server.pause)
                status, reply = server.replies[0]
                if len(server.replies) > 1:
                    server.replies.pop(0)
                data = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do  # noqa: N815

            def log_message(self, *_: Any) -> None:
                """Keep the tests quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Some tests close the connection early; do not print that.
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.http.daemon_threads = False
        self.port = self.http.server_port
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def session(server: Server) -> Iterator[Callable[..., Session]]:
    opened: list[Session] = []

    def open_session(
        timeout: float = 3.0, tls: bool = False, further: tuple[int, ...] = (), **access: Any
    ) -> Session:
        hosts = tuple(("127.0.0.1", port) for port in (server.port, *further))
        address = Address(hosts, "x", tls=tls)
        opened.append(Session(address, Access(timeout=timeout, **access)))
        return opened[-1]

    yield open_session
    for one in opened:
        one.close()


def test_busy_cluster_is_retried(server: Server, session: Callable[..., Session]) -> None:
    server.replies = [BUSY, BUSY, (503, {}), (200, {"well": True})]
    assert session().call("POST", "/x/_bulk", b"{}\n") == {"well": True}
    assert [body for _, body, _ in server.asked] == [b"{}\n"] * 4


def test_retries_end_at_time_limit(server: Server, session: Callable[..., Session]) -> None:
    server.replies = [BUSY]
    started = time.monotonic()
    with pytest.raises(RefusedError, match="429") as refused:
        session(timeout=1.0).call("GET", "/")
    assert refused.value.status == 429
    assert time.monotonic() - started < 3.0
    assert len(server.asked) > 1


def test_permanent_error_is_not_retried(server: Server, session: Callable[..., Session]) -> None:
    server.replies = [(400, {"error": {"type": "parsing_exception", "reason": "no"}})]
    with pytest.raises(RefusedError, match="parsing_exception: no"):
        session().call("GET", "/")
    assert len(server.asked) == 1


def test_late_reply_times_out(server: Server, session: Callable[..., Session]) -> None:
    server.pause = 2.0
    started = time.monotonic()
    with pytest.raises(UnreachableError, match="batas waktu"):
        session(timeout=0.5).call("GET", "/")
    assert time.monotonic() - started < 1.9


def test_hanging_node_leaves_time_for_others(
    server: Server, session: Callable[..., Session]
) -> None:
    other = Server()
    other.replies = [(200, {"well": True})]
    server.pause = 3.0
    try:
        # The client chooses the first node at random, to spread readers over the nodes.
        for seed in range(8):
            random.seed(seed)
            one = session(timeout=0.8, further=(other.port,))
            assert one.call("GET", "/", divide_time=True) == {"well": True}
    finally:
        other.http.shutdown()
        other.http.server_close()
    assert server.asked, "the node that hangs was never asked"


@pytest.mark.parametrize("reply", [INCOMPLETE, LATE], ids=["shard failed", "timed out"])
def test_incomplete_reply_is_retried_and_never_returned(
    server: Server, session: Callable[..., Session], reply: dict[str, Any]
) -> None:
    server.replies = [(200, reply), (200, COMPLETE)]
    assert search(session(), "x", {}) == COMPLETE
    server.replies = [(200, reply)]
    with pytest.raises(PartialError, match="tidak lengkap"):
        search(session(timeout=0.5), "x", {})
    assert all("allow_partial_search_results=false" in path for path, _, _ in server.asked)


@pytest.mark.parametrize("status", [401, 403])
def test_refused_credentials_are_reported(
    server: Server, session: Callable[..., Session], status: int
) -> None:
    server.replies = [(status, {"error": "no", "status": status})]
    with pytest.raises(AccessError, match="kata sandi"):
        session(user="budi", password="rahasia").call("GET", "/")
    (asked,) = server.asked
    assert asked[2] == "Basic YnVkaTpyYWhhc2lh"


def test_untrusted_certificate_is_refused(
    server: Server, session: Callable[..., Session], tmp_path: Path
) -> None:
    if not shutil.which("openssl"):
        pytest.skip("needs the program openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *named, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.http.socket = context.wrap_socket(
        server.http.socket, server_side=True, do_handshake_on_connect=False
    )
    with pytest.raises(AccessError, match="Sertifikat"):
        session(tls=True).call("GET", "/")
    assert server.asked == []
    assert session(tls=True, ca=certificate).call("GET", "/") == {}


def test_server_without_tls_is_refused(server: Server, session: Callable[..., Session]) -> None:
    with pytest.raises(AccessError, match="memakai TLS"):
        session(tls=True).call("GET", "/")
    assert server.asked == []


def test_missing_library_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(ClusterError, match=r"regsearch\[opensearch\]"):
        Session(Address((("127.0.0.1", 1),), "x", tls=False), Access())
