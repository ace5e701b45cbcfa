"""Whether an address is on the public internet, so that no server sends a download elsewhere.

The address of a regulation may be answered by a redirection, and a name may lead to any machine:
to services of one's own network or computer that trust whoever can reach them.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
"""IPv6 networks whose last 32 bits are an IPv4 address."""


def is_public(address: str) -> bool:
    """Say whether the IP *address*, and any that it stands for, is of the public internet.

    >>> is_public("8.8.8.8"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    return all(a.is_global and not a.is_multicast for a in _meant(address))


def _meant(address: str) -> Iterator[IPv4Address | IPv6Address]:
    outer = ip_address(address.partition("%")[0])
    if isinstance(outer, IPv4Address):
        yield outer
        return
    inner = outer.ipv4_mapped or outer.sixtofour or (outer.teredo and outer.teredo[1])
    if inner is None and any(outer in network for network in _TRANSLATED):
        inner = IPv4Address(int(outer) & 0xFFFFFFFF)
    if inner is None:
        yield outer
    else:
        yield inner


def private_address_of(host: str, port: int) -> str | None:
    """Return an address of *host* that is not public, or None if all are.

    A name that only a proxy can resolve is left to the proxy.

    Raises:
        OSError: the name does not exist, and no proxy is used.

    """
    if through_proxy(host):
        try:
            return None if is_public(host.strip("[]")) else host
        except ValueError:
            return None
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = (str(entry[4][0]) for entry in found)
    return next((address for address in addresses if not is_public(address)), None)


def through_proxy(host: str) -> bool:
    """Say whether https to *host* goes through a proxy."""
    proxies = getproxies()
    return bool(proxies.get("https") or proxies.get("all")) and not proxy_bypass(host)
