"""Loading: whole or not at all, resumed, shared, and back to the build before."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import regsearch
from regsearch.cluster import load as loading
from regsearch.cluster.alias import switch_back
from regsearch.cluster.load import load
from regsearch.errors import IndexDamagedError, IndexMissingError, LoadError
from regsearch.index.manifest import file_entries, manifest_content, read_manifest
from tests.cluster.conftest import alias_of, builds, count
from tests.cluster.nodes import request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cluster.nodes import Cluster


class Interrupted(BaseException):
    """Like KeyboardInterrupt, not an Exception, so that nothing catches it."""


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PORTION", 50)


def interrupted_at(share: float):
    def progress(done: int, total: int) -> None:
        if done >= total * share:
            raise Interrupted

    return progress


def test_interrupted_load_is_resumed(cluster: Cluster, index_folder: Path, location: str) -> None:
    total = read_manifest(index_folder).passages
    with pytest.raises(Interrupted):
        load(index_folder, location, interrupted_at(0.4))
    (build,) = builds(cluster, location)
    assert 0.4 * total <= count(cluster, build) < 0.5 * total
    with pytest.raises(IndexMissingError):
        regsearch.open(location)
    with pytest.raises(IndexMissingError, match="belum selesai"):
        regsearch.open(location.replace(alias_of(location), build))
    done = load(index_folder, location)
    print(f"counted: interrupted at 40 %: {done.sent} of {total} sent by the second run")
    assert 0 < done.sent <= 0.6 * total
    assert done.checked == count(cluster, build) == total
    again = load(index_folder, location)
    assert (again.build, again.sent, again.former) == (build, 0, None)


def test_concurrent_loaders_share_the_work(
    cluster: Cluster, index_folder: Path, location: str
) -> None:
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda _: load(index_folder, location), range(3)))
    total = read_manifest(index_folder).passages
    (build,) = builds(cluster, location)
    sent = [result.sent for result in results]
    print(f"counted: three loaders sent {sent}, the cluster has {count(cluster, build)} of {total}")
    assert {result.build for result in results} == {build}
    assert count(cluster, build) == total
    assert total <= sum(sent) < 2 * total
    assert sum(1 for number in sent if number) >= 2


@pytest.mark.parametrize("share", [0.4, 1.0])
def test_late_loader_accepts_completed_build(
    cluster: Cluster, index_folder: Path, location: str, share: float
) -> None:
    total = read_manifest(index_folder).passages
    others = []

    def progress(done: int, of: int) -> None:
        if done >= share * of and not others:
            others.append(load(index_folder, location))

    late = load(index_folder, location, progress)
    (other,) = others
    assert other.checked == total
    assert (late.build, late.checked) == (other.build, 0)
    (build,) = builds(cluster, location)
    assert count(cluster, build) == total


def test_lost_passage_is_detected_and_sent_again(
    cluster: Cluster, index_folder: Path, location: str
) -> None:
    total = read_manifest(index_folder).passages
    with pytest.raises(Interrupted):
        load(index_folder, location, interrupted_at(1.0))
    (build,) = builds(cluster, location)
    assert count(cluster, build) == total
    one = request(cluster, "POST", f"/{build}/_search", {"query": {"term": {"order": 77}}})
    key = urllib.parse.quote(one["hits"]["hits"][0]["_id"], safe="")
    request(cluster, "DELETE", f"/{build}/_doc/{key}")
    assert count(cluster, build) == total - 1
    done = load(index_folder, location)
    assert done.sent == 50
    assert count(cluster, build) == total


def test_foreign_document_prevents_switch(
    cluster: Cluster, index_folder: Path, location: str
) -> None:
    with pytest.raises(Interrupted):
        load(index_folder, location, interrupted_at(1.0))
    (build,) = builds(cluster, location)
    stranger = {"document": "uu-5-2014", "order": 10**6, "record": {}, "text": "asing"}
    request(cluster, "PUT", f"/{build}/_doc/asing", stranger)
    with pytest.raises(LoadError, match="tidak cocok"):
        load(index_folder, location)
    with pytest.raises(IndexMissingError):
        regsearch.open(location)


def test_switch_to_new_build_and_back(
    cluster: Cluster, index_folder: Path, location: str, tmp_path: Path
) -> None:
    first = load(index_folder, location)
    with regsearch.open(location) as before:
        wanted = before.search("jadi anggota partai politik", limit=3)
        folder = tmp_path / "second"
        shutil.copytree(index_folder, folder)
        _edit_passage(folder)
        second = load(folder, location)
        assert second.former == first.build != second.build
        # A reader that opened the first build keeps reading it.
        assert before.search("ikut partai politik", limit=1)
        assert before._index.records._build == first.build
    with regsearch.open(location) as after:
        assert after["Pasal 2 ayat (1) PP 37/2004"].text == "Lain."
    assert switch_back(location) == (first.build, second.build)
    with regsearch.open(location) as back:
        assert back.search("jadi anggota partai politik", limit=3) == wanted
    with pytest.raises(IndexMissingError, match="sebelum"):
        switch_back(location)
    assert load(folder, location).sent == 0
    with regsearch.open(location) as forth:
        assert forth["Pasal 2 ayat (1) PP 37/2004"].text == "Lain."


def test_passages_with_equal_key_are_all_loaded(
    cluster: Cluster, index_folder: Path, location: str, tmp_path: Path
) -> None:
    folder = tmp_path / "repeated"
    shutil.copytree(index_folder, folder)
    total = read_manifest(folder).passages
    _change(folder, lambda records: [*records[:-2], records[0], records[0]])
    assert load(folder, location).checked == total
    (build,) = builds(cluster, location)
    assert count(cluster, build) == total
    with regsearch.open(location) as in_cluster, regsearch.open(folder) as in_folder:
        document = in_folder.manifest.documents[0].id
        first = in_folder._index.records.get(f"{document}#")
        assert first
        assert in_cluster._index.records.get(first.key) == first
        wanted = list(in_folder._index.records.of_document(document))
        assert list(in_cluster._index.records.of_document(document)) == wanted


def _edit_passage(folder: Path) -> None:
    """Change the words of one passage, in an index that is sound in itself."""
    _change(folder, _with_edited_text)


def _with_edited_text(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for record in records:
        if (record["document"], record.get("locator")) == (
            "pp-37-2004",
            [["pasal", "2"], ["ayat", "1"]],
        ):
            record["text"] = "Lain."
    return records


def _change(folder: Path, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    from regsearch.index.records import RECORDS, from_json, write_records

    lines = (folder / RECORDS).read_bytes().splitlines()
    records = change([json.loads(line) for line in lines])
    write_records(folder, map(from_json, records))
    manifest = json.loads(manifest_content(read_manifest(folder)))
    manifest["files"] = [
        {"name": entry.name, "size": entry.size, "sha256": entry.sha256}
        for entry in file_entries(folder)
    ]
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_complete_build_is_read_only(cluster: Cluster, loaded: str) -> None:
    (build,) = builds(cluster, loaded)
    with pytest.raises(urllib.error.HTTPError) as refused:
        request(cluster, "PUT", f"/{build}/_doc/asing", {"order": 1})
    refused.value.close()
    assert refused.value.code == 403


def test_damaged_folder_is_not_loaded(
    cluster: Cluster, index_folder: Path, location: str, tmp_path: Path
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(index_folder, folder)
    with (folder / "records.jsonl").open("ab") as records:
        records.write(b" ")
    with pytest.raises(IndexDamagedError):
        load(folder, location)
    assert builds(cluster, location) == []
