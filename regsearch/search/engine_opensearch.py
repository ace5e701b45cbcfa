"""The engine in an OpenSearch cluster: the same tokens, the same BM25, many shards.

Scores are those of one collection whatever its shards (``dfs_query_then_fetch``), and an answer is
whole or an error: a search that lacks a shard is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regsearch.errors import IndexMissingError
from regsearch.search.cluster_session import RefusedError
from regsearch.search.engine import FIELDS, Concept, Hit
from regsearch.search.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from regsearch.search.cluster_session import Session

NAME = "opensearch"
_COUNTED = ("text", "penjelasan")
"""The fields in which the protocol counts passages."""
_LARGEST = 10_000
"""Hits that OpenSearch returns at the most."""
_REMEMBERED = 100_000
"""Frequencies that are kept; there is one for each token and field."""
_SUGGESTED = 1000
"""Words near a misspelt one that each shard looks at."""


class OpenSearchEngine:
    """Searches one build in a cluster.

    Args:
        session: the way to the cluster.
        build: its index with the passages.
        passages: how many passages the build has.

    """

    name = NAME

    def __init__(self, session: Session, build: str, passages: int) -> None:
        self._session, self._build, self._passages = session, build, passages
        # A build never changes, so neither do its frequencies.
        self._frequencies: dict[tuple[str, str], int] = {}

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        groups: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages; see :class:`regsearch.search.engine.Engine`."""
        asked = tuple(concepts)
        self._count({token for c in asked for way in c.variants for token in way})
        ideas = [idea for concept in asked if (idea := self._idea(concept, weights))]
        if not ideas or groups == frozenset():
            return []
        only = {} if groups is None else {"filter": [{"terms": {"group": sorted(groups)}}]}
        wanted = min(limit, _LARGEST - 1)
        body = {
            "query": {"bool": {"should": ideas, "minimum_should_match": 1, **only}},
            "size": wanted + 1,
            "docvalue_fields": ["order"],
            # What a passage says is fetched only if it was not met before.
            "_source": False,
        }
        # By score alone OpenSearch passes over what cannot be among the best.  Only where the last
        # one wanted and the next are equal must it look at everything to keep the build's order.
        found = search(self._session, self._build, body)["hits"]["hits"]
        if len(found) > wanted > 0 and found[wanted]["_score"] == found[wanted - 1]["_score"]:
            body |= {"sort": [{"_score": "desc"}, {"order": "asc"}], "track_scores": True}
            found = search(self._session, self._build, body)["hits"]["hits"]
        hits = [Hit(int(hit["fields"]["order"][0]), float(hit["_score"])) for hit in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.number))[:wanted]

    def _idea(self, concept: Concept, weights: Mapping[str, float]) -> dict[str, Any] | None:
        """Return the query for the best way to say *concept*, or None if no passage has any."""
        ways: list[dict[str, Any]] = []
        for tokens in concept.variants:
            for field, weight in weights.items():
                # OpenSearch limits the clauses of a query; what no passage has need not be asked.
                if not all(self._frequencies[field, token] for token in tokens):
                    continue
                boost = weight * concept.weight / len(tokens)
                terms = [{"term": {field: {"value": t, "boost": boost}}} for t in tokens]
                ways.append(terms[0] if len(terms) == 1 else {"bool": {"must": terms}})
        return {"dis_max": {"queries": ways, "tie_breaker": 0.0}} if ways else None

    def frequency(self, token: str) -> int:
        """Return in how many passages *token* stands; see the protocol."""
        self._count({token})
        return max(self._frequencies[field, token] for field in _COUNTED)

    def _count(self, tokens: set[str]) -> None:
        """Learn in how many passages each of *tokens* stands, field by field."""
        if len(self._frequencies) > _REMEMBERED:
            self._frequencies.clear()
        new = sorted(token for token in tokens if (FIELDS[0], token) not in self._frequencies)
        if not new:
            return
        pairs = [(field, token) for token in new for field in FIELDS]
        filters = {str(n): {"term": {f: token}} for n, (f, token) in enumerate(pairs)}
        counting = {"size": 0, "aggs": {"counts": {"filters": {"filters": filters}}}}
        reply = search(self._session, self._build, counting)
        buckets = reply["aggregations"]["counts"]["buckets"]
        for number, pair in enumerate(pairs):
            self._frequencies[pair] = int(buckets[str(number)]["doc_count"])

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol."""
        if not word:
            return None
        term = {
            "field": "exact",
            "suggest_mode": "always",
            "sort": "frequency",
            "max_edits": edits,
            "prefix_length": 1,
            "min_word_length": 1,
            "accuracy": 0.0,
            "size": _SUGGESTED,
            "shard_size": _SUGGESTED,
            "max_inspections": _SUGGESTED,
        }
        suggesting = {"size": 0, "suggest": {"near": {"text": word, "term": term}}}
        reply = search(self._session, self._build, suggesting)
        options = [option for entry in reply["suggest"]["near"] for option in entry["options"]]
        found = [(str(option["text"]), int(option["freq"])) for option in options]
        # OpenSearch does not suggest a word for itself.
        self._count({word})
        own = self._frequencies["exact", word]
        # It counts two letters that change places as one edit, the other engines as two.
        return nearest(word, [*found, (word, own)] if own else found, edits)

    def count(self) -> int:
        """Return the number of passages."""
        return self._passages

    def close(self) -> None:
        """Nothing to release: the session is the index's."""


def search(session: Session, build: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return the reply to one search, whole.

    Raises:
        ClusterError: the cluster does not answer, or not for the whole index.
        IndexMissingError: the build is no longer there.

    """
    params = {"allow_partial_search_results": "false", "search_type": "dfs_query_then_fetch"}
    limited = {"track_total_hits": False, **body, "timeout": f"{session.timeout * 1000:.0f}ms"}
    try:
        return dict(session.call("POST", f"/{build}/_search", limited, params, _unanswered))
    except RefusedError as error:
        raise gone(error, session.place) from error


def _unanswered(reply: dict[str, Any]) -> str | None:
    shards = reply["_shards"]
    if reply["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
        return f"{shards['successful']} dari {shards['total']} bagian menjawab"
    return None


def gone(error: RefusedError, place: str) -> Exception:
    """Return the error for a build that is no longer there, or *error* if it is something else."""
    if error.kind != "index_not_found_exception":
        return error
    return IndexMissingError(
        f"Indeks {place} tidak ada lagi dalam kluster; mungkin sudah diganti. Buka ulang."
    )
