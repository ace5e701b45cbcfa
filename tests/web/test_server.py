"""The server as a process: where it listens, what it refuses, many users at once."""

from __future__ import annotations

import socket
import subprocess
import sys
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from web_load import run as use_pages

from regsearch.web.app import MAX_UPLOAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result


@pytest.fixture
def connection(site: str) -> Iterator[HTTPConnection]:
    opened = HTTPConnection(urlsplit(site).netloc, timeout=30)
    yield opened
    opened.close()


def test_server_answers_on_this_machine_alone(site: str, connection: HTTPConnection) -> None:
    assert urlsplit(site).hostname == "127.0.0.1"
    connection.request("GET", "/cari?q=like+postingan+calon+bupati")
    response = connection.getresponse()
    assert response.status == 200
    assert "DISIPLIN BERAT" in response.read().decode()
    assert response.getheader("Server") is None
    other = HTTPConnection(socket.gethostbyname(socket.gethostname()), urlsplit(site).port)
    if other.host != "127.0.0.1":
        with pytest.raises(ConnectionRefusedError):
            other.request("GET", "/")


def test_server_refuses_another_name(connection: HTTPConnection) -> None:
    connection.request("GET", "/cari?q=bolos", headers={"Host": "evil.example"})
    response = connection.getresponse()
    assert response.status == 400
    assert "Nama ini tidak diterima" in response.read().decode()


@pytest.mark.parametrize("size", [MAX_UPLOAD + 1, 5 * MAX_UPLOAD, 1 << 40])
def test_server_reads_no_more_than_a_draft_may_have(site: str, size: int) -> None:
    address = urlsplit(site)
    with socket.create_connection((address.hostname or "", address.port or 0), 30) as raw:
        raw.sendall(
            b"POST /cari HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
            b"Content-Length: %d\r\n\r\n" % size
        )
        if size > 4 * MAX_UPLOAD:
            raw.settimeout(10)
            assert b"413" in raw.recv(200)


@pytest.mark.parametrize(
    "request_line",
    [b"GET /" + b"a" * 300_000 + b" HTTP/1.1", b"GARBAGE", b"GET / HTTP/9.9", b"\x00\x01\x02"],
)
def test_broken_requests_end_in_a_refusal(site: str, request_line: bytes) -> None:
    address = urlsplit(site)
    with socket.create_connection((address.hostname or "", address.port or 0), 30) as raw:
        raw.sendall(request_line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        raw.settimeout(10)
        told = raw.recv(4_000)
    assert b"Traceback" not in told
    assert b" 200 " not in told.split(b"\r\n")[0] or request_line.endswith(b"9.9")


@pytest.fixture
def run() -> Callable[..., Result]:
    from click.testing import CliRunner

    from regsearch.cli import main

    return lambda *arguments: CliRunner().invoke(main, list(arguments))


def test_address_in_use_is_an_indonesian_error(site: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "regsearch", "web", "--alamat", urlsplit(site).netloc],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 3
    assert "dipakai program lain" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("address", ["8000", "127.0.0.1:banyak", "tidak.ada.invalid:8000"])
def test_address_that_is_none_is_wrong_usage(run: Callable[..., Result], address: str) -> None:
    result = run("web", "--alamat", address)
    assert result.exit_code == 2
    assert "bukan alamat" in result.stderr


def test_listening_everywhere_without_a_name_is_wrong_usage(run: Callable[..., Result]) -> None:
    result = run("web", "--alamat", "0.0.0.0:0")
    assert result.exit_code == 2
    assert "--nama" in result.stderr


def test_without_the_extra_the_remedy_is_named() -> None:
    program = (
        "import sys; sys.modules['flask'] = None; sys.path[:] = {path!r}; "
        "sys.argv = ['regsearch', 'web']; from regsearch.__main__ import run; run()"
    )
    result = subprocess.run(
        [sys.executable, "-c", program.format(path=sys.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert "pip install 'regsearch[web]'" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_fifty_users_for_a_minute_get_what_each_would_get_alone(site: str) -> None:
    load = use_pages(urlsplit(site).netloc, users=50, seconds=60)
    print(f"counted web: 50 users for 60 s: {load}")
    assert load.wrong == []
    assert len(load.waited) > 300
