"""A download goes to the public internet only, wherever names and redirections lead."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.corpus import download as downloading
from regsearch.corpus import public_address
from regsearch.corpus.download import Limits, _Transfer, download
from regsearch.corpus.public_address import is_public
from regsearch.errors import DownloadError
from tests.corpus.server import Behaviour, serving

if TYPE_CHECKING:
    from pathlib import Path

QUICK = Limits(attempts=1, silence=0.5, pause=0.0)
PRIVATE = (
    *("127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254"),
    *("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::7f00:1", "64:ff9b::a00:1", "::7f00:1"),
    *("2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe"),
)
PUBLIC = ("8.8.8.8", "103.30.180.1", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808")
NAMES = {
    "dalam.contoh.id": ["10.0.0.5"],
    "dua.contoh.id": ["103.30.180.1", "127.0.0.1"],
    "luar.contoh.id": ["103.30.180.1"],
}
"""Names and what a resolver says of them, here."""


@pytest.fixture(autouse=True)
def without_proxy_and_with_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    real = socket.getaddrinfo

    def resolved(host: Any, port: Any, *rest: Any, **options: Any) -> Any:
        if host in NAMES:
            return [(0, 0, 0, "", (address, port)) for address in NAMES[host]]
        return real(host, port, *rest, **options)

    monkeypatch.setattr(public_address.socket, "getaddrinfo", resolved)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


TARGETS = (
    *(f"[{a.partition('%')[0]}]" if ":" in a else a for a in PRIVATE),
    *("localhost", "2130706433", "0x7f.1", "127.1", "dalam.contoh.id", "dua.contoh.id"),
)


@pytest.mark.parametrize("host", TARGETS)
def test_redirection_into_the_own_network_is_refused(tmp_path: Path, host: str) -> None:
    server = Behaviour(b"")
    server.location, server.statuses = f"https://{host}/rahasia.pdf", [302]
    with (
        serving(server) as address,
        pytest.raises(DownloadError, match=r"jaringan Anda sendiri.*--jaringan-lokal"),
    ):
        download(address, tmp_path / "part", QUICK, plain_loopback=True)
    assert len(server.requests) == 1
    with pytest.raises(DownloadError, match="jaringan Anda sendiri"):
        download(f"https://{host}/rahasia.pdf", tmp_path / "part", QUICK)
    assert not (tmp_path / "part").exists()


def test_option_allows_the_own_network(tmp_path: Path) -> None:
    with serving(Behaviour(b"")) as address, pytest.raises(DownloadError, match="terputus"):
        download(address.replace("http:", "https:"), tmp_path / "part", QUICK, private=True)


class Answered:
    """An answer whose other end is at *peer*."""

    def __init__(self, peer: tuple[str, int] | None) -> None:
        self.extensions = {"network_stream": self}
        self._peer = peer

    def get_extra_info(self, _: str) -> tuple[str, int] | None:
        return self._peer


@pytest.mark.parametrize("peer", [("127.0.0.1", 443), ("10.0.0.5", 443), ("::1", 443), None])
def test_name_that_leads_elsewhere_when_it_is_asked_again(
    tmp_path: Path, peer: tuple[str, int] | None
) -> None:
    """DNS rebinding: the name was public when it was looked up, and the connection is not."""
    address = "https://luar.contoh.id/naskah.pdf"
    transfer = _Transfer(address, tmp_path / "part", QUICK, None, False, False)
    transfer._require_allowed(address)
    transfer._require_public_peer(Answered(("103.30.180.1", 443)), address)  # type: ignore[arg-type]
    with pytest.raises(DownloadError, match="jaringan Anda sendiri"):
        transfer._require_public_peer(Answered(peer), address)  # type: ignore[arg-type]
    allowed = _Transfer(address, tmp_path / "part", QUICK, None, True, False)
    allowed._require_public_peer(Answered(peer), address)  # type: ignore[arg-type]


def test_proxy_resolves_names_but_no_address_is_handed_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://192.168.0.1:3128")
    transfer = _Transfer("https://x", tmp_path / "part", QUICK, None, False, False)
    transfer._require_allowed("https://tidak-ada.contoh.id/a.pdf")
    with pytest.raises(DownloadError, match="jaringan Anda sendiri"):
        transfer._require_allowed("https://169.254.169.254/a.pdf")


@pytest.mark.parametrize("address", ["https://[::1/a", "https://x:99999/a", "https://x:y/a"])
def test_malformed_address_is_a_typed_error(tmp_path: Path, address: str) -> None:
    with pytest.raises(DownloadError):
        download(address, tmp_path / "part", QUICK)
    assert downloading.is_public("8.8.8.8")


def test_answer_of_a_private_machine_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was looked up before: the machine that answers decides."""
    monkeypatch.setattr(_Transfer, "_require_allowed", lambda *_: None)
    content = b"%PDF-1.7\n%%EOF\n"
    with serving(Behaviour(content)) as address:
        with pytest.raises(DownloadError, match="jaringan Anda sendiri"):
            download(address, tmp_path / "part", QUICK)
        assert not (tmp_path / "part").exists()
        download(address, tmp_path / "part", QUICK, private=True)
    assert (tmp_path / "part").read_bytes() == content
