"""A node with the security plugin: TLS, credentials, and the documented rights."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch.cluster.address import CA_VARIABLE, PASSWORD_VARIABLE, USER_VARIABLE
from regsearch.cluster.alias import switch_back
from regsearch.cluster.load import load
from regsearch.errors import AccessError, IndexMissingError
from regsearch.paths import settings_file
from tests.cluster.conftest import QUESTIONS, TODAY
from tests.cluster.nodes import unavailable_because
from tests.cluster.secured import PASSWORDS, RIGHTS, SecuredCluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from regsearch.search.library import Library


@pytest.fixture(scope="module")
def secured() -> Iterator[SecuredCluster]:
    if not os.environ.get("REGSEARCH_TEST_CLUSTER"):
        pytest.skip("REGSEARCH_TEST_CLUSTER is not set")
    if missing := unavailable_because():
        pytest.skip(missing)
    with SecuredCluster() as running:
        yield running


@pytest.fixture
def location(secured: SecuredCluster, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(CA_VARIABLE, str(secured.ca))
    return f"opensearch://{secured.address}/peraturan"


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def become(user: str) -> None:
        monkeypatch.setenv(USER_VARIABLE, user)
        monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORDS[user])

    return become


@pytest.fixture
def loaded(location: str, become: Callable[[str], None], index_folder: Path) -> str:
    become("pemuat")
    load(index_folder, location)
    return location


def test_reader_may_read(loaded: str, become: Callable[[str], None], library: Library) -> None:
    become("pembaca")
    with regsearch.open(loaded) as opened:
        for question in (*QUESTIONS[::40], "jadi anggta partay politk"):
            assert opened.ask(question, as_of=TODAY) == library.ask(question, as_of=TODAY)
        whole = opened["Pasal 8 PP 94/2021"]
        assert opened.within(whole) == library.within(whole)


def test_reader_may_not_write(
    loaded: str, become: Callable[[str], None], index_folder: Path
) -> None:
    become("pembaca")
    with pytest.raises(AccessError, match=r"hak yang kurang: indices:admin/aliases/get"):
        switch_back(loaded)
    with pytest.raises(AccessError, match=r"hak yang kurang: indices:admin/create"):
        load(index_folder, f"{loaded}-baru")
    with pytest.raises(IndexMissingError):
        regsearch.open(f"{loaded}-baru")


def test_reader_may_not_read_other_indices(loaded: str, become: Callable[[str], None]) -> None:
    become("pembaca")
    with pytest.raises(AccessError, match=r"hak yang kurang: indices:admin/mappings/get"):
        regsearch.open(loaded.replace("peraturan", "rahasia"))


@pytest.mark.parametrize("password", ["salah", None])
def test_wrong_or_missing_password_is_refused(
    loaded: str, monkeypatch: pytest.MonkeyPatch, password: str | None
) -> None:
    monkeypatch.delenv(USER_VARIABLE)
    if password:
        monkeypatch.setenv(USER_VARIABLE, "pembaca")
        monkeypatch.setenv(PASSWORD_VARIABLE, password)
    with pytest.raises(AccessError, match="401"):
        regsearch.open(loaded)


def test_unknown_authority_is_not_trusted(loaded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CA_VARIABLE)
    with pytest.raises(AccessError, match="Sertifikat"):
        regsearch.open(loaded)


def test_plain_http_is_refused(loaded: str) -> None:
    with pytest.raises(regsearch.errors.ClusterError):
        regsearch.open(loaded.replace("opensearch://", "opensearch+http://"))


def test_credentials_from_the_settings(
    loaded: str, secured: SecuredCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (USER_VARIABLE, PASSWORD_VARIABLE, CA_VARIABLE):
        monkeypatch.delenv(name)
    settings = settings_file()
    settings.parent.mkdir(parents=True, exist_ok=True)
    text = f'["127.0.0.1"]\nuser = "pembaca"\npassword = "{PASSWORDS["pembaca"]}"\n'
    settings.write_text(f'{text}ca = "{secured.ca}"\n')
    settings.chmod(0o600)
    with regsearch.open(loaded) as opened:
        assert opened.ask(QUESTIONS[0], as_of=TODAY).answers


def test_docs_list_the_rights() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "opensearch.md").read_text("utf-8")
    for rights in RIGHTS.values():
        named = [*rights["cluster_permissions"]]
        named += [a for entry in rights["index_permissions"] for a in entry["allowed_actions"]]
        assert all(f"`{name}`" in page for name in named)
