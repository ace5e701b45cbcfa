"""The alias that names the build in use: completing a build, switching to it and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regsearch.cluster.address import access_to, parse_address
from regsearch.cluster.client import RefusedError, Session
from regsearch.cluster.engine import routes
from regsearch.cluster.layout import STATE, files_of
from regsearch.cluster.requests import fetch
from regsearch.errors import IndexMissingError, LoadError

if TYPE_CHECKING:
    from collections.abc import Mapping


def finish(session: Session, build: str) -> str | None:
    """Make a loaded *build* read-only and switch the session's alias to it.

    Returns:
        the build that the alias named before, if any; it is kept.

    Raises:
        LoadError: not every shard has its copies yet.
        ClusterError: a request failed.

    """
    _wait_for_copies(session, build)
    former = current_build(session)
    if not is_complete(session, build):
        try:
            _make_read_only(session, build, former)
        except RefusedError:
            # Another loader may have completed it meanwhile.
            if not is_complete(session, build):
                raise
    if former != build:
        _switch(session, build)
    return former if former != build else _state(session, build).get("former")


def _make_read_only(session: Session, build: str, former: str | None) -> None:
    """Block writes to *build* and mark it complete, so that readers get what was checked."""
    files = files_of(build)
    session.call("PUT", f"/{build}/_settings", {"index.blocks.write": True})
    state = {"former": former if former != build else None, "routes": routes(session, build)}
    session.call("PUT", f"/{files}/_doc/{STATE}", state)
    session.call("PUT", f"/{files}/_settings", {"index.blocks.write": True})


def is_complete(session: Session, build: str) -> bool:
    """Return whether *build* was loaded and checked completely."""
    return bool(_state(session, build))


def _state(session: Session, build: str) -> Mapping[str, Any]:
    try:
        return fetch(session, files_of(build), [STATE]).get(STATE, {})
    except IndexMissingError:
        return {}


def current_build(session: Session) -> str | None:
    """Return the build that the session's alias names, or None."""
    return next(iter(_aliased(session)), None)


def _aliased(session: Session) -> list[str]:
    """Return the builds that the session's alias names."""
    try:
        # With the alias as first part, the request needs rights on its own indices only.
        alias = session.address.alias
        return sorted(session.call("GET", f"/{alias}/_alias/{alias}"))
    except RefusedError as error:
        if error.status == 404:
            return []
        raise


def _switch(session: Session, build: str) -> None:
    alias = session.address.alias
    while (aliased := _aliased(session)) != [build]:
        # One request, so that the alias names exactly one build at any moment.
        actions = [{"remove": {"index": old, "alias": alias}} for old in aliased if old != build]
        actions.append({"add": {"index": build, "alias": alias}})
        try:
            session.call("POST", "/_aliases", {"actions": actions})
        except RefusedError as error:
            # Another loader has switched the alias meanwhile: start again.
            if error.kind != "aliases_not_found_exception":
                raise


def _wait_for_copies(session: Session, build: str) -> None:
    names = f"{build},{files_of(build)}"
    params = {"wait_for_status": "green", "timeout": f"{session.timeout * 0.8:.0f}s"}
    try:
        session.call("GET", f"/_cluster/health/{names}", None, params)
    except RefusedError as error:
        if error.status != 408:
            raise
        raise LoadError(
            f"Belum semua bagian {build} punya salinan, mungkin karena sebuah simpul hilang. Alias "
            "tidak dialihkan. Ulangi perintahnya setelah kluster pulih; yang sudah dimuat dilewati."
        ) from error


def switch_back(location: str) -> tuple[str, str]:
    """Switch the alias back to the build before the current one.

    Args:
        location: address of the index in the cluster.

    Returns:
        the build that is now current, and the one that was.

    Raises:
        IndexMissingError: there is no index, or no complete build before the current one.
        ClusterError: a request failed.

    """
    address = parse_address(location)
    session = Session(address, access_to(address))
    try:
        current = current_build(session)
        if current is None:
            raise IndexMissingError(f"Tidak ada indeks {address.alias!r} di kluster {address}.")
        former = _state(session, current).get("former")
        if not former or not is_complete(session, former):
            raise IndexMissingError(
                f"Tidak ada lagi bangunan sebelum {current} di kluster {address}."
            )
        _switch(session, former)
        return former, current
    finally:
        session.close()
