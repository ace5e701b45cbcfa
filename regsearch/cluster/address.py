"""Addresses of clusters, and credentials.

An address is ``opensearch://HOST[:PORT][,HOST...]/ALIAS``: TLS with a verified certificate.
``opensearch+http://`` is without TLS and only for this machine (loopback).  An address never
contains credentials, because every user of the machine can read it in the list of processes.  They
come from the environment or from ``opensearch.toml`` (:func:`regsearch.paths.settings_file`), with
a table for each first host::

    ["search.example.go.id"]
    user = "reader"
    password = "..."
    ca = "/etc/ssl/our-ca.pem"    # if a public authority did not sign the certificate
"""

from __future__ import annotations

import ipaddress
import os
import re
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regsearch.errors import AccessError, AddressError
from regsearch.paths import settings_file

USER_VARIABLE = "REGSEARCH_OPENSEARCH_USER"
PASSWORD_VARIABLE = "REGSEARCH_OPENSEARCH_PASSWORD"
CA_VARIABLE = "REGSEARCH_OPENSEARCH_CA"
TIMEOUT_VARIABLE = "REGSEARCH_OPENSEARCH_TIMEOUT"

_PORT = 9200
_TIMEOUT = 10.0
_ADDRESS = re.compile(r"opensearch(?P<plain>\+http)?://(?P<hosts>[^/?#]+)/(?P<alias>[^/?#]+)/?")
_ALIAS = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>\d{1,5}))?")
_EXAMPLE = "Contoh: opensearch://cari.contoh.go.id:9200/peraturan"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an index in a cluster."""

    hosts: tuple[tuple[str, int], ...]
    """Name and port of nodes of the cluster; any of them can answer."""
    alias: str
    """Alias that names the current build of the index, or the name of one build."""
    tls: bool

    def __str__(self) -> str:
        hosts = ",".join(f"{name}:{port}" for name, port in self.hosts)
        return f"opensearch{'' if self.tls else '+http'}://{hosts}/{self.alias}"


@dataclass(frozen=True, slots=True)
class Access:
    """Credentials and time limit for a cluster."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    """File of the certificates to trust instead of those of public authorities."""
    timeout: float = _TIMEOUT
    """Seconds until a request fails, retries included."""


def parse_address(text: str) -> Address:
    """Parse an address.

    Raises:
        AddressError: *text* is no address, contains credentials, or asks for a connection without
            TLS to another machine.

    """
    if "@" in text:
        raise AddressError(
            "Nama pengguna dan kata sandi tidak boleh ada dalam alamat (terlihat dalam daftar "
            f"proses). Pakai variabel {USER_VARIABLE} dan {PASSWORD_VARIABLE}, "
            f"atau berkas {settings_file()}."
        )
    match = _ADDRESS.fullmatch(text)
    if not match:
        raise AddressError(f"{text!r} bukan alamat kluster. {_EXAMPLE}")
    hosts = tuple(_host(part, text) for part in match["hosts"].split(","))
    if not _ALIAS.fullmatch(match["alias"]):
        raise AddressError(
            f"{match['alias']!r} bukan nama indeks: huruf kecil, angka, titik, '-' dan '_' saja. "
            f"{_EXAMPLE}"
        )
    if match["plain"] and not all(_is_loopback(name) for name, _ in hosts):
        raise AddressError(
            f"{text} tanpa TLS, dan itu hanya untuk komputer ini sendiri. Pakai opensearch://"
        )
    return Address(hosts, match["alias"], tls=not match["plain"])


def _host(part: str, text: str) -> tuple[str, int]:
    match = _HOST.fullmatch(part)
    if not match or int(match["port"] or _PORT) > 65535:
        raise AddressError(f"{part!r} dalam {text!r} bukan nama komputer. {_EXAMPLE}")
    return match["name"], int(match["port"] or _PORT)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost"


def access_to(address: Address) -> Access:
    """Return the credentials for *address* from the environment and the user's settings.

    Raises:
        AddressError: the settings cannot be read, or are invalid.
        AccessError: other users can read the file with the password.

    """
    table = _settings(address.hosts[0][0])
    user = os.environ.get(USER_VARIABLE) or table.get("user")
    password = os.environ.get(PASSWORD_VARIABLE) or table.get("password")
    ca = os.environ.get(CA_VARIABLE) or table.get("ca")
    seconds: Any = os.environ.get(TIMEOUT_VARIABLE) or table.get("timeout", _TIMEOUT)
    try:
        timeout = float(seconds)
    except (TypeError, ValueError) as error:
        raise AddressError(f"Batas waktu {seconds!r} bukan bilangan detik.") from error
    if not 0 < timeout <= 600:
        raise AddressError(f"Batas waktu {timeout:g} detik di luar 0 sampai 600.")
    if ca and not Path(ca).is_file():
        raise AddressError(f"Berkas sertifikat {ca} tidak ada.")
    return Access(user, password, Path(ca) if ca else None, timeout)


def _settings(host: str) -> dict[str, Any]:
    path = settings_file()
    try:
        mode = path.stat().st_mode
        table = tomllib.loads(path.read_text("utf-8")).get(host, {})
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise AddressError(f"Pengaturan {path} tidak terbaca: {error}") from error
    if not isinstance(table, dict) or table.keys() - {"user", "password", "ca", "timeout"}:
        raise AddressError(f'{path}: ["{host}"] hanya memuat user, password, ca, timeout.')
    if os.name == "posix" and "password" in table and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise AccessError(f"{path} memuat kata sandi dan terbaca orang lain. chmod 600 {path}")
    return table
