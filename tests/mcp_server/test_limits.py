"""What is refused, escaped or kept from a client; none of it needs an index."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

import regsearch
from regsearch.errors import TooLargeError, UsageError
from regsearch.mcp_server import server
from regsearch.mcp_server.results import shown
from regsearch.mcp_server.tools import tools

if TYPE_CHECKING:
    from pathlib import Path


def lines(content: bytes) -> list[str]:
    async def read() -> list[str]:
        return [line async for line in server._lines(BytesIO(content))]

    return asyncio.run(read())


def test_a_line_may_be_as_long_as_a_message_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "MAX_MESSAGE", 8)
    assert lines(b"1234567\n\xff\n34") == ["1234567\n", "\ufffd\n", "34"]
    with pytest.raises(TooLargeError, match="melebihi 8 bita"):
        lines(b"1\n123456789\n")


def test_an_argument_may_be_as_long_as_its_schema_says(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "tidak-ada")
    for tool, name, limit in (("cari", "kueri", 20_000), ("periksa", "teks", 100_000)):
        with pytest.raises(UsageError, match=f"batasnya {limit}"):
            tools()[tool].call({name: "a" * (limit + 1)}, nowhere)
        with pytest.raises(regsearch.RegsearchError, match="Tidak ada indeks"):
            tools()[tool].call({name: "a" * limit}, nowhere)


def test_nothing_that_a_person_does_not_see_reaches_the_assistant() -> None:
    hidden = "Pasal 5\u200b\u202e\U000e0041\x1b[2J\ud800\nayat\u00a0(1) é"
    assert shown({"a": [hidden, 1, None]}) == {
        "a": ["Pasal 5\\u200b\\u202e\\ue0041\\x1b[2J\\ud800\nayat\u00a0(1) é", 1, None]
    }


@pytest.mark.parametrize("raised", [RuntimeError("/rahasia/di/disk"), KeyError("/rahasia")])
def test_what_nobody_foresaw_tells_nothing_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, raised: Exception
) -> None:
    def fails(*_: object) -> Any:
        raise raised

    monkeypatch.setattr(regsearch, "open", fails)
    result = server._call(tools()["pasal"], {"sitasi": "PP 94/2021"}, None)
    assert result.is_error
    assert "rahasia" not in result.model_dump_json()
    assert "rahasia" in caplog.text


def test_a_fault_of_the_system_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(regsearch, "open", fails)
    result = server._call(tools()["pasal"], {"sitasi": "PP 94/2021"}, None)
    assert "berkas_terbuka" in result.model_dump_json()
