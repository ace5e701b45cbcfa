"""Whoosh keeps pickles in its files; one that names anything but an index's parts runs nothing."""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from whoosh import index as toc
from whoosh.codec import whoosh3
from whoosh.filedb import structfile

from regsearch.bundle.pack import package
from regsearch.engines import whoosh
from regsearch.engines.base import FIELDS
from regsearch.engines.whoosh import WhooshEngine, build, check
from regsearch.engines.whoosh_files import unpickled
from regsearch.errors import IndexDamagedError
from regsearch.index.manifest import file_entries, read_manifest, write_manifest
from regsearch.index.store import ENGINE
from regsearch.opening import open_library
from tests.engines.test_contract import WEIGHTS, idea, made_up

if TYPE_CHECKING:
    from collections.abc import Callable

TOC = "_MAIN_1.toc"


class Evil:
    """Its pickle makes the file *made* when it is read."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> Any:
        return Path.touch, (self.made,)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The file that a malicious pickle makes, and that must never be there."""
    path = tmp_path / "made"
    pickle.loads(pickle.dumps(Evil(path), 2))
    assert path.exists(), "the pickle is not malicious"
    path.unlink()
    return path


def in_dumps(chosen: Callable[[Any], bool]) -> Callable[[pytest.MonkeyPatch, Path], None]:
    """Replace those of the pickled values that are *chosen*, in the postings and dictionary."""

    def plant(patch: pytest.MonkeyPatch, made: Path) -> None:
        def dumps(value: Any, protocol: int) -> bytes:
            return pickle.dumps(Evil(made) if chosen(value) else value, protocol)

        patch.setattr(whoosh3, "dumps", dumps)

    return plant


def in_dump(chosen: Callable[[Any], bool]) -> Callable[[pytest.MonkeyPatch, Path], None]:
    """Likewise where Whoosh pickles straight into a file."""

    def plant(patch: pytest.MonkeyPatch, made: Path) -> None:
        def dump(value: Any, file: Any, protocol: int = -1) -> None:
            pickle.dump(Evil(made) if chosen(value) else value, file, protocol)

        patch.setattr(structfile, "dump_pickle", dump)

    return plant


def in_schema(patch: pytest.MonkeyPatch, made: Path) -> None:
    class Planted:
        PicklingError = pickle.PicklingError

        @staticmethod
        def dumps(_value: Any, protocol: int) -> bytes:
            return pickle.dumps(Evil(made), protocol)

    patch.setattr(toc, "pickle", Planted)


def in_old_toc(patch: pytest.MonkeyPatch, made: Path) -> None:
    """A table of contents of an old version, whose schema Whoosh reads by another unpickler."""
    in_schema(patch, made)
    patch.setattr(toc, "_CURRENT_TOC_VERSION", -110)


def is_directory(value: Any) -> bool:
    return isinstance(value, dict) and any(str(name).endswith(".trm") for name in value)


PLACES = {
    "schema": in_schema,
    "schema of an old version": in_old_toc,
    "segments": in_dump(lambda v: isinstance(v, list) and bool(v)),
    "directory of the segment": in_dump(is_directory),
    "options of the segment": in_dump(lambda v: v == {}),
    "metadata of the dictionary": in_dump(lambda v: isinstance(v, dict) and "fieldmap" in v),
    "head of a block": in_dumps(lambda v: len(v) == 6),
    "block": in_dumps(lambda v: len(v) == 3 and isinstance(v[0], tuple) and len(v[0]) > 1),
    "postings in the dictionary": in_dumps(lambda v: len(v) == 3 and len(v[0]) == 1),
}
SCHEMA_IS_NOT_READ = ("schema", "schema of an old version")


@pytest.mark.parametrize("place", PLACES)
def test_malicious_pickle_runs_nothing(place: str, made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "engine"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        PLACES[place](patch, made)
        build(folder, made_up(40))
    made.unlink(missing_ok=True)
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    unpacked = held + b"".join(inflated(held))
    assert b"touch" in unpacked, "nothing was planted"
    found: list[Any] = []
    try:
        with closing(WhooshEngine(folder)) as engine:
            for i in range(60):
                found += engine.search([idea(f"kata{i}")], WEIGHTS, 50)
                engine.similar(f"keta{i}", 1)
                engine.search([idea(f"kata{i}")], WEIGHTS, 50, frozenset({"uu-1-2000"}))
    except IndexDamagedError:
        found = []
    assert not made.exists()
    if place in SCHEMA_IS_NOT_READ and place != "schema of an old version":
        assert found
        check(folder)
    elif place not in SCHEMA_IS_NOT_READ:
        assert not found
        with pytest.raises(IndexDamagedError):
            check(folder)
    assert not made.exists()


def inflated(held: bytes) -> list[bytes]:
    """What stands compressed in *held*, wherever zlib finds its beginning."""
    found = []
    start = held.find(b"\x78")
    while start >= 0:
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(held[start : start + 4096], 4096))
        start = held.find(b"\x78", start + 1)
    return found


def test_folder_with_a_malicious_pickle_is_neither_opened_nor_packed(
    index_folder: Path, made: Path, tmp_path: Path
) -> None:
    """Its manifest, which nobody signed, agrees with it: only the allow-list is in the way."""
    import shutil

    folder = tmp_path / "index"
    shutil.copytree(index_folder, folder)
    path = folder / ENGINE / TOC
    held = path.read_bytes()
    # The schema, the generation, an unused number, and the segments at the end.
    segments = held.rindex(struct.pack("!ii", 1, 0)) + 8
    assert isinstance(unpickled(io.BytesIO(held[segments:])), list)
    path.write_bytes(held[:segments] + pickle.dumps(Evil(made), 2))
    manifest = read_manifest(folder)
    write_manifest(folder, manifest._replace(files=file_entries(folder)))
    with open_library(folder) as library, pytest.raises(IndexDamagedError):
        library.ask("netralitas")
    with pytest.raises(IndexDamagedError):
        package(folder, tmp_path / "bundle", 1)
    assert not (tmp_path / "bundle").exists()
    assert not made.exists()


@pytest.mark.parametrize(
    "call",
    [
        (zlib.decompress, (b"",)),
        (whoosh3.W3Segment._random_id, ()),
        (WhooshEngine, (Path("."),)),
        (bytes.fromhex, ("00",)),
        (eval, ("1",)),
        (getattr, (int, "real")),
    ],
    ids=str,
)
def test_only_the_parts_of_an_index_are_unpickled(call: Any) -> None:
    class Called:
        def __reduce__(self) -> Any:
            return call

    with pytest.raises(pickle.UnpicklingError):
        unpickled(io.BytesIO(pickle.dumps(Called())))


@pytest.mark.parametrize("named", ["whoosh.codec.whoosh3 W3Segment", "_codecs encode"])
def test_pickle_changes_nothing_that_outlives_it(named: str) -> None:
    """The opcode BUILD sets attributes, of a class or function too."""
    module, name = named.split()
    state = b"(N(Vplanted\nI1\ndtb."
    target = f"c{module}\n{name}\n".encode()
    unpickled(io.BytesIO(target + state))
    again = unpickled(io.BytesIO(target + b"."))
    assert not hasattr(again, "planted")


def test_codec_by_name_is_not_called() -> None:
    """Bytes come as ``codecs.encode(text, "latin1")``; another encoding would import a module."""
    with pytest.raises(pickle.UnpicklingError):
        unpickled(io.BytesIO(b"c_codecs\nencode\n(Vx\nVrot13\ntR."))
    assert unpickled(io.BytesIO(pickle.dumps(b"\xff\0x", 2))) == b"\xff\0x"


def test_a_block_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            whoosh3,
            "dumps",
            lambda v, p: (
                pickle.dumps(v, p) + (b"" if len(v) == 6 or len(v[0]) == 1 else bytes(64 << 20))
            ),
        )
        build(tmp_path, made_up(3))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 64 << 20
    with closing(WhooshEngine(tmp_path)) as engine:
        for i in range(10):
            # What follows the pickle is not unpacked beyond the limit.
            assert len(engine.search([idea(f"kata{i}")], WEIGHTS, 9)) <= 3


def test_every_field_is_checked() -> None:
    assert {*FIELDS, "group"} == set(whoosh._schema().names())
