"""Two editions of a tiny index, their bundles, and a trusted key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch.bundle import keys, minisign
from regsearch.bundle.install import install
from regsearch.bundle.pack import package
from tests.bundle.tiny import build

if TYPE_CHECKING:
    from pathlib import Path

    from regsearch.bundle.minisign import SecretKey


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of edition 1."""
    return build(tmp_path_factory.mktemp("tiny") / "first", 1)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of edition 2: one document changed, one added, one removed."""
    return build(tmp_path_factory.mktemp("tiny") / "second", 2)


@pytest.fixture(scope="session")
def key() -> SecretKey:
    return minisign.make_key()


@pytest.fixture(scope="session")
def bundle_1(first: Path, key: SecretKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundles") / "1.tar.xz"
    package(first, path, 1, key)
    return path


@pytest.fixture(scope="session")
def bundle_2(second: Path, key: SecretKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundles") / "2.tar.xz"
    package(second, path, 2, key)
    return path


@pytest.fixture
def trusting(key: SecretKey) -> None:
    """The user trusts the key of the bundles."""
    keys.trust(key.public.text, "Biro Hukum")


@pytest.fixture
def installed(trusting: None, bundle_1: Path) -> None:
    """Edition 1 is installed."""
    install(bundle_1)
