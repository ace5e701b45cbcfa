"""The layout of a build in a cluster: ids, names, and fields that round-trip."""

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


def test_ids_are_unique_and_short_enough() -> None:
    deep = ["uu-1-2000#" + "huruf-a/" * depth + "angka-1" for depth in range(40, 90)]
    assert len({id_of(key) for key in deep}) == len(deep)
    assert all(len(id_of(key).encode()) <= 512 for key in (*deep, "é" * 600, "漢" * 600))
    assert id_of("a#1", 7) not in {id_of("a#1"), id_of("a#1", 8)}
    assert id_of("pp-94-2021#pasal-5/huruf-n") == "pp-94-2021#pasal-5/huruf-n"


@pytest.mark.parametrize("size", [0, 1, 9_000_000])
def test_file_parts_round_trip(size: int) -> None:
    import random

    content = random.Random(3).randbytes(size)
    parts = dict(file_parts("stems.json", content))
    assert joined(list(parts.values())) == content
    assert {body["parts"] for body in parts.values()} == {len(parts)}
    assert size < 5_000_000 or len(parts) > 1
    with pytest.raises(ValueError, match=r"."):
        joined([*list(parts.values())[:-1], {}])


@pytest.mark.parametrize("size", range(6))
def test_packed_field_round_trips_without_padding(size: int) -> None:
    value = packed(b"fakta!"[:size])
    assert unpacked(value) == unpacked(value.rstrip("=")) == b"fakta!"[:size]
    with pytest.raises(ValueError, match=r"."):
        unpacked(value[:8])


def test_build_name_depends_on_manifest() -> None:
    build = build_name("peraturan", b"{}")
    assert build.startswith("peraturan-")
    assert is_manifest_of(build, b"{}")
    assert not is_manifest_of(build, b"{ }")
    assert files_of(build) != files_of(build_name("peraturan", b"{ }"))
