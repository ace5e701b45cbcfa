"""What every test may use: the index of the shipped corpus, built once a session."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.build import examples
from regsearch.build.build import build_index
from regsearch.build.results_cache import kept_result
from regsearch.index.reader import OpenIndex
from regsearch.index.store import open_folder
from regsearch.opening import open_library
from regsearch.paths import DATA_VARIABLE, INDEX_VARIABLE, shipped_corpus
from tests.cluster.nodes import Cluster, unavailable_because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.search.library import Library


BUILT = "REGSEARCH_TEST_INDEX"
"""The variable that names an index which was built before."""


@pytest.fixture(scope="session", autouse=True)
def _learning(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Let all builds share what they learn of behaviours: it takes minutes.

    The names of what is kept are digests of all that decides it, so that a change is learnt anew.
    """
    cache = getattr(pytestconfig, "cache", None)
    folder = cache.mkdir("learnt") if cache else tmp_path_factory.mktemp("learnt")

    def kept(_: Path | None, *result: Any) -> bytes:
        return kept_result(folder, *result)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(examples, "kept_result", kept)
        yield


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the corpus that ships, made from its PDFs by the code under test.

    Where :data:`BUILT` is set, it is that one: for runs that change code which builds nothing.
    """
    if built := os.environ.get(BUILT):
        return Path(built)
    target = tmp_path_factory.mktemp("built") / "index"
    build_index(shipped_corpus(), target)
    return target


@pytest.fixture(scope="session")
def library(index_folder: Path) -> Iterator[Library]:
    with open_library(index_folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def opened(index_folder: Path) -> Iterator[OpenIndex]:
    """The parts of the same index, for tests of what the library is made of."""
    index = OpenIndex(open_folder(index_folder))
    yield index
    index.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Three OpenSearch nodes, only where they are asked for: they need a minute and 2 GB."""
    if not os.environ.get("REGSEARCH_TEST_CLUSTER"):
        pytest.skip("REGSEARCH_TEST_CLUSTER is not set")
    if missing := unavailable_because():
        pytest.skip(missing)
    with Cluster() as running:
        yield running


@pytest.fixture
def today() -> date:
    """A fixed day, so that no test changes its mind with the calendar."""
    return date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _nothing_of_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(INDEX_VARIABLE, raising=False)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
