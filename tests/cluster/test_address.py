"""Addresses of clusters, and where credentials may be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.cluster import address
from regsearch.cluster.address import Address, access_to, parse_address
from regsearch.errors import AccessError, AddressError
from regsearch.paths import default_index, index_location, settings_file

if TYPE_CHECKING:
    from pathlib import Path

TLS = "opensearch://cari.contoh.go.id/peraturan"


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "CA", "TIMEOUT"):
        monkeypatch.delenv(getattr(address, f"{name}_VARIABLE"), raising=False)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (TLS, Address((("cari.contoh.go.id", 9200),), "peraturan", tls=True)),
        ("opensearch://a:9201,b/x-1", Address((("a", 9201), ("b", 9200)), "x-1", tls=True)),
        ("opensearch+http://127.0.0.1:9/x", Address((("127.0.0.1", 9),), "x", tls=False)),
        ("opensearch+http://[::1]/x/", Address((("[::1]", 9200),), "x", tls=False)),
    ],
)
def test_address_round_trips(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        "opensearch://host",
        "opensearch://host/",
        "opensearch:///alias",
        "opensearch://host/Peraturan",
        "opensearch://host/*",
        "opensearch://host/a,b",
        "opensearch://host/_all",
        "opensearch://host/a?x=1",
        "opensearch://host/a/b",
        "opensearch://ho st/a",
        "opensearch://host:99999/a",
        "https://host/a",
    ],
)
def test_invalid_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_address(text)


@pytest.mark.parametrize("host", ["cari.contoh.go.id", "10.0.0.1", "127.0.0.1,10.0.0.1"])
def test_plain_http_is_for_loopback_only(host: str) -> None:
    with pytest.raises(AddressError, match="TLS"):
        parse_address(f"opensearch+http://{host}/peraturan")


def test_credentials_in_address_are_refused() -> None:
    with pytest.raises(AddressError, match="daftar proses") as refused:
        parse_address("opensearch://budi:rahasia@host/peraturan")
    assert "rahasia" not in str(refused.value)


def test_credentials_from_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(address.USER_VARIABLE, "budi")
    monkeypatch.setenv(address.PASSWORD_VARIABLE, "rahasia")
    monkeypatch.setenv(address.TIMEOUT_VARIABLE, "2.5")
    access = access_to(parse_address(TLS))
    assert (access.user, access.password, access.timeout) == ("budi", "rahasia", 2.5)
    assert "rahasia" not in repr(access)


def settings(text: str, mode: int = 0o600) -> Path:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def test_credentials_from_settings(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.touch()
    table = f'["cari.contoh.go.id"]\nuser = "budi"\npassword = "x"\nca = "{ca}"\ntimeout = 3\n'
    settings(table)
    access = access_to(parse_address(TLS))
    assert (access.user, access.password, access.ca, access.timeout) == ("budi", "x", ca, 3.0)
    assert access_to(parse_address("opensearch://lain/peraturan")).user is None


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o604])
def test_readable_password_file_is_refused(mode: int) -> None:
    path = settings('["cari.contoh.go.id"]\npassword = "x"\n', mode)
    with pytest.raises(AccessError, match=f"chmod 600 {path}"):
        access_to(parse_address(TLS))


@pytest.mark.parametrize(
    "text", ["[", '["cari.contoh.go.id"]\nverify = false', '["cari.contoh.go.id"]\nca = "/no"']
)
def test_invalid_settings_are_refused(text: str) -> None:
    settings(text)
    with pytest.raises(AddressError):
        access_to(parse_address(TLS))


@pytest.mark.parametrize("seconds", ["lama", "0", "-1", "1e9", "nan"])
def test_invalid_timeout_is_refused(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(address.TIMEOUT_VARIABLE, seconds)
    with pytest.raises(AddressError):
        access_to(parse_address(TLS))


def test_address_is_not_taken_for_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert index_location(TLS) == TLS
    assert index_location(tmp_path) == tmp_path
    monkeypatch.setenv("REGSEARCH_INDEX", TLS)
    assert index_location() == TLS
    with pytest.raises(AddressError, match="folder"):
        default_index()
