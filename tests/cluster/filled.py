"""An engine over passages that were put into a cluster, for the contract of all engines."""

from __future__ import annotations

import itertools
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from regsearch.engines.base import Engine, Indexed
    from tests.cluster.nodes import Cluster

SHARDS = 3
_NAMES = (f"kontrak-{number}" for number in itertools.count())


@contextmanager
def in_cluster(cluster: Cluster, passages: Sequence[Indexed], _folder: Path) -> Iterator[Engine]:
    from regsearch.cluster.address import Access, parse_address
    from regsearch.cluster.client import Session
    from regsearch.cluster.engine import OpenSearchEngine, routes
    from regsearch.cluster.layout import document, passages_body

    name = next(_NAMES)
    address = parse_address(f"opensearch+http://{cluster.address}/{name}")
    session = Session(address, Access(timeout=30))
    session.call("PUT", f"/{name}", passages_body(len(passages), SHARDS))
    lines = [
        json.dumps(line)
        for order, passage in enumerate(passages)
        for line in ({"create": {"_id": passage.key}}, document(passage, {}, b"", order))
    ]
    if lines:
        reply = session.call("POST", f"/{name}/_bulk", "\n".join([*lines, ""]).encode())
        assert not reply["errors"]
    session.call("POST", f"/{name}/_refresh")
    engine = OpenSearchEngine(session, name, len(passages), routes(session, name))
    yield engine
    engine.close()
    session.call("DELETE", f"/{name}")
    session.close()
