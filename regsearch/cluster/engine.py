"""The search engine of a cluster: the same tokens and the same BM25 as in a folder, over shards.

Scores do not depend on the shards (``dfs_query_then_fetch``).  A reply is complete or an error: a
search that a shard does not answer is refused.  A question takes two requests: one for the document
frequencies of its tokens, and the search, which also returns the features for ranking.
"""

from __future__ import annotations

from collections import deque
from itertools import count
from typing import TYPE_CHECKING, Any

from regsearch.cluster.client import RefusedError
from regsearch.cluster.requests import NO_INDEX, error_of, missing_build, search, unread
from regsearch.engines.base import FIELDS, Hit
from regsearch.engines.fuzzy import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from regsearch.cluster.client import Session
    from regsearch.model.query import Concept

NAME = "opensearch"
_FREQUENCY_FIELDS = ("text", "penjelasan")
"""The fields whose document frequency :meth:`OpenSearchEngine.frequency` returns."""
_MAX_HITS = 10_000
"""Largest number of hits that OpenSearch returns."""
_CACHE_SIZE = 100_000
"""Number of cached document frequencies, one for each token and field, or of suggestions."""
_SUGGESTIONS = 1000
"""Number of similar words that each shard looks at for a misspelled one."""
_SUGGESTED_TOGETHER = 20
"""Largest number of words that are looked up beside a misspelled one."""
_EDITS = (1, 2)
"""Numbers of edits that OpenSearch supports."""

_TERM_SUGGESTER = {
    "field": "exact",
    "suggest_mode": "always",
    "sort": "frequency",
    "prefix_length": 1,
    "min_word_length": 1,
    "accuracy": 0.0,
    "size": _SUGGESTIONS,
    "shard_size": _SUGGESTIONS,
    "max_inspections": _SUGGESTIONS,
}


class OpenSearchEngine:
    """Searches one build in a cluster.

    Args:
        session: connections to the cluster.
        build: name of the index with the passages.
        passages: number of passages in the build.
        routes: a routing value for each shard (:func:`routes`).
        on_features: called with the features of the passages found, by passage number: each
            question needs them next, and the search returns them without a further request.

    """

    name = NAME

    def __init__(
        self,
        session: Session,
        build: str,
        passages: int,
        routes: Sequence[str],
        on_features: Callable[[dict[int, str]], None] = lambda _features: None,
    ) -> None:
        self._session, self._build, self._passages = session, build, passages
        self._routes = tuple(routes)
        self._on_features = on_features
        # A build never changes, so cached values stay valid.  Threads share them: a full cache is
        # replaced, never emptied, and what one call has counted it keeps to its end.
        self._frequencies: dict[tuple[str, str], int] = {}
        self._similar: dict[tuple[str, int], str | None] = {}
        self._unknown: deque[list[str]] = deque(maxlen=2)
        """Tokens without occurrence, of the last two calls of :meth:`frequencies`."""

    def search(
        self,
        concepts: Iterable[Concept],
        weights: Mapping[str, float],
        limit: int,
        groups: frozenset[str] | None = None,
    ) -> list[Hit]:
        """Return the best passages; see :class:`regsearch.engines.base.Engine`."""
        concepts = tuple(concepts)
        known = self._count({t for c in concepts for variant in c.variants for t in variant})
        clauses = [clause for c in concepts if (clause := self._clause(c, weights, known))]
        if not clauses or groups == frozenset():
            return []
        only = {} if groups is None else {"filter": [{"terms": {"group": sorted(groups)}}]}
        body = {
            "query": {"bool": {"should": clauses, "minimum_should_match": 1, **only}},
            "size": min(limit, _MAX_HITS),
            # Equal scores in the order of the build.  Without a request for all scores, OpenSearch
            # still skips passages that cannot be among the best.
            "sort": [{"_score": "desc"}, {"order": "asc"}],
            # Doc values only: no stored field is read, not even the id.
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["features"],
        }
        hits = search(self._session, self._build, body)["hits"]["hits"]
        self._on_features({int(hit["sort"][1]): hit["fields"]["features"][0] for hit in hits})
        return [Hit(int(number), float(score)) for score, number in (h["sort"] for h in hits)]

    def _clause(
        self,
        concept: Concept,
        weights: Mapping[str, float],
        known: Mapping[tuple[str, str], int],
    ) -> dict[str, Any] | None:
        """Return the query for the best variant of *concept*, or None if no passage has any."""
        queries: list[dict[str, Any]] = []
        for tokens in concept.variants:
            for field, weight in weights.items():
                # OpenSearch limits the number of clauses: leave out those without a match.
                if not all(known[field, token] for token in tokens):
                    continue
                boost = weight * concept.weight / len(tokens)
                terms = [{"term": {field: {"value": t, "boost": boost}}} for t in tokens]
                queries.append(terms[0] if len(terms) == 1 else {"bool": {"must": terms}})
        return {"dis_max": {"queries": queries, "tie_breaker": 0.0}} if queries else None

    def frequencies(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return document frequencies, in one request; see the protocol."""
        tokens = dict.fromkeys(tokens)
        known = self._count(tokens)
        found = {t: max(known[f, t] for f in _FREQUENCY_FIELDS) for t in tokens}
        self._unknown.append([token for token, frequency in found.items() if not frequency])
        return found

    def _count(self, tokens: Collection[str]) -> dict[tuple[str, str], int]:
        """Return document frequencies, among them those of *tokens* in each field.

        Those that are not cached are fetched.
        """
        if len(self._frequencies) > _CACHE_SIZE:
            self._frequencies = {}
        known = self._frequencies
        new = sorted(token for token in tokens if (FIELDS[0], token) not in known)
        if not new:
            return known
        # Term vectors of an artificial document made of these tokens: each shard reads their
        # document frequencies from its dictionary, without going through its passages.
        text = dict.fromkeys(FIELDS, " ".join(new))
        options = {"fields": FIELDS, "term_statistics": True, "field_statistics": False}
        options |= dict.fromkeys(("positions", "offsets", "payloads"), False)
        documents = [{"routing": route, "doc": text, **options} for route in self._routes]
        needed = "docs.found,docs.error,docs.term_vectors.*.terms.*.doc_freq"
        try:
            reply = self._session.call(
                "POST",
                f"/{self._build}/_mtermvectors",
                {"docs": documents},
                {"filter_path": needed},
                lambda reply: unread(reply["docs"], len(documents)),
                divide_time=True,
            )
        except RefusedError as error:
            raise missing_build(error, self._session) from error
        if any(error_of(shard) == NO_INDEX for shard in reply["docs"]):
            raise missing_build(RefusedError("", 404, NO_INDEX), self._session)
        found: dict[tuple[str, str], int] = {}
        for field in FIELDS:
            vectors = [shard.get("term_vectors", {}).get(field, {}) for shard in reply["docs"]]
            for token in new:
                entries = (vector.get("terms", {}).get(token, {}) for vector in vectors)
                frequency = sum(int(entry.get("doc_freq", 0)) for entry in entries)
                found[field, token] = frequency
        known.update(found)  # at once: another thread looks for the first field only
        return known

    def similar(self, word: str, edits: int) -> str | None:
        """Return the commonest word within *edits* edits; see the protocol.

        The unknown words among which *word* was counted are looked up in the same request, for
        every number of edits: a question with several misspelled words asks for all of them, and
        one without an answer for more edits.
        """
        if not word:
            return None
        known = self._similar
        if (word, edits) not in known:
            together = next((words for words in list(self._unknown)[::-1] if word in words), [])
            words = dict.fromkeys([word, *together[:_SUGGESTED_TOGETHER]])
            known = self._find_similar([(w, e) for w in words for e in {edits, *_EDITS}])
        return known[word, edits]

    def _find_similar(self, pairs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str | None]:
        """Return similar words, among them those for *pairs* of a word and edits.

        Those that are not cached are fetched.
        """
        if len(self._similar) > _CACHE_SIZE:
            self._similar = {}
        similar = self._similar
        new = [pair for pair in pairs if pair not in similar]
        # OpenSearch does not suggest a word for itself.
        counted = self._count({word for word, _ in new})
        suggest = {
            str(number): {"text": word, "term": _TERM_SUGGESTER | {"max_edits": edits}}
            for number, (word, edits) in enumerate(new)
        }
        reply = search(self._session, self._build, {"size": 0, "suggest": suggest})["suggest"]
        for number, (word, edits) in enumerate(new):
            options = (option for entry in reply[str(number)] for option in entry["options"])
            known = [(str(option["text"]), int(option["freq"])) for option in options]
            if frequency := counted["exact", word]:
                known.append((word, frequency))
            # OpenSearch counts a transposition as one edit, the other engines as two.
            similar[word, edits] = nearest(word, known, edits)
        return similar

    def count(self) -> int:
        """Return the number of passages."""
        return self._passages

    def close(self) -> None:
        """Do nothing: the session belongs to the store."""


def routes(session: Session, build: str) -> list[str]:
    """Return a routing value for each shard of *build*.

    Raises:
        ClusterError: a request failed.

    """
    path = f"/{build}/_search_shards"
    shards = len(session.call("GET", path)["shards"])
    found: dict[int, str] = {}
    candidates = map(str, count())
    while len(found) < shards:
        route = next(candidates)
        ((copy, *_),) = session.call("GET", path, None, {"routing": route})["shards"]
        found.setdefault(int(copy["shard"]), route)
    return [found[shard] for shard in range(shards)]
