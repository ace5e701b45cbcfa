"""What a cluster is given can be read back, and names tell what they name."""

from __future__ import annotations

import pytest

from regsearch.cluster.layout import (
    build_name,
    file_parts,
    files_of,
    id_of,
    is_manifest_of,
    joined,
    packed,
    unpacked,
)


def test_ids_fit_and_differ() -> None:
    deep = ["uu-1-2000#" + "huruf-a/" * depth + "angka-1" for depth in range(40, 90)]
    assert len({id_of(key) for key in deep}) == len(deep)
    assert all(len(id_of(key).encode()) <= 512 for key in (*deep, "é" * 600, "漢" * 600))
    assert id_of("a#1", 7) not in {id_of("a#1"), id_of("a#1", 8)}
    assert id_of("pp-94-2021#pasal-5/huruf-n") == "pp-94-2021#pasal-5/huruf-n"


@pytest.mark.parametrize("size", [0, 1, 9_000_000])
def test_a_file_comes_back_whole(size: int) -> None:
    import random

    content = random.Random(3).randbytes(size)
    parts = dict(file_parts("stems.json", content))
    assert joined(list(parts.values())) == content
    assert {body["parts"] for body in parts.values()} == {len(parts)}
    assert size < 5_000_000 or len(parts) > 1
    with pytest.raises(ValueError, match=r"."):
        joined([*list(parts.values())[:-1], {}])


@pytest.mark.parametrize("size", range(6))
def test_a_field_comes_back_with_or_without_its_end(size: int) -> None:
    held = packed(b"fakta!"[:size])
    assert unpacked(held) == unpacked(held.rstrip("=")) == b"fakta!"[:size]
    with pytest.raises(ValueError, match=r"."):
        unpacked(held[:8])


def test_a_build_is_named_by_its_manifest() -> None:
    build = build_name("peraturan", b"{}")
    assert build.startswith("peraturan-")
    assert is_manifest_of(build, b"{}")
    assert not is_manifest_of(build, b"{ }")
    assert files_of(build) != files_of(build_name("peraturan", b"{ }"))
