"""A server as a process of its own, and the SDK's client, or bare lines, to speak with it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("mcp", reason="regsearch[mcp] is not installed")

from mcp import Client, StdioServerParameters

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    Ask = Callable[[Client], Awaitable[Any]]

# The one event that asyncio itself causes, for a pair of sockets, is not among them.
_PROGRAM = """
import sys

sys.path[:] = {path!r}

def refuse(event, arguments):
    if event in {{"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}}:
        print("NETWORK", event, file=sys.stderr)
        raise RuntimeError(event)

sys.addaudithook(refuse)
sys.modules.update(dict.fromkeys({missing!r}))
from regsearch.__main__ import run

run()
"""
HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


def command(*arguments: str, missing: tuple[str, ...] = ()) -> list[str]:
    """The command line of ``regsearch``, as a process that may not use the network."""
    program = _PROGRAM.format(path=sys.path, missing=missing)
    return [sys.executable, "-c", program, *arguments]


class Wire:
    """A server spoken to line by line."""

    def __init__(self, index: Path) -> None:
        self.process = subprocess.Popen(
            command("mcp", "--indeks", str(index)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def send(self, line: Any) -> None:
        assert self.process.stdin
        text = line if isinstance(line, bytes) else json.dumps(line).encode()
        self.process.stdin.write(text + b"\n")
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def ask(self, number: int, method: str, params: Any = None) -> dict[str, Any]:
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}})
        answer = self.receive()
        assert answer["id"] == number
        return answer

    def greet(self) -> dict[str, Any]:
        self.send(HELLO)
        answer = self.receive()
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return answer


@pytest.fixture
def wire(index_folder: Path) -> Iterator[Wire]:
    with _wire(index_folder) as opened:
        yield opened


@contextmanager
def _wire(index: Path) -> Iterator[Wire]:
    opened = Wire(index)
    try:
        yield opened
    finally:
        opened.process.kill()
        opened.process.communicate()


@pytest.fixture
def converse(index_folder: Path, tmp_path: Path) -> Callable[..., Any]:
    """Start a server, let a client of the SDK speak with it, and end both."""

    def start(ask: Ask, mode: Any = "auto", index: Path = index_folder) -> Any:
        program, *arguments = command("mcp", "--indeks", str(index))
        variables = {"REGSEARCH_DATA": os.environ["REGSEARCH_DATA"]}
        server = StdioServerParameters(command=program, args=arguments, env=variables)

        async def talk() -> Any:
            async with asyncio.timeout(120), Client(server, mode=mode) as client:
                return await ask(client)

        return asyncio.run(talk())

    return start
