"""Bundles that were damaged or made to do harm: none installs, and nothing of them is opened."""

from __future__ import annotations

import io
import lzma
import random
import shutil
import tarfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.bundle import install as installing
from regsearch.bundle import manifest as bundled
from regsearch.bundle import minisign
from regsearch.bundle.install import install
from regsearch.bundle.manifest import BundledFile, BundleManifest, digest
from regsearch.errors import BundleError, StorageError
from regsearch.paths import DATA_VARIABLE, installed_indexes
from tests.bundle.tiny import contents, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from regsearch.bundle.minisign import SecretKey

pytestmark = pytest.mark.usefixtures("installed")
FLIPS_OF_THE_FILE, FLIPS_OF_A_REGION = 120, 25


@pytest.fixture(autouse=True)
def _nothing_is_opened(monkeypatch: pytest.MonkeyPatch, installed: None) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("something of the bundle was opened")

    for name in ("Library", "rebuild_into", "read_manifest", "read_table"):
        monkeypatch.setattr(installing, name, opened)


def refuse(bundle: Path) -> None:
    """Check that *bundle* is refused and leaves nothing, and that the installed one answers."""
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
    """Return the offsets of each kind of byte in an uncompressed archive."""
    found: dict[str, list[int]] = {}
    place = 0
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for info in archive:
            kind = "engine" if "/engine/" in info.name else info.name.split("/")[0]
            start, end = info.offset_data, info.offset_data + info.size
            found.setdefault("headers", []).extend(range(info.offset, start))
            found.setdefault(kind, []).extend(range(start, end))
            place = end + -end % 512
            found.setdefault("padding", []).extend(range(end, place))
    found["end"] = list(range(place, len(tar)))
    # minisign calls the rest of its first line an untrusted comment: nobody vouches for it.
    comment = found["bundel.json.minisig"]
    free = tar[comment[0] :].index(b"\n")
    found["bundel.json.minisig"] = comment[:19] + comment[free:]
    return found


def test_damage_in_every_region(
    bundle_2: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(6)
    whole = bundle_2.read_bytes()
    tried: Counter[str] = Counter()
    target = tmp_path / "damaged"

    def damage(content: bytes, place: int) -> bytes:
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        return bytes(changed)

    step = max(1, len(whole) // FLIPS_OF_THE_FILE)
    for place in range(0, len(whole), step):
        target.write_bytes(damage(whole, place))
        refuse(target)
        tried["compressed"] += 1
    tar = lzma.decompress(whole)
    for region, places in regions(tar).items():
        for place in chance.sample(places, min(FLIPS_OF_A_REGION, len(places))):
            target.write_bytes(lzma.compress(damage(tar, place), preset=0))
            refuse(target)
            tried[region] += 1
    assert edition_of() == 1
    assert len(tried) == 8
    assert tried.total() >= 200
    with capsys.disabled():
        print(f"\n{tried.total()} damaged bundles refused: {dict(tried)}")


def test_every_length_but_the_right_one(bundle_2: Path, tmp_path: Path) -> None:
    whole = bundle_2.read_bytes()
    target = tmp_path / "cut"
    for end in [*range(0, len(whole), len(whole) // 40), len(whole) - 1]:
        target.write_bytes(whole[:end])
        refuse(target)
    for more in (b"\0", b"\0" * 4, b"x", whole):
        target.write_bytes(whole + more)
        refuse(target)


# -- malice: signed by the trusted key, to show that the archive alone can do no harm -------------


@pytest.fixture
def forge(bundle_2: Path, key: SecretKey, tmp_path: Path) -> Callable[..., Path]:
    """Return what makes a signed bundle of given files and given members of the archive."""

    def make(
        given: list[tuple[str, bytes]] | None = None,
        entries: list[tuple[tarfile.TarInfo, bytes]] | None = None,
        **fields: Any,
    ) -> Path:
        sound = members(bundle_2)[2:] if given is None else given
        about = BundleManifest(
            **{
                "format": bundled.FORMAT,
                "serial": 7,
                "index": digest(sound[0][1]),
                "files": tuple(BundledFile(n, len(c), digest(c)) for n, c in sound),
            }
            | fields
        )
        content = bundled.write(about)
        signature = minisign.sign(content, key, "x").encode()
        head = [(bundled.NAME, content), (bundled.SIGNATURE, signature)]
        rest = entries if entries is not None else [plain(n, c) for n, c in sound]
        with tarfile.open(tmp_path / "forged", "w:xz", format=tarfile.USTAR_FORMAT) as archive:
            for info, data in [*(plain(n, c) for n, c in head), *rest]:
                archive.addfile(info, io.BytesIO(data))
        # tarfile fills up to a record of 20 blocks; two are the end.
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


def test_what_the_forger_makes_would_install(
    forge: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Or the tests below would show nothing.
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
def test_names_that_must_not_be_written(forge: Callable[..., Path], name: str) -> None:
    manifest = ("indeks/manifest.json", b"{}")
    bundle = forge([manifest, (name, b"x")], [plain(*manifest), plain("indeks/x", b"x")])
    refuse(bundle)


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
def test_members_that_are_no_such_file(
    forge: Callable[..., Path], entry: tuple[tarfile.TarInfo, bytes]
) -> None:
    manifest = ("indeks/manifest.json", b"{}")
    refuse(forge([manifest, ("indeks/x", b"1")], [plain(*manifest), entry]))


def test_members_one_too_many_or_too_few(forge: Callable[..., Path], bundle_2: Path) -> None:
    sound = members(bundle_2)[2:]
    rows = [plain(name, content) for name, content in sound]
    refuse(forge(sound, [*rows, plain("indeks/more", b"x")]))
    refuse(forge(sound, [*rows, rows[-1]]))
    refuse(forge(sound, rows[:-1]))
    refuse(forge(sound, rows[::-1]))
    refuse(forge([*sound, sound[-1]]))
    refuse(forge([(n.replace("stems", "Ledger"), c) for n, c in sound]))


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 2},
        {"serial": 0},
        {"serial": -5},
        {"index": "0" * 64},
        {"files": ()},
        {"base": "0" * 64},
        {"base": "x"},
        {"files": (BundledFile("indeks/manifest.json", -1, "0" * 64),)},
        {"files": (BundledFile("indeks/manifest.json", 2**40, "0" * 64),)},
        {"files": (BundledFile("indeks/manifest.json", 2, "0" * 63 + "\n"),)},
    ],
    ids=str,
)
def test_manifests_that_say_something_impossible(
    forge: Callable[..., Path], fields: dict[str, Any]
) -> None:
    refuse(forge(**fields))


def test_a_bomb(forge: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = bytes(16 * 1024 * 1024)
    manifest = ("indeks/manifest.json", b"{}")
    bundle = forge([manifest, ("indeks/x", b"1")], [plain(*manifest), plain("indeks/x", zeros)])
    assert bundle.stat().st_size < len(zeros) // 1000
    refuse(bundle)
    # One that its manifest owns up to does not fit on the disk.
    bundle = forge([manifest, ("indeks/x", zeros)])
    usage = shutil.disk_usage(installed_indexes())._replace(free=len(zeros) - 1)
    monkeypatch.setattr(installing.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(BundleError, match="ruang"):
        install(bundle)
    refuse(bundle)


def test_a_manifest_or_signature_without_end(tmp_path: Path) -> None:
    for name in (bundled.NAME, bundled.SIGNATURE):
        tar = io.BytesIO()
        with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for info, data in (plain(bundled.NAME, b"{}"), plain(name, bytes(bundled.LIMIT + 1))):
                archive.addfile(info, io.BytesIO(data))
        content = tar.getvalue()[0 if name == bundled.SIGNATURE else 1024 :]
        (tmp_path / "b").write_bytes(lzma.compress(content, preset=0))
        with pytest.raises(BundleError, match="terlalu besar"):
            install(tmp_path / "b")


def test_a_decompressor_that_wants_all_memory(bundle_2: Path, tmp_path: Path) -> None:
    tar = lzma.decompress(bundle_2.read_bytes())
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 512 * 1024 * 1024}]
    (tmp_path / "b").write_bytes(lzma.compress(tar, filters=filters))
    refuse(tmp_path / "b")


@pytest.mark.parametrize("content", [b"", b"x", b"PK\3\4" + bytes(100), b"\x1f\x8b" + bytes(100)])
def test_what_is_no_bundle(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b").write_bytes(content)
    refuse(tmp_path / "b")
    refuse(tmp_path)
    refuse(tmp_path / "nowhere")
