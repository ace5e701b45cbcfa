"""The engine in an OpenSearch cluster: the same tokens, the same BM25, many shards.

Scores are those of one collection whatever its shards (``dfs_query_then_fetch``), and an answer is
whole or an error: a search that lacks a shard is refused.  A question takes two requests: in how
many passages its tokens stand, and the search, which brings what the passages are weighed by.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from regsearch.cluster.client import RefusedError
from regsearch.engines.base import FIELDS, Hit
from regsearch.engines.fuzzy import nearest
from regsearch.errors import IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from regsearch.cluster.client import Session
    from regsearch.model.query import Concept

NAME = "opensearch"
NO_INDEX = "index_not_found_exception"
_COUNTED = ("text", "penjelasan")
"""The fields in which the protocol counts passages."""
_LARGEST = 10_000
"""Hits that OpenSearch returns at the most."""
_REMEMBERED = 100_000
"""Frequencies that are kept; there is one for each token and field."""
_SUGGESTED = 1000
"""Words near a misspelt one that each shard looks at."""


_NEAR = {
    "field": "exact",
    "suggest_mode": "always",
    "sort": "frequency",
    "prefix_length": 1,
    "min_word_length": 1,
    "accuracy": 0.0,
    "size": _SUGGESTED,
    "shard_size": _SUGGESTED,
    "max_inspections": _SUGGESTED,
}


class OpenSearchEngine:
    """Searches one build in a cluster.

    Args:
        session: the way to the cluster.
        build: its index with the passages.
        passages: how many passages the build has.
        routes: a routing for each shard (:func:`routes`).
        found: given what the passages found are weighed by, by number: every question goes on to
            ask for it, and a journey is saved.

    """

    name = NAME

    def __init__(
        self,
        session: Session,
        build: str,
        passages: int,
        routes: Sequence[str],
        found: Callable[[dict[int, str]], None] = lambda _features: None,
    ) -> None:
        self._session, self._build, self._passages = session, build, passages
        self._routes = tuple(routes)
        self._found = found
        # A build never changes, so neither does what was learned of it.
        self._frequencies: dict[tuple[str, str], int] = {}
        self._similar: dict[tuple[str, int], str | None] = {}

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        groups: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages; see :class:`regsearch.engines.base.Engine`."""
        asked = tuple(concepts)
        self._count({token for c in asked for way in c.variants for token in way})
        ideas = [idea for concept in asked if (idea := self._idea(concept, weights))]
        if not ideas or groups == frozenset():
            return []
        only = {} if groups is None else {"filter": [{"terms": {"group": sorted(groups)}}]}
        body = {
            "query": {"bool": {"should": ideas, "minimum_should_match": 1, **only}},
            "size": min(limit, _LARGEST),
            # Equal scores in the order of the build.  What cannot be among the best is passed over
            # all the same, as long as nothing asks for the scores of all.
            "sort": [{"_score": "desc"}, {"order": "asc"}],
            # No passage is opened, not even for its id.
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["features"],
        }
        found = search(self._session, self._build, body)["hits"]["hits"]
        self._found({int(hit["sort"][1]): hit["fields"]["features"][0] for hit in found})
        return [Hit(int(number), float(score)) for score, number in (h["sort"] for h in found)]

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

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each token occurs, in one request; see the protocol."""
        asked = set(tokens)
        self._count(asked)
        return {t: max(self._frequencies[field, t] for field in _COUNTED) for t in asked}

    def frequency(self, token: str) -> int:
        """Return in how many passages *token* occurs; see the protocol."""
        return self.frequencies((token,))[token]

    def _count(self, tokens: set[str]) -> None:
        """Learn in how many passages each of *tokens* stands, field by field."""
        if len(self._frequencies) > _REMEMBERED:
            self._frequencies.clear()
        new = sorted(token for token in tokens if (FIELDS[0], token) not in self._frequencies)
        if not new:
            return
        # Of a passage made up of these tokens each shard says how many it has with each of them:
        # read from its dictionary, where counting would go through the passages.
        made_up = dict.fromkeys(FIELDS, " ".join(new))
        wanted = {"fields": FIELDS, "term_statistics": True, "field_statistics": False}
        wanted |= dict.fromkeys(("positions", "offsets", "payloads"), False)
        asked = [{"routing": route, "doc": made_up, **wanted} for route in self._routes]
        told = "docs.found,docs.error,docs.term_vectors.*.terms.*.doc_freq"
        try:
            reply = self._session.call(
                "POST",
                f"/{self._build}/_mtermvectors",
                {"docs": asked},
                {"filter_path": told},
                lambda reply: unread(reply["docs"], len(asked)),
                shared=True,
            )
        except RefusedError as error:
            raise gone(error, self._session.place) from error
        if any(error_of(shard) == NO_INDEX for shard in reply["docs"]):
            raise gone(RefusedError("", 404, NO_INDEX), self._session.place)
        for field in FIELDS:
            there = [shard.get("term_vectors", {}).get(field, {}) for shard in reply["docs"]]
            for token in new:
                held = (terms.get("terms", {}).get(token, {}) for terms in there)
                self._frequencies[field, token] = sum(int(t.get("doc_freq", 0)) for t in held)

    def _find_similar(self, words: Iterable[tuple[str, int]]) -> None:
        """Learn at once what the *words* resemble."""
        if len(self._similar) > _REMEMBERED:
            self._similar.clear()
        new = [asked for asked in dict.fromkeys(words) if asked[0] and asked not in self._similar]
        if not new:
            return
        # OpenSearch does not suggest a word for itself.
        self._count({word for word, _ in new})
        near = {
            str(number): {"text": word, "term": _NEAR | {"max_edits": edits}}
            for number, (word, edits) in enumerate(new)
        }
        reply = search(self._session, self._build, {"size": 0, "suggest": near})["suggest"]
        for number, (word, edits) in enumerate(new):
            options = (option for entry in reply[str(number)] for option in entry["options"])
            found = [(str(option["text"]), int(option["freq"])) for option in options]
            own = self._frequencies["exact", word]
            # It counts two letters that change places as one edit, the other engines as two.
            known = [*found, (word, own)] if own else found
            self._similar[word, edits] = nearest(word, known, edits)

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol."""
        if not word:
            return None
        self._find_similar([(word, edits)])
        return self._similar[word, edits]

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
        path = f"/{build}/_search"
        return dict(session.call("POST", path, limited, params, _unanswered, shared=True))
    except RefusedError as error:
        raise gone(error, session.place) from error


def routes(session: Session, build: str) -> list[str]:
    """Return for each shard of *build* a routing that leads to it.

    Raises:
        ClusterError: the cluster does not say it.

    """
    path = f"/{build}/_search_shards"
    shards = len(session.call("GET", path)["shards"])
    found: dict[int, str] = {}
    tried = map(str, count())
    while len(found) < shards:
        route = next(tried)
        ((copy, *_),) = session.call("GET", path, None, {"routing": route})["shards"]
        found.setdefault(int(copy["shard"]), route)
    return [found[shard] for shard in range(shards)]


def _unanswered(reply: dict[str, Any]) -> str | None:
    shards = reply["_shards"]
    if reply["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
        return f"{shards['successful']} dari {shards['total']} bagian menjawab"
    return None


def error_of(entry: Mapping[str, Any]) -> str | None:
    """Return what OpenSearch calls the error of one entry of a reply to many requests, if any."""
    return str(entry["error"].get("type")) if "error" in entry else None


def unread(entries: Sequence[Mapping[str, Any]], wanted: int) -> str | None:
    """Return why entries of a reply could not be made, unless the index is not there at all."""
    errors = (error for entry in entries if (error := error_of(entry)) not in {None, NO_INDEX})
    return next(errors, None if len(entries) == wanted else "jawaban kurang")


def gone(error: RefusedError, place: str) -> Exception:
    """Return the error for a build that is no longer there, or *error* if it is something else."""
    if error.kind != NO_INDEX:
        return error
    return IndexMissingError(
        f"Indeks {place} tidak ada lagi dalam kluster; mungkin sudah diganti. Buka ulang."
    )
