"""Which build of an index a cluster's readers get: the alias, switched at once and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regsearch.cluster.address import access_to, parse_address
from regsearch.cluster.client import RefusedError, Session
from regsearch.cluster.engine import routes
from regsearch.cluster.layout import STATE, files_of
from regsearch.cluster.store import fetch
from regsearch.errors import IndexMissingError, LoadError

if TYPE_CHECKING:
    from collections.abc import Mapping


def finish(session: Session, build: str) -> str | None:
    """Close a loaded *build* for good and make the session's alias name it.

    Returns:
        the build that the alias named before this one, if any; it is kept.

    Raises:
        LoadError: not every shard has its copies yet.
        ClusterError: the cluster does not do it.

    """
    _wait_for_copies(session, build)
    former = in_use(session)
    if not is_complete(session, build):
        try:
            _close(session, build, former)
        except RefusedError:
            # Another loader was faster.
            if not is_complete(session, build):
                raise
    if former != build:
        _switch(session, build)
    return former if former != build else _state(session, build).get("former")


def _close(session: Session, build: str, former: str | None) -> None:
    """Let nobody change *build* from here on, so that what was checked is what is read."""
    files = files_of(build)
    session.call("PUT", f"/{build}/_settings", {"index.blocks.write": True})
    state = {"former": former if former != build else None, "routes": routes(session, build)}
    session.call("PUT", f"/{files}/_doc/{STATE}", state)
    session.call("PUT", f"/{files}/_settings", {"index.blocks.write": True})


def is_complete(session: Session, build: str) -> bool:
    """Say whether *build* was loaded and checked as a whole."""
    return bool(_state(session, build))


def _state(session: Session, build: str) -> Mapping[str, Any]:
    try:
        return fetch(session, files_of(build), [STATE]).get(STATE, {})
    except IndexMissingError:
        return {}


def in_use(session: Session) -> str | None:
    """Return the build that the session's alias names, or None."""
    return next(iter(_named(session)), None)


def _named(session: Session) -> list[str]:
    try:
        # By this path only the indices of that name are looked at, and need to be allowed.
        alias = session.address.alias
        return sorted(session.call("GET", f"/{alias}/_alias/{alias}"))
    except RefusedError as error:
        if error.status == 404:
            return []
        raise


def _switch(session: Session, build: str) -> None:
    alias = session.address.alias
    while (named := _named(session)) != [build]:
        # One request, so that at every moment the alias names exactly one build.
        actions = [{"remove": {"index": old, "alias": alias}} for old in named if old != build]
        actions.append({"add": {"index": build, "alias": alias}})
        try:
            session.call("POST", "/_aliases", {"actions": actions})
        except RefusedError as error:
            # Another loader was faster, and what was to be removed no longer is.
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


def switch_back(place: str) -> tuple[str, str]:
    """Make the alias name the build that it named before the one in use.

    Args:
        place: address of the index in the cluster.

    Returns:
        the build now in use, and the one that was.

    Raises:
        IndexMissingError: there is no index, or none before it, or it is gone.
        ClusterError: the cluster does not do it.

    """
    address = parse_address(place)
    session = Session(address, access_to(address))
    try:
        current = in_use(session)
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
