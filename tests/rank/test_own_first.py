"""Which provisions of the user's documents go before the reviewed law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from regsearch.index.features import pack_counts
from regsearch.rank.factors import QueryFeatures, Ranked, Scored
from regsearch.rank.own_documents import OwnDocuments
from regsearch.rank.own_first import OwnRules, own_first
from regsearch.rank.own_words import own_concepts
from regsearch.search.answer import concept_idfs

if TYPE_CHECKING:
    from regsearch.search.library import Library

QUESTION = "bendera robek di lapangan upacara"
FEW, MOST, OWN = "Rapat diadakan.", "Bendera robek di lapangan upacara disimpan.", "Bendera robek."


@pytest.mark.parametrize(
    ("texts", "likeness", "document", "first"),
    [
        ((FEW, MOST), 0.0, "local", False),
        ((FEW, FEW), 0.0, "local", True),
        ((FEW, MOST), 0.9, "local", True),
        ((FEW, MOST), 0.0, "named", True),
        ((FEW, FEW), 0.9, "elsewhere", False),
    ],
    ids=["less than a later one", "more than all", "same behaviour", "named", "other region"],
)
def test_own_rule_goes_first_where_it_answers_as_well(
    texts: tuple[str, ...], likeness: float, document: str, first: bool, library: Library
) -> None:
    assert goes_first(OWN, texts, likeness, document, library) is first


@pytest.mark.parametrize(
    ("rule", "texts", "document", "first"),
    [
        ("Bendera robek di lapangan diganti.", (FEW, MOST), "local", True),
        ("Bendera robek di lapangan diganti.", (FEW, FEW), "elsewhere", True),
        ("Bendera.", (FEW, FEW), "local", False),
    ],
    ids=["nearly all of it", "other region, the law is silent", "one word of many"],
)
def test_own_rule_needs_more_words_than_one(
    rule: str, texts: tuple[str, ...], document: str, first: bool, library: Library
) -> None:
    assert goes_first(rule, texts, 0.0, document, library) is first


def test_rule_that_punishes_as_the_law_does_is_no_better_than_the_law(library: Library) -> None:
    follows = "hukuman disiplin sesuai dengan peraturan pemerintah"
    assert goes_first(OWN, (FEW, MOST), 0.9, "local", library, "teguran lisan")
    assert not goes_first(OWN, (FEW, MOST), 0.9, "local", library, follows)
    assert goes_first(OWN, (FEW, FEW), 0.9, "local", library, follows)


@pytest.mark.parametrize(
    ("document", "recognised", "place"),
    [("national", True, 1), ("national", False, 0), ("elsewhere", False, 1), ("local", True, 0)],
)
def test_rule_that_may_be_for_others_goes_behind_the_first_of_the_law(
    document: str, recognised: bool, place: int, library: Library
) -> None:
    assert place_of(OWN, (FEW, MOST), 0.9, document, library, recognised=recognised) == place


def goes_first(*case: Any) -> bool:
    """Say whether a provision goes before all law; see :func:`place_of`."""
    return place_of(*case) == 0


def place_of(
    rule: str,
    texts: tuple[str, ...],
    likeness: float,
    document: str,
    library: Library,
    sanction: str = "",
    *,
    recognised: bool = False,
) -> int:
    """Return the place, from 0, of a provision with the text *rule* among law with *texts*."""
    index = library._index
    query = library._parse(QUESTION, {})

    def scored(number: int, key: str, text: str, penalty: str = "") -> Scored:
        fields = dict.fromkeys(("penjelasan", "context", "around", "heading", "title"), ())
        said = {"text": index.analyser.stems(text), "sanction": index.analyser.stems(penalty)}
        counts = pack_counts({**fields, **said})
        any_one = index.features.many([0])[0]
        features = any_one._replace(
            key=key,
            counts=counts,
            length=4,
            modality="larangan",
            levels=(),
            subjects=(),
            scope=None,
        )
        return Scored(Ranked(key, 1.0 / number, 0.1, 0.0, 0.1, False, (), ()), features)

    law = [scored(n, f"pp-1-2020#pasal-{n}", text) for n, text in enumerate((*texts, FEW, FEW), 3)]
    # The law that has most of the words is none of the first answers.
    law = [*law[:1], *law[2:], law[1]]
    own = scored(9, "perbup-1-2020#pasal-1", rule, sanction)
    documents = OwnDocuments(**{document: frozenset({"perbup-1-2020"})})
    idfs = concept_idfs(index.terms, query.concepts)
    concepts = own_concepts(idfs, index.terms, index.analyser)
    rules = OwnRules(documents, concepts, lambda _: likeness, recognised)
    ranked, _ = own_first([*law, own], rules, QueryFeatures(query))
    return [scored.features.key for scored in ranked].index(own.features.key)
