"""An index gives the same answers in a cluster as in a folder."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import regsearch
from regsearch.build.build import build_index
from regsearch.cli import main
from regsearch.cluster.layout import LAYOUT, build_name, file_parts, files_of
from regsearch.cluster.load import load
from regsearch.errors import IndexDamagedError, IndexMissingError, IndexStaleError, NotFoundError
from regsearch.index.manifest import MANIFEST
from regsearch.index.reader import OpenIndex
from regsearch.opening import open_store
from regsearch.paths import INDEX_VARIABLE, shipped_corpus
from tests.cluster.conftest import QUESTIONS, TODAY, builds
from tests.cluster.nodes import request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from regsearch.search.library import Library
    from tests.cluster.nodes import Cluster

MISSPELT = ["jadi anggota partay politk", "kampanye mengunakan kendaraaan dinas"]


@pytest.fixture(scope="module")
def remote(loaded: str) -> Iterator[Library]:
    with regsearch.open(loaded) as opened:
        yield opened


@pytest.mark.parametrize("question", [*QUESTIONS[1::3], *MISSPELT])
def test_cluster_and_folder_give_same_reply(
    remote: Library, library: Library, question: str
) -> None:
    reply = remote.ask(question, as_of=TODAY)
    assert reply == library.ask(question, as_of=TODAY)
    assert reply.answers or question not in MISSPELT


@pytest.mark.parametrize("kinds", [("uu",), ("pp", "skb"), ("perpres",)])
def test_restricted_searches_give_same_reply(
    remote: Library, library: Library, kinds: tuple[str, ...]
) -> None:
    asked = {"as_of": TODAY, "kinds": kinds, "subject": "pppk"}
    assert remote.ask("ikut kampanye", **asked) == library.ask("ikut kampanye", **asked)


def test_lookups_give_same_reply(remote: Library, library: Library) -> None:
    for citation in ("Pasal 5 huruf n angka 5 PP 94/2021", "SKB netralitas lampiran II A 4"):
        assert remote.lookup(citation, as_of=TODAY) == library.lookup(citation, as_of=TODAY)
    whole = library.lookup("Pasal 8 PP 94/2021", as_of=TODAY).answers[0]
    assert remote.within(whole) == library.within(whole) != []
    with pytest.raises(NotFoundError) as in_folder:
        library.lookup("Pasal 999 PP 94/2021")
    with pytest.raises(NotFoundError) as in_cluster:
        remote.lookup("Pasal 999 PP 94/2021")
    assert str(in_folder.value) == str(in_cluster.value)


def test_command_line_reads_cluster(
    loaded: str, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ["cari", QUESTIONS[0], "--format", "json", "--per", "2026-11-22", "--indeks"]
    in_cluster, in_folder = (
        CliRunner().invoke(main, [*question, p]) for p in (loaded, str(index_folder))
    )
    assert json.loads(in_cluster.stdout) == json.loads(in_folder.stdout)
    monkeypatch.setenv(INDEX_VARIABLE, loaded)
    info = CliRunner().invoke(main, ["indeks", "info", "--format", "json"])
    assert json.loads(info.stdout)["engine"] == "opensearch"


def test_missing_alias_is_reported(loaded: str) -> None:
    with pytest.raises(IndexMissingError, match="indeks bangun"):
        regsearch.open(f"{loaded}-lain")


def test_index_of_another_program_is_refused(cluster: Cluster, location: str) -> None:
    name = location.rpartition("/")[2]
    request(cluster, "PUT", f"/{name}-1", {"aliases": {name: {}}})
    with pytest.raises(IndexStaleError):
        regsearch.open(location)


def test_alias_of_two_builds_is_refused(cluster: Cluster, location: str) -> None:
    name = location.rpartition("/")[2]
    for number in (1, 2):
        request(cluster, "PUT", f"/{name}-{number}", {"aliases": {name: {}}})
    with pytest.raises(IndexMissingError, match="2 indeks"):
        regsearch.open(location)


@pytest.fixture
def copied(cluster: Cluster, loaded: str, location: str) -> tuple[str, str]:
    """A build whose files can be changed, and its address."""
    (build,) = builds(cluster, loaded)
    name = location.rpartition("/")[2]
    request(cluster, "POST", f"/{files_of(build)}/_refresh")
    stored = request(cluster, "GET", f"/{files_of(build)}/_search?size=1000")["hits"]["hits"]
    mapping = request(cluster, "GET", f"/{build}/_mapping")[build]["mappings"]
    documents = {hit["_id"]: hit["_source"] for hit in stored if "portion" not in hit["_id"]}
    copy = f"{name}-{build.rpartition('-')[2]}"
    request(cluster, "PUT", f"/{copy}", {"mappings": {"_meta": mapping["_meta"]}})
    request(cluster, "PUT", f"/{files_of(copy)}", {"mappings": {"dynamic": False}})
    request(cluster, "POST", "/_aliases", {"actions": [{"add": {"index": copy, "alias": name}}]})
    for key, source in documents.items():
        request(cluster, "PUT", f"/{files_of(copy)}/_doc/{key}", source)
    return copy, location


def test_changed_file_is_detected(cluster: Cluster, copied: tuple[str, str]) -> None:
    copy, location = copied
    regsearch.open(location).close()
    for name in ("stems.json", "instruments.json"):
        ((key, body),) = file_parts(name, b"{}")
        request(cluster, "PUT", f"/{files_of(copy)}/_doc/{key}", body)
    with regsearch.open(location) as opened, pytest.raises(IndexDamagedError):
        opened.search("partai")
    ((key, body),) = file_parts(MANIFEST, b"{}")
    request(cluster, "PUT", f"/{files_of(copy)}/_doc/{key}", body)
    with pytest.raises(IndexDamagedError):
        regsearch.open(location)


def test_index_of_another_analysis_is_refused(
    cluster: Cluster, copied: tuple[str, str], index_folder: Path
) -> None:
    _, location = copied
    name = location.rpartition("/")[2]
    manifest = json.loads((index_folder / MANIFEST).read_text())
    content = json.dumps({**manifest, "analysis": "0" * 64}).encode()
    older = build_name(name, content)
    (old,) = request(cluster, "GET", f"/_alias/{name}")
    meta = {"mappings": {"_meta": {"regsearch": {"layout": LAYOUT}}}}
    request(cluster, "PUT", f"/{older}", meta)
    request(cluster, "PUT", f"/{files_of(older)}", {"mappings": {"dynamic": False}})
    request(cluster, "PUT", f"/{files_of(older)}/_doc/state", {"former": None})
    ((key, body),) = file_parts(MANIFEST, content)
    request(cluster, "PUT", f"/{files_of(older)}/_doc/{key}", body)
    actions = [
        {"remove": {"index": old, "alias": name}},
        {"add": {"index": older, "alias": name}},
    ]
    request(cluster, "POST", "/_aliases", {"actions": actions})
    with (
        closing(OpenIndex(open_store(location))) as opened,
        pytest.raises(IndexStaleError, match="--mesin"),
    ):
        _ = opened.engine


def test_index_with_unreviewed_documents_gives_same_reply(
    location: str, library: Library, tmp_path: Path
) -> None:
    body = "\n".join(f"Pasal {n}\nPNS ikut kampanye calon bupati gajah." for n in range(1, 251))
    title = "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 905 TAHUN 2005\nTENTANG\nKERUMUNAN\n"
    (tmp_path / "koleksi").mkdir()
    (tmp_path / "koleksi" / "905.md").write_text(title + body, "utf-8")
    build_index((shipped_corpus(), tmp_path / "koleksi"), tmp_path / "index")
    load(tmp_path / "index", location, shards=2)
    with regsearch.open(location) as in_cluster, regsearch.open(tmp_path / "index") as in_folder:
        for question in ("PNS ikut kampanye", "kampnaye calon bupati"):
            given = in_cluster.ask(question, as_of=TODAY)
            assert (
                given == in_folder.ask(question, as_of=TODAY) == library.ask(question, as_of=TODAY)
            )
        given = in_cluster.ask("gajah", as_of=TODAY)
        assert given == in_folder.ask("gajah", as_of=TODAY)
        assert {answer.status for answer in given.answers} == {None}
