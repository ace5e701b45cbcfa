"""The server: threads that share one library, on this machine alone unless told otherwise."""

from __future__ import annotations

from contextlib import closing
from ipaddress import ip_address
from typing import TYPE_CHECKING

from waitress.server import create_server

from regsearch.errors import UsageError, system_fault
from regsearch.web.app import MAX_UPLOAD, create_app
from regsearch.web.current import CurrentLibrary

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

THREADS = 8
"""Requests that are answered at once; further ones wait."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


def parse_address(text: str) -> tuple[str, int]:
    """Return the host and the port of *text*, ``127.0.0.1:8000`` or ``[::1]:8000``.

    Raises:
        UsageError: it is not an address of this form.

    >>> parse_address("localhost:8000")
    ('localhost', 8000)
    """
    host, colon, port = text.strip().rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and 0 <= int(port) < 65536):
        raise UsageError(f"{text!r} bukan alamat. Contoh: 127.0.0.1:8000")
    return host, int(port)


def is_local(host: str) -> bool:
    """Say whether only this machine can open *host*."""
    bare = host.strip("[]")
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def hosts_of(host: str, names: Sequence[str]) -> list[str]:
    """Return the names under which the pages may be opened.

    Args:
        host: where the server listens.
        names: further names of this machine, given by the user.

    Raises:
        UsageError: it listens on every address of the machine, and no name was given.

    """
    bare = host.strip("[]")
    names = [name.casefold().strip("[]") for name in names]
    if bare in {"0.0.0.0", "::"}:
        if not names:
            raise UsageError(
                f"{host} berarti semua alamat komputer ini. Sebut juga nama atau alamat yang akan "
                "diketik orang: --nama regsearch.kantor.lokal"
            )
        return [*names, *_LOCAL]
    return [*names, *(_LOCAL if is_local(host) else ()), bare]


def serve(
    index: str | os.PathLike[str] | None,
    address: str,
    names: Sequence[str] = (),
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the pages until the process is interrupted.

    Args:
        index: as for :func:`regsearch.open`.
        address: where to listen.
        names: further names under which the pages may be opened.
        announce: called with the address of the first page once requests are answered.

    Raises:
        UsageError: *address* or *names* cannot be used.
        SystemFaultError: the address is in use or refused.
        StorageError: as :func:`regsearch.open`.

    """
    host, port = parse_address(address)
    hosts = hosts_of(host, names)
    with CurrentLibrary(index) as library:
        app = create_app(library, hosts)
        try:
            server = create_server(
                app,
                host=host.strip("[]"),
                port=port,
                threads=THREADS,
                ident="",
                # The application refuses more with a page; what is far more is not even read.
                max_request_body_size=4 * MAX_UPLOAD,
                connection_limit=200,
                channel_timeout=60,
            )
        except ValueError as error:  # waitress, of a name that nobody knows
            raise UsageError(f"{host!r} bukan alamat komputer ini.") from error
        except OSError as error:
            error.filename = address
            raise system_fault(error, always=True) or error from error
        with closing(server):
            announce(f"http://{host}:{getattr(server, 'effective_port', port)}/")
            server.run()
