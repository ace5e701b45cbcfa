"""Damaged and malicious bundles: none is installed, and nothing of them is opened."""

from __future__ import annotations

import io
import json
import lzma
import random
import shutil
import tarfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.bundle import install as installing
from regsearch.bundle import minisign
from regsearch.bundle.install import install
from regsearch.bundle.manifest import (
    BUNDLE_MANIFEST,
    FORMAT,
    MANIFEST_LIMIT,
    SIGNATURE,
    BundledFile,
    BundleManifest,
    format_bundle_manifest,
    sha256_hex,
)
from regsearch.errors import BundleError, StorageError
from regsearch.paths import DATA_VARIABLE, installed_indexes
from tests.bundle.tiny import contents, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regsearch.bundle.minisign import SecretKey

pytestmark = pytest.mark.usefixtures("installed")
FLIPS_IN_FILE, FLIPS_PER_REGION = 120, 25


@pytest.fixture(autouse=True)
def _fail_if_opened(monkeypatch: pytest.MonkeyPatch, installed: None) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a file of the bundle was opened")

    for name in ("Library", "rebuild_into", "read_manifest"):
        monkeypatch.setattr(installing, name, fail)


def assert_refused(bundle: Path) -> None:
    """Check that *bundle* is refused and changes no file."""
    before = contents(installed_indexes())
    with pytest.raises(StorageError):
        install(bundle)
    assert contents(installed_indexes()) == before


def members(bundle: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(bundle, "r:xz") as archive:
        files = [(info.name, archive.extractfile(info)) for info in archive]
        return [(name, file.read()) for name, file in files if file]


# -- damage -------------------------------------------------------------------------------------


def regions(tar: bytes) -> dict[str, list[int]]:
    """Return the offsets of the bytes of an uncompressed archive by region."""
    offsets: dict[str, list[int]] = {}
    end_of_files = 0
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for info in archive:
            kind = "engine" if "/engine/" in info.name else info.name.split("/")[0]
            start, end = info.offset_data, info.offset_data + info.size
            offsets.setdefault("headers", []).extend(range(info.offset, start))
            offsets.setdefault(kind, []).extend(range(start, end))
            end_of_files = end + -end % 512
            offsets.setdefault("padding", []).extend(range(end, end_of_files))
    offsets["end"] = list(range(end_of_files, len(tar)))
    # The text after "untrusted comment: " in the first line of a signature is not signed.
    signature = offsets[SIGNATURE]
    first_line = tar[signature[0] :].index(b"\n")
    offsets[SIGNATURE] = signature[:19] + signature[first_line:]
    return offsets


def test_flipped_bit_in_any_region_is_refused(
    bundle_2: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(6)
    whole = bundle_2.read_bytes()
    tried: Counter[str] = Counter()
    target = tmp_path / "damaged"

    def flip_bit(content: bytes, offset: int) -> bytes:
        changed = bytearray(content)
        changed[offset] ^= 1 << rng.randrange(8)
        return bytes(changed)

    step = max(1, len(whole) // FLIPS_IN_FILE)
    for offset in range(0, len(whole), step):
        target.write_bytes(flip_bit(whole, offset))
        assert_refused(target)
        tried["compressed"] += 1
    tar = lzma.decompress(whole)
    for region, offsets in regions(tar).items():
        for offset in rng.sample(offsets, min(FLIPS_PER_REGION, len(offsets))):
            target.write_bytes(lzma.compress(flip_bit(tar, offset), preset=0))
            assert_refused(target)
            tried[region] += 1
    assert edition_of() == 1
    assert len(tried) == 8
    assert tried.total() >= 200
    with capsys.disabled():
        print(f"\n{tried.total()} damaged bundles refused: {dict(tried)}")


def test_truncated_or_extended_bundle_is_refused(bundle_2: Path, tmp_path: Path) -> None:
    whole = bundle_2.read_bytes()
    target = tmp_path / "cut"
    for end in [*range(0, len(whole), len(whole) // 40), len(whole) - 1]:
        target.write_bytes(whole[:end])
        assert_refused(target)
    for more in (b"\0", b"\0" * 4, b"x", whole):
        target.write_bytes(whole + more)
        assert_refused(target)


# -- malice: signed by the trusted key, so that only the checks of the archive can refuse it -----


@pytest.fixture
def forge(bundle_2: Path, key: SecretKey, tmp_path: Path) -> Callable[..., Path]:
    """A function that signs a bundle with the given manifest entries and archive members.

    Both are those of a valid bundle unless given; *extra* is added to the JSON of the manifest.
    """

    def make(
        listed: list[tuple[str, bytes]] | None = None,
        entries: list[tuple[tarfile.TarInfo, bytes]] | None = None,
        extra: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Path:
        listed = members(bundle_2)[2:] if listed is None else listed
        manifest = BundleManifest(
            **{
                "format": FORMAT,
                "serial": 7,
                "index": sha256_hex(listed[0][1]),
                "files": tuple(BundledFile(n, len(c), sha256_hex(c)) for n, c in listed),
            }
            | fields
        )
        content = format_bundle_manifest(manifest)
        if extra:
            content = json.dumps(json.loads(content) | extra).encode()
        signature = minisign.sign(content, key, "x").encode()
        head = [(BUNDLE_MANIFEST, content), (SIGNATURE, signature)]
        rest = entries if entries is not None else [plain(n, c) for n, c in listed]
        with tarfile.open(tmp_path / "forged", "w:xz", format=tarfile.USTAR_FORMAT) as archive:
            for info, data in [*(plain(n, c) for n, c in head), *rest]:
                archive.addfile(info, io.BytesIO(data))
        # tarfile pads the archive to 20 blocks; the canonical form ends with two.
        tar = lzma.decompress((tmp_path / "forged").read_bytes()).rstrip(b"\0")
        tar += bytes(-len(tar) % 512 + 1024)
        (tmp_path / "forged").write_bytes(lzma.compress(tar))
        return tmp_path / "forged"

    return make


def plain(name: str, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    return info, content


def odd(name: str, content: bytes = b"", **attributes: Any) -> tuple[tarfile.TarInfo, bytes]:
    info, content = plain(name, content)
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info, content


def test_forged_bundle_without_defect_installs(
    forge: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without this, the tests below could pass because every forged bundle is invalid.
    data = installed_indexes().parent
    monkeypatch.undo()
    monkeypatch.setenv(DATA_VARIABLE, str(data))
    install(forge())
    assert edition_of() == 2


@pytest.mark.parametrize(
    "name",
    [
        "../outside", "indeks/../../outside", "/etc/outside", "indeks//x", "indeks/./x", "indeks/",
        "indeks\\..\\x", "c:/x", "indeks/con", "indeks/NUL.txt", "indeks/.hidden", "indeks/x.",
        "indeks/a b", "indeks/\u00e9", "indeks/" + "x" * 120, "elsewhere/x", "bundel.json",
        "indeks/Manifest.JSON", "indeks/manifest.json/x", "indeks/x\n", "indeks/x:y", "",
    ],
)  # fmt: skip
def test_unsafe_file_name_is_refused(forge: Callable[..., Path], name: str) -> None:
    manifest = ("indeks/manifest.json", b"{}")
    bundle = forge([manifest, (name, b"x")], [plain(*manifest), plain("indeks/x", b"x")])
    assert_refused(bundle)


LINK = {"linkname": "../../../outside"}


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(odd("indeks/x", type=tarfile.SYMTYPE, **LINK), id="symbolic link"),
        pytest.param(odd("indeks/x", type=tarfile.LNKTYPE, **LINK), id="hard link"),
        pytest.param(odd("indeks/x", type=tarfile.CHRTYPE, devmajor=1), id="device"),
        pytest.param(odd("indeks/x", type=tarfile.BLKTYPE), id="block device"),
        pytest.param(odd("indeks/x", type=tarfile.FIFOTYPE), id="pipe"),
        pytest.param(odd("indeks/x", type=tarfile.DIRTYPE), id="folder"),
        pytest.param(odd("indeks/x", b"1", mode=0o4755), id="mode"),
        pytest.param(odd("indeks/x", b"1", uid=1), id="owner"),
        pytest.param(odd("indeks/x", b"1", mtime=1), id="time"),
        pytest.param(odd("indeks/y", b"1"), id="another name"),
        pytest.param(odd("indeks/x", b"12"), id="another size"),
        pytest.param(odd("indeks/x", b"2"), id="another content"),
    ],
)
def test_member_that_is_not_the_listed_plain_file_is_refused(
    forge: Callable[..., Path], entry: tuple[tarfile.TarInfo, bytes]
) -> None:
    manifest = ("indeks/manifest.json", b"{}")
    assert_refused(forge([manifest, ("indeks/x", b"1")], [plain(*manifest), entry]))


def test_extra_missing_or_reordered_members_are_refused(
    forge: Callable[..., Path], bundle_2: Path
) -> None:
    sound = members(bundle_2)[2:]
    rows = [plain(name, content) for name, content in sound]
    assert_refused(forge(sound, [*rows, plain("indeks/more", b"x")]))
    assert_refused(forge(sound, [*rows, rows[-1]]))
    assert_refused(forge(sound, rows[:-1]))
    assert_refused(forge(sound, rows[::-1]))
    assert_refused(forge([*sound, sound[-1]]))
    assert_refused(forge([(n.replace("stems", "Ledger"), c) for n, c in sound]))


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 2},
        {"serial": 0},
        {"serial": -5},
        {"index": "0" * 64},
        {"files": ()},
        {"extra": {"base": "0" * 64}},
        {"files": (BundledFile("indeks/manifest.json", -1, "0" * 64),)},
        {"files": (BundledFile("indeks/manifest.json", 2**40, "0" * 64),)},
        {"files": (BundledFile("indeks/manifest.json", 2, "0" * 63 + "\n"),)},
    ],
    ids=str,
)
def test_invalid_manifest_is_refused(forge: Callable[..., Path], fields: dict[str, Any]) -> None:
    assert_refused(forge(**fields))


def test_decompression_bomb_is_refused(
    forge: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = bytes(16 * 1024 * 1024)
    manifest = ("indeks/manifest.json", b"{}")
    bundle = forge([manifest, ("indeks/x", b"1")], [plain(*manifest), plain("indeks/x", zeros)])
    assert bundle.stat().st_size < len(zeros) // 1000
    assert_refused(bundle)
    # With the true size in its manifest it is refused because the disk lacks the space.
    bundle = forge([manifest, ("indeks/x", zeros)])
    usage = shutil.disk_usage(installed_indexes())._replace(free=len(zeros) - 1)
    monkeypatch.setattr(installing.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(BundleError, match="ruang"):
        install(bundle)
    assert_refused(bundle)


def test_oversized_manifest_or_signature_is_refused(tmp_path: Path) -> None:
    for name in (BUNDLE_MANIFEST, SIGNATURE):
        tar = io.BytesIO()
        with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for info, data in (
                plain(BUNDLE_MANIFEST, b"{}"),
                plain(name, bytes(MANIFEST_LIMIT + 1)),
            ):
                archive.addfile(info, io.BytesIO(data))
        content = tar.getvalue()[0 if name == SIGNATURE else 1024 :]
        (tmp_path / "b").write_bytes(lzma.compress(content, preset=0))
        with pytest.raises(BundleError, match="terlalu besar"):
            install(tmp_path / "b")


def test_memory_limit_of_decompression(bundle_2: Path, tmp_path: Path) -> None:
    tar = lzma.decompress(bundle_2.read_bytes())
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 512 * 1024 * 1024}]
    (tmp_path / "b").write_bytes(lzma.compress(tar, filters=filters))
    assert_refused(tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"x", b"PK\3\4" + bytes(100), b"\x1f\x8b" + bytes(100)])
def test_file_that_is_no_bundle_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b").write_bytes(content)
    assert_refused(tmp_path / "b")
    assert_refused(tmp_path)
    assert_refused(tmp_path / "nowhere")
