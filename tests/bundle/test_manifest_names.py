"""The signed manifest alone keeps a bundle inside its folder, whatever the archive then checks."""

from __future__ import annotations

from typing import Any

import pytest

from regsearch.bundle import manifest as manifests
from regsearch.bundle.manifest import (
    BundledFile,
    BundleManifest,
    format_bundle_manifest,
    parse_bundle_manifest,
)
from regsearch.errors import BundleError

DIGEST = "0" * 64
FIRST = BundledFile("indeks/manifest.json", 2, DIGEST)


def parsed(*files: BundledFile, **fields: Any) -> BundleManifest:
    given = {"format": 1, "serial": 1, "index": DIGEST, "files": (FIRST, *files), **fields}
    return parse_bundle_manifest(format_bundle_manifest(BundleManifest(**given)))


def named(name: str) -> BundledFile:
    return BundledFile(name, 1, DIGEST)


@pytest.mark.parametrize("name", ["indeks/x", "indeks/engine/a-b_c.1.toc", "indeks/" + "x" * 92])
def test_plain_names_are_accepted(name: str) -> None:
    assert parsed(named(name)).files[1].name == name


INSIDE = (
    *("../outside", "a/../../outside", "./x", "/x", "x/", "x//y", "..", ".", ".hidden", "x/.h"),
    *("x.", "a b", "x\n", "x:y", "x\\y", "x\0y", "\u00e9", "\u202ex", "~", "-x", "x" * 93, ""),
    *("con", "NUL.txt", "x/aux", "com1", "LPT9.log", "prn.a.b"),
)


@pytest.mark.parametrize("rest", INSIDE)
def test_unsafe_name_in_the_folder_of_the_index(rest: str) -> None:
    with pytest.raises(BundleError):
        parsed(named(f"indeks/{rest}"))


@pytest.mark.parametrize("name", ["x", "../x", "/etc/passwd", "bundel.json", "asal.json", "C:/x"])
def test_name_outside_the_folder_of_the_index(name: str) -> None:
    with pytest.raises(BundleError):
        parsed(named(name))


@pytest.mark.parametrize(
    "names",
    [
        ("indeks/x", "indeks/x"),
        ("indeks/x", "indeks/X"),
        ("indeks/x", "indeks/x/y"),
        ("indeks/X/y", "indeks/x"),
        ("indeks/MANIFEST.json",),
        ("indeks/manifest.json/x",),
    ],
    ids=str,
)
def test_two_files_of_one_name(names: tuple[str, ...]) -> None:
    with pytest.raises(BundleError, match="ganda"):
        parsed(*map(named, names))


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "_MAX_FILES", 3)
    parsed(named("indeks/a"), named("indeks/b"))
    with pytest.raises(BundleError, match="terlalu banyak"):
        parsed(named("indeks/a"), named("indeks/b"), named("indeks/c"))


@pytest.mark.parametrize("size", [-1, 2**33, 2**70])
def test_impossible_size(size: int) -> None:
    with pytest.raises(BundleError, match="ukuran"):
        parsed(BundledFile("indeks/x", size, DIGEST))


@pytest.mark.parametrize("digest", ["", "0" * 63, "0" * 65, "G" * 64, "0" * 63 + "\n", "A" * 64])
def test_impossible_digest(digest: str) -> None:
    with pytest.raises(BundleError, match="SHA-256"):
        parsed(BundledFile("indeks/x", 1, digest))


@pytest.mark.parametrize(
    "fields",
    [
        {"serial": 0},
        {"serial": -1},
        {"index": "1" * 64},
        {"files": ()},
        {"files": (named("indeks/x"), FIRST)},
        {"format": 2},
        {"format": "1"},
    ],
    ids=str,
)
def test_manifest_that_contradicts_itself(fields: dict[str, Any]) -> None:
    with pytest.raises(BundleError):
        parsed(**fields)
