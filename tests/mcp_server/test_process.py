"""The process: what it prints where, what bad input and lost clients do to it, what it needs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import regsearch
from regsearch.mcp_server import server
from tests.mcp_server.conftest import HELLO, command

if TYPE_CHECKING:
    from tests.mcp_server.conftest import Wire

ROOT = Path(regsearch.__file__).parents[1]
CALL = {"name": "pasal", "arguments": {"sitasi": "PP 94/2021 Pasal 5"}}


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments, **options), capture_output=True, text=True, check=False, input=""
    )


def test_stdout_carries_the_protocol_only_and_no_call_uses_the_network(wire: Wire) -> None:
    greeted = wire.greet()
    assert greeted["result"]["serverInfo"]["name"] == "regsearch"
    assert wire.ask(1, "tools/call", CALL)["result"]["structuredContent"]["answers"]
    searched = {"name": "cari", "arguments": {"kueri": "bolos kerja"}}
    assert wire.ask(2, "tools/call", searched)["result"]["structuredContent"]["answers"]
    assert wire.ask(3, "resources/read", {"uri": "regsearch://korpus"})["result"]["contents"]
    printed, told = wire.process.communicate(timeout=30)  # closes stdin
    assert wire.process.returncode == 0
    assert printed == b""
    assert told == b""


def test_malformed_messages_do_not_end_the_server(wire: Wire) -> None:
    wire.greet()
    for line in (b"mangga", b"{", b"[]", b"\xff\xfe", b'{"jsonrpc": "2.0"}', b"[" * 100_000):
        wire.send(line)
    refused = [
        ("tools/call", {"name": "hapus", "arguments": {}}, -32602),
        ("tools/call", {"name": "cari", "arguments": "bolos"}, -32602),
        ("tools/call", {}, -32602),
        ("resources/read", {"uri": 5}, -32602),
        ("resources/read", {"uri": "regsearch://x"}, -32602),
        ("jual/beli", {}, -32601),
    ]
    for number, (method, params, code) in enumerate(refused, 1):
        wire.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        answer = wire.receive()
        while answer.get("id") != number:  # answers to lines whose sender is not known
            answer = wire.receive()
        assert answer["error"]["code"] == code, (method, params)
    assert wire.ask(99, "tools/call", CALL)["result"]["structuredContent"]["answers"]


def test_a_long_message_is_a_typed_error_and_too_long_a_one_ends_the_connection(wire: Wire) -> None:
    wire.greet()
    given = {"name": "cari", "arguments": {"kueri": "a" * (server.MAX_MESSAGE - 1_000)}}
    result = wire.ask(1, "tools/call", given)["result"]
    assert result["isError"]
    assert json.loads(result["content"][0]["text"])["error"]["code"] == "pemakaian"
    try:
        wire.send(b"a" * (server.MAX_MESSAGE + 2))
        printed, told = wire.process.communicate(timeout=30)
    except BrokenPipeError:  # it left while we were still writing
        printed, told = wire.process.stdout.read(), wire.process.stderr.read()  # type: ignore[union-attr]
        wire.process.wait(30)
    assert wire.process.returncode == 3
    assert printed == b""
    assert b"Pesan klien melebihi" in told
    assert b"Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_the_server_ends_when_its_client_is_killed(index_folder: Path) -> None:
    program = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        f"child.stdin.write({json.dumps(HELLO)!r}.encode() + b'\\n')\n"
        "child.stdin.flush()\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    served = command("mcp", "--indeks", str(index_folder))
    client = subprocess.Popen(
        [sys.executable, "-c", program, *served], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert client.stdout
    assert client.stderr
    pid = int(client.stdout.readline())
    client.send_signal(signal.SIGKILL)
    client.wait(30)
    deadline = time.monotonic() + 20
    while _lives(pid):
        assert time.monotonic() < deadline, "the server outlived its client"
        time.sleep(0.05)
    assert client.stderr.read() == b""  # the server's own, which it inherited
    client.stdout.close()
    client.stderr.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_client_that_does_not_read_is_no_traceback(wire: Wire) -> None:
    wire.greet()
    assert wire.process.stdout
    wire.process.stdout.close()
    wire.send({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": CALL})
    assert wire.process.wait(30) == 0
    assert wire.process.stderr
    assert wire.process.stderr.read() == b""
    wire.process.stdout = None


def test_without_the_sdk_the_command_names_the_remedy(index_folder: Path) -> None:
    result = run("mcp", "--indeks", str(index_folder), missing=("mcp",))
    assert result.returncode == 2
    assert result.stdout == ""
    assert "pip install 'regsearch[mcp]'" in result.stderr
    assert "Traceback" not in result.stderr


def test_without_an_index_the_server_does_not_start(tmp_path: Path) -> None:
    result = run("mcp", "--indeks", str(tmp_path / "tidak-ada"))
    assert result.returncode == 3
    assert result.stdout == ""
    assert "Tidak ada indeks" in result.stderr


def test_the_default_install_brings_no_sdk() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert not any(need.startswith("mcp") for need in project["dependencies"])
    assert any(need.startswith("mcp") for need in project["optional-dependencies"]["mcp"])


def test_the_guide_registers_the_command_as_clients_expect() -> None:
    guide = (ROOT / "docs" / "panduan.md").read_text("utf-8")
    blocks = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```", guide, re.M | re.S)]
    assert [next(iter(block)) for block in blocks] == ["mcpServers", "servers"]
    for block in blocks:
        (servers,) = block.values()
        assert servers["regsearch"]["command"].endswith("/regsearch")
        assert run(*servers["regsearch"]["args"], "--help").returncode == 0


def test_a_cancelled_call_does_not_hold_up_the_next(wire: Wire) -> None:
    wire.greet()
    wire.send({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": CALL})
    cancelled = {"requestId": 1, "reason": "tidak perlu"}
    wire.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": cancelled})
    wire.send({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": CALL})
    answer = wire.receive()
    if answer["id"] == 1:  # it was done, or is said to be cancelled
        answer = wire.receive()
    assert answer["id"] == 2
    assert answer["result"]["structuredContent"]["answers"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_many_calls_do_not_fill_the_memory(wire: Wire) -> None:
    wire.greet()
    asked = ["like postingan calon bupati", "bolos kerja 12 hari", "masuk partai politik"]
    megabytes = []
    for number in range(1, 121):
        given = {"name": "cari", "arguments": {"kueri": asked[number % 3]}}
        assert not wire.ask(number, "tools/call", given)["result"]["isError"]
        pages = int(Path(f"/proc/{wire.process.pid}/statm").read_text().split()[1])
        megabytes.append(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)
    assert megabytes[-1] < megabytes[40] + 60
