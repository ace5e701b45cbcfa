"""Searching and fetching documents: complete replies, or typed errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regsearch.cluster.client import RefusedError
from regsearch.errors import IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regsearch.cluster.client import Session

NO_INDEX = "index_not_found_exception"
"""Type of the error of OpenSearch for an index that does not exist."""


def search(session: Session, build: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return the complete reply to a search.

    Raises:
        ClusterError: the cluster does not answer, or not for the whole index.
        IndexMissingError: the build does not exist any more.

    """
    params = {"allow_partial_search_results": "false", "search_type": "dfs_query_then_fetch"}
    limited = {"track_total_hits": False, **body, "timeout": f"{session.timeout * 1000:.0f}ms"}
    try:
        path = f"/{build}/_search"
        return dict(session.call("POST", path, limited, params, _unanswered, divide_time=True))
    except RefusedError as error:
        raise missing_build(error, session) from error


def fetch(session: Session, index: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Return the documents with *ids* by id, in one request; missing ones are left out.

    Raises:
        ClusterError: the cluster does not answer for each of them.
        IndexMissingError: the index does not exist any more.

    """
    if not ids:
        return {}
    wanted = len(ids)
    reply = session.call(
        "POST",
        f"/{index}/_mget",
        {"ids": ids},
        missing_part=lambda reply: unread(reply["docs"], wanted),
        divide_time=True,
    )
    if any(error_of(document) == NO_INDEX for document in reply["docs"]):
        raise missing_build(RefusedError("", 404, NO_INDEX), session)
    return {d["_id"]: d["_source"] for d in reply["docs"] if d["found"]}


def _unanswered(reply: dict[str, Any]) -> str | None:
    shards = reply["_shards"]
    if reply["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
        return f"{shards['successful']} dari {shards['total']} bagian menjawab"
    return None


def error_of(entry: Mapping[str, Any]) -> str | None:
    """Return the type of the error in one entry of a multi-document reply, or None."""
    return str(entry["error"].get("type")) if "error" in entry else None


def unread(entries: Sequence[Mapping[str, Any]], wanted: int) -> str | None:
    """Return why entries of a reply are missing, or None; a missing index is no reason."""
    errors = (error for entry in entries if (error := error_of(entry)) not in {None, NO_INDEX})
    return next(errors, None if len(entries) == wanted else "jawaban kurang")


def missing_build(error: RefusedError, session: Session) -> Exception:
    """Return the error for a build that does not exist any more, or *error* if it is another."""
    if error.kind != NO_INDEX:
        return error
    return IndexMissingError(
        f"Indeks {session.address} tidak ada lagi dalam kluster; mungkin sudah diganti. Buka ulang."
    )
