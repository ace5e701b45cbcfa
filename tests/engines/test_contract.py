"""What every engine must do alike; a new one is one entry of ``ENGINES``.

The right scores are computed here from the formula alone, passage by passage.
"""

from __future__ import annotations

import gc
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

from regsearch.engines.base import FIELDS, Engine, Hit, Indexed
from regsearch.engines.bm25 import EMPTY, K1, LENGTHS, B, idf, length_byte
from regsearch.engines.registry import builder, open_engine
from regsearch.errors import ClosedError, IndexDamagedError, IndexMissingError
from regsearch.model.query import Concept
from tests.cluster.filled import in_cluster

Opened = Callable[[Sequence[Indexed], Path], AbstractContextManager[Engine]]
"""Builds passages into an empty folder, or wherever the engine keeps them, and opens them."""

WEIGHTS = {"text": 1.0, "penjelasan": 0.5, "context": 0.4, "heading": 0.25}
ABOUT = 1e-5
"""Relative difference of scores that is taken as equal: engines compute with fewer digits."""


@contextmanager
def in_folder(name: str, passages: Sequence[Indexed], folder: Path) -> Iterator[Engine]:
    builder(name)(folder, passages)
    engine = open_engine(name, folder)
    yield engine
    engine.close()


ENGINES: Mapping[str, Opened] = {
    "whoosh": partial(in_folder, "whoosh"),
    "tantivy": partial(in_folder, "tantivy"),
}
IN_A_FOLDER = ("whoosh", "tantivy")


def passage(key: str, **fields: str) -> Indexed:
    document = key.partition("#")[0]
    return Indexed(key, document, document, {f: fields.get(f, EMPTY) for f in FIELDS})


def made_up(number: int, seed: int = 7) -> list[Indexed]:
    """Passages of chance words, common and rare ones, in fields of all lengths."""
    draw = random.Random(seed)
    words = [f"kata{i}" for i in range(60)]
    often = [1 / (i + 1) for i in range(60)]

    def some(most: int) -> str:
        return " ".join(draw.choices(words, often, k=draw.randrange(most))) or EMPTY

    sizes = {"text": 90, "penjelasan": 12, "context": 30, "heading": 5, "exact": 20}
    return [
        Indexed(
            f"uu-{i % 7}-2000#pasal-{i}",
            f"uu-{i % 7}-2000",
            f"uu-{i % 7}-2000",
            {f: some(sizes.get(f, 3)) for f in FIELDS},
        )
        for i in range(number)
    ]


def idea(*ways: str, weight: float = 1.0) -> Concept:
    return Concept(ways[0], tuple(tuple(way.split()) for way in ways), weight)


def right(passages: Sequence[Indexed], asked: Sequence[Concept]) -> dict[int, float]:
    """The scores that the formula gives, of the passages that have any of the ideas, by number."""
    total = len(passages)
    held = [{f: tokens.split() for f, tokens in p.fields.items()} for p in passages]
    mean = {f: sum(len(fields[f]) for fields in held) / total for f in FIELDS}

    def token_score(fields: Mapping[str, list[str]], field: str, token: str) -> float:
        count = fields[field].count(token)
        having = sum(token in other[field] for other in held)
        length = LENGTHS[length_byte(len(fields[field]))]
        slowed = K1 * (1 - B + B * length / mean[field])
        return idf(total, having) * (K1 + 1) * count / (count + slowed) if count else 0.0

    def score(fields: Mapping[str, list[str]]) -> float:
        found = 0.0
        for concept in asked:
            ways = [
                weight * concept.weight * sum(parts) / len(parts)
                for variant in concept.variants
                for field, weight in WEIGHTS.items()
                if all(parts := [token_score(fields, field, token) for token in variant])
            ]
            found += max(ways, default=0.0)
        return found

    scores = enumerate(map(score, held))
    return {number: value for number, value in scores if value}


def agrees(hits: Sequence[Hit], wanted: Mapping[int, float], limit: int) -> None:
    """Check the hits: all the best ones, their scores, and their order up to ties."""
    assert len(hits) == min(limit, len(wanted))
    assert len({hit.number for hit in hits}) == len(hits)
    best = sorted(wanted.values(), reverse=True)
    for hit, score in zip(hits, best, strict=False):
        assert hit.score == pytest.approx(wanted[hit.number], rel=ABOUT)
        assert hit.score == pytest.approx(score, rel=ABOUT)


@pytest.fixture(scope="module", params=[*ENGINES, "opensearch"])
def opening(request: pytest.FixtureRequest) -> Opened:
    if request.param == "opensearch":
        return partial(in_cluster, request.getfixturevalue("cluster"))
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def passages() -> list[Indexed]:
    return made_up(300)


@pytest.fixture(scope="module")
def engine(
    opening: Opened, passages: list[Indexed], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with opening(passages, tmp_path_factory.mktemp("engine")) as opened:
        yield opened


QUESTIONS = {
    "one word": [idea("kata3")],
    "a common and a rare word": [idea("kata0"), idea("kata55")],
    "synonyms": [idea("kata9", "kata20", "kata30")],
    "a synonym of several words": [idea("kata40", "kata2 kata5"), idea("kata1")],
    "weights": [idea("kata4", weight=0.4), idea("kata7")],
    "the same word twice in a way": [idea("kata2 kata2")],
    "unknown words": [idea("takada"), idea("kata6")],
    "a way half unknown": [idea("kata6 takada", "kata8")],
    "many": [idea(f"kata{i}", f"kata{59 - i}", weight=1 / (i + 1)) for i in range(25)],
}


SLOW = pytest.param("many", marks=pytest.mark.slow)


@pytest.mark.parametrize("question", [*(q for q in QUESTIONS if q != "many"), SLOW])
@pytest.mark.parametrize("limit", [1, 10, 10**6])
def test_scores_and_order(
    engine: Engine, passages: list[Indexed], question: str, limit: int
) -> None:
    asked = QUESTIONS[question]
    agrees(engine.search(asked, WEIGHTS, limit), right(passages, asked), limit)


@pytest.mark.parametrize("groups", [1, 2, 6, 7])
def test_a_filter_changes_no_score(engine: Engine, passages: list[Indexed], groups: int) -> None:
    asked = [idea("kata1"), idea("kata12", "kata3 kata4")]
    among = frozenset(f"uu-{i}-2000" for i in range(groups)) | {"uu-99-2020"}
    all_of_them = right(passages, asked)
    wanted = {number: s for number, s in all_of_them.items() if passages[number].group in among}
    agrees(engine.search(asked, WEIGHTS, 25, among), wanted, 25)


def test_a_filter_of_many_groups(opening: Opened, tmp_path: Path) -> None:
    passages = [passage(f"uu-{i}-2001#pasal-1", text="larang" + " lain" * i) for i in range(120)]
    among = frozenset(f"uu-{i}-2001" for i in range(60, 110))
    with opening(passages, tmp_path) as engine:
        hits = engine.search([idea("larang")], WEIGHTS, 8, among)
    assert [hit.number for hit in hits] == list(range(60, 68))


def test_no_group_and_no_concept(engine: Engine) -> None:
    assert engine.search([idea("kata1")], WEIGHTS, 10, frozenset()) == []
    assert engine.search([idea("kata1")], WEIGHTS, 10, frozenset({"uu-99-2020"})) == []
    assert engine.search([], WEIGHTS, 10) == []
    assert engine.search([idea("takada")], WEIGHTS, 10) == []
    assert engine.search([idea("kata1")], WEIGHTS, 0) == []


def test_equal_passages_keep_their_order(opening: Opened, tmp_path: Path) -> None:
    keys = [f"uu-1-2000#pasal-{i}" for i in (5, 3, 9, 1, 7)]
    with opening([passage(key, text="sama saja") for key in keys], tmp_path) as engine:
        hits = engine.search([idea("sama")], WEIGHTS, 4)
    assert [hit.number for hit in hits] == [0, 1, 2, 3]


def test_a_weightless_field_is_not_searched(opening: Opened, tmp_path: Path) -> None:
    passages = [passage("a#1", exact="rahasia", title="rahasia"), passage("a#2", text="rahasia")]
    with opening(passages, tmp_path) as engine:
        assert [hit.number for hit in engine.search([idea("rahasia")], WEIGHTS, 9)] == [1]


def test_tokens_are_taken_as_they_are(opening: Opened, tmp_path: Path) -> None:
    odd = ["tidak_hormat", "naïve", "Besar", "π", "a.b", "x'y", "OR", "*", "kata~2", "漢字"]
    passages = [passage(f"a#{i}", text=token) for i, token in enumerate(odd)]
    with opening(passages, tmp_path) as engine:
        for i, token in enumerate(odd):
            hits = engine.search([idea(token)], WEIGHTS, 9)
            assert [hit.number for hit in hits] == [i], token
            assert engine.frequencies([token])[token] == 1
        assert engine.search([idea("besar")], WEIGHTS, 9) == []


def test_a_very_long_field(opening: Opened, tmp_path: Path) -> None:
    passages = [passage("a#1", text="jarang " * 70_000), passage("a#2", text="jarang")]
    asked = [idea("jarang")]
    with opening(passages, tmp_path) as engine:
        agrees(engine.search(asked, WEIGHTS, 9), right(passages, asked), 9)


def test_frequency_counts_passages(engine: Engine, passages: list[Indexed]) -> None:
    for token in ("kata0", "kata13", "kata59", "takada", ""):
        counts = [
            sum(token in p.fields[field].split() for p in passages)
            for field in ("text", "penjelasan")
        ]
        assert engine.frequencies([token])[token] == max(counts)


def test_frequencies_of_many_tokens_are_those_of_each(opening: Opened, tmp_path: Path) -> None:
    passages = [passage("a#1", text="larang kampanye", exact="larangan kampanye")]
    with opening(passages, tmp_path) as engine:
        counted = {"larang": 1, "takada": 0, "": 0}
        assert engine.frequencies([*counted, "larang"]) == counted
        assert engine.similar("kampanya", 1) == "kampanye"
        assert engine.similar("lxrxngxn", 2) is None


def test_count(engine: Engine, passages: list[Indexed]) -> None:
    assert engine.count() == len(passages)


def test_no_passages(opening: Opened, tmp_path: Path) -> None:
    with opening([], tmp_path) as engine:
        assert engine.count() == 0
        assert engine.frequencies(["kata"])["kata"] == 0
        assert engine.similar("kata", 2) is None
        assert engine.search([idea("kata")], WEIGHTS, 9) == []


MISSPELT = [
    ("kampanye", 2, "kampanye"),
    ("kampanya", 1, "kampanye"),
    ("kmpanye", 1, "kampanye"),
    ("kampannye", 1, "kampanye"),
    ("kapmanye", 1, None),
    ("kapmanye", 2, "kampanye"),
    ("lampanye", 2, None),
    ("kalo", 1, "kali"),
    ("k", 1, "ka"),
    ("", 1, None),
    ("kampanyekampanye", 2, None),
]


@pytest.fixture(scope="module")
def words(opening: Opened, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    texts = ["kampanye kampung kali", "kali kala", "kali", "kampung bali", "kala", "ka lampau"]
    passages = [passage(f"a#{i}", exact=text) for i, text in enumerate(texts)]
    with opening(passages, tmp_path_factory.mktemp("words")) as opened:
        yield opened


@pytest.mark.parametrize(("word", "edits", "meant"), MISSPELT)
def test_similar_words(words: Engine, word: str, edits: int, meant: str | None) -> None:
    assert words.similar(word, edits) == meant


@pytest.fixture(params=IN_A_FOLDER)
def built(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    folder = tmp_path / "engine"
    folder.mkdir()
    builder(request.param)(folder, made_up(40))
    return request.param, folder


def test_a_missing_index(built: tuple[str, Path], tmp_path: Path) -> None:
    name, folder = built
    with pytest.raises(IndexMissingError):
        open_engine(name, tmp_path / "nowhere")
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(IndexMissingError):
        open_engine(name, folder)


@pytest.mark.slow
def test_a_damaged_file_is_a_typed_error(built: tuple[str, Path], tmp_path: Path) -> None:
    """Each file in turn emptied, cut and filled with noise; no passage is ever invented."""
    name, folder = built
    sound = {path.name: path.read_bytes() for path in folder.iterdir()}
    asked = [idea("kata1"), idea("kata2 kata3")]
    with_scores = open_engine(name, folder)
    numbers = {hit.number for hit in with_scores.search(asked, WEIGHTS, 99)}
    with_scores.close()
    for file, held in sorted(sound.items()):
        noise = random.Random(1).randbytes(len(held))
        for damage in (b"", held[: len(held) // 2], noise):
            if damage == held:
                continue
            hurt = tmp_path / "hurt"
            shutil.copytree(folder, hurt)
            (hurt / file).write_bytes(damage)
            try:
                with closing(open_engine(name, hurt)) as engine:
                    found = {hit.number for hit in engine.search(asked, WEIGHTS, 99)}
            except (IndexDamagedError, IndexMissingError):
                found = set()
            assert found <= numbers, file
            gc.collect()
            shutil.rmtree(hurt)


def test_opening_adds_no_file_and_needs_no_right_to_write(built: tuple[str, Path]) -> None:
    name, folder = built
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in (*folder.iterdir(), folder):
        path.chmod(path.stat().st_mode & ~0o222)
    engine = open_engine(name, folder)
    assert engine.count() == 40
    engine.close()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    folder.chmod(0o755)


def test_a_tantivy_index_that_cannot_be_locked_is_read_all_the_same(tmp_path: Path) -> None:
    builder("tantivy")(tmp_path, made_up(40))
    (tmp_path / ".tantivy-meta.lock").unlink()
    engine = open_engine("tantivy", tmp_path)
    assert len(engine.search([idea("kata1")], WEIGHTS, 3)) == 3
    engine.close()
    assert not (tmp_path / ".tantivy-meta.lock").exists()


def test_a_closed_engine_holds_no_file(built: tuple[str, Path]) -> None:
    name, folder = built
    engine = open_engine(name, folder)
    engine.close()
    with pytest.raises(ClosedError):
        engine.search([idea("kata1")], WEIGHTS, 9)
    engine.close()
