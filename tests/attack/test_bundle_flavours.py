"""Bundles in every flavour of tar and of compression: the one canonical form installs, no other.

All are signed by the trusted key and hold what their manifest lists, so that only the form of the
archive is to blame.  What installs in spite of it must be byte for byte what was signed.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import subprocess
import tarfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from regsearch.bundle.install import install
from regsearch.errors import StorageError
from regsearch.paths import default_index, installed_indexes
from tests.bundle.conftest import bundle_1, bundle_2, first, installed, key, second, trusting
from tests.bundle.test_hostile import members
from tests.bundle.tiny import contents, edition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["bundle_1", "bundle_2", "first", "installed", "key", "second", "trusting"]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("installed")]

BLOCK = 512
Files = list[tuple[str, bytes]]


def tar(files: Files, form: int, change: Callable[[tarfile.TarInfo], None] | None = None) -> bytes:
    """Return the files as an archive that ends with two blocks, each header changed."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            if change:
                change(info)
            archive.addfile(info, io.BytesIO(content))
    held = out.getvalue().rstrip(b"\0")
    return held + bytes(-len(held) % BLOCK + 2 * BLOCK)


def setting(**attributes: object) -> Callable[[tarfile.TarInfo], None]:
    def change(info: tarfile.TarInfo) -> None:
        for name, value in attributes.items():
            setattr(info, name, value)

    return change


def signed_sum(held: bytes) -> bytes:
    """Write the first header's check sum in another of the ways that tar programs accept."""
    header = bytearray(held[:BLOCK])
    header[148:156] = b"%07o\0" % int(header[148:154], 8)
    return bytes(header) + held[BLOCK:]


def with_header(held: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite a part of the first header and make its check sum agree."""
    header = bytearray(held[:BLOCK])
    header[offset : offset + len(value)] = value
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + held[BLOCK:]


def flavours(files: Files, plain: bytes) -> dict[str, bytes]:
    """Uncompressed archives that differ from the canonical one in one thing."""
    pax, gnu, ustar = tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT
    size = len(files[0][1])
    return {
        "gnu": tar(files, gnu),
        "pax with a comment": tar(files, pax, setting(pax_headers={"comment": "x"})),
        "pax with another path": tar(files, pax, setting(pax_headers={"path": "../x"})),
        "pax with another size": tar(files, pax, setting(pax_headers={"size": "1"})),
        "pax with a link": tar(files, pax, setting(pax_headers={"linkpath": "/etc/passwd"})),
        "pax sparse": tar(files, pax, setting(pax_headers={"GNU.sparse.major": "1"})),
        "contiguous": tar(files, ustar, setting(type=tarfile.CONTTYPE)),
        "old regular": tar(files, ustar, setting(type=tarfile.AREGTYPE)),
        "sparse": tar(files, gnu, setting(type=tarfile.GNUTYPE_SPARSE)),
        "volume label": with_header(plain, 156, b"V"),
        "continued": with_header(plain, 156, b"M"),
        "unknown type": with_header(plain, 156, b"Z"),
        "long name": with_header(plain, 156, b"L"),
        "global header": with_header(plain, 156, b"g"),
        "owner name": tar(files, ustar, setting(uname="root")),
        "mode": tar(files, ustar, setting(mode=0o4777)),
        "negative time": with_header(plain, 136, b"\xff" * 12),
        "size in base 256": with_header(plain, 124, b"\x80" + size.to_bytes(11, "big")),
        "size with spaces": with_header(plain, 124, b"%11o " % size),
        "size too small": with_header(plain, 124, b"%011o\0" % (size - 1)),
        "size too large": with_header(plain, 124, b"%011o\0" % (size + BLOCK)),
        "huge size": with_header(plain, 124, b"77777777777\0"),
        "prefix": with_header(plain, 345, b".."),
        "rest of the header": with_header(plain, 500, b"x"),
        "other check sum": signed_sum(plain),
        "wrong check sum": plain[:148] + b"000000\0 " + plain[156:],
        "old magic": with_header(plain, 257, b"ustar  \0"),
        "no magic": with_header(plain, 257, bytes(8)),
        "one block at the end": plain[:-BLOCK],
        "no block at the end": plain[: -2 * BLOCK],
        "three blocks at the end": plain + bytes(BLOCK),
        "ten kilobytes at the end": plain + bytes(-len(plain) % 10240),
        "text at the end": plain + b"x" * BLOCK,
        "another archive at the end": plain + plain,
        "zero block in the middle": plain[:BLOCK] + bytes(BLOCK) + plain[BLOCK:],
        "name twice": tar([*files, files[-1]], ustar),
        "other order": tar([*files[:2], *reversed(files[2:])], ustar),
        "first file missing": tar(files[1:], ustar),
        "last file missing": tar(files[:-1], ustar),
        "one more": tar([*files, ("indeks/more", b"x")], ustar),
        "dot before names": tar([(f"./{n}", c) for n, c in files], ustar),
        "slash before names": tar([(f"/{n}", c) for n, c in files], ustar),
        "upper case": tar([(n.upper(), c) for n, c in files], ustar),
        "empty": bytes(2 * BLOCK),
        "nothing": b"",
    }


def compressions(plain: bytes) -> dict[str, bytes]:
    """The canonical archive in other wrappings than one stream of xz."""
    whole = lzma.compress(plain)
    return {
        "no compression": plain,
        "gzip": gzip.compress(plain),
        "bzip2": bz2.compress(plain),
        "lzma alone": lzma.compress(plain, lzma.FORMAT_ALONE),
        "two streams": lzma.compress(plain[:4096]) + lzma.compress(plain[4096:]),
        "padding after the stream": whole + bytes(4),
        "another stream after it": whole + lzma.compress(b""),
        "bytes after it": whole + b"x",
        "bytes before it": b"x" + whole,
        "twice": lzma.compress(whole),
        "wide dictionary": lzma.compress(
            plain, filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 30}]
        ),
        "cut": whole[:-1],
    }


def test_only_the_canonical_form_installs(
    bundle_2: Path, tmp_path: Path, second: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files, plain = members(bundle_2), lzma.decompress(bundle_2.read_bytes())
    assert tar(files, tarfile.USTAR_FORMAT) == plain, "the forger makes the canonical form"
    made = {name: lzma.compress(held, preset=0) for name, held in flavours(files, plain).items()}
    made |= compressions(plain)
    before = contents(installed_indexes())
    target = tmp_path / "forged"
    for name, held in made.items():
        target.write_bytes(held)
        try:
            install(target)
        except StorageError:
            assert contents(installed_indexes()) == before, name
        else:
            pytest.fail(f"{name} was installed")
    same = {
        "another preset": lzma.compress(plain, preset=1 | lzma.PRESET_EXTREME),
        "no check of blocks": lzma.compress(plain, check=lzma.CHECK_NONE),
        "a filter before": lzma.compress(
            plain,
            filters=[{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 1}],
        ),
    }
    for held in same.values():
        target.write_bytes(held)
        install(target)
        assert contents(default_index()) == contents(second)
    with capfd.disabled():
        print(f"\ncounted: {len(made)} flavours refused, {len(same)} of the same bytes installed")


def test_archives_of_the_tar_program(bundle_2: Path, tmp_path: Path) -> None:
    """As GNU tar makes them of the same files in the same order, in each of its formats."""
    folder = tmp_path / "files"
    folder.mkdir()
    files = members(bundle_2)
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    before = contents(installed_indexes())
    for form in ("v7", "oldgnu", "gnu", "ustar", "posix"):
        out = tmp_path / f"{form}.tar.xz"
        made = subprocess.run(
            ["tar", f"--format={form}", "-cJf", out, *(name for name, _ in files)],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        if made.returncode:
            pytest.skip("no GNU tar")
        with pytest.raises(StorageError):
            install(out)
        assert contents(installed_indexes()) == before


def test_chance_changes_of_the_archive(
    bundle_2: Path, tmp_path: Path, second: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Bytes changed, cut out, doubled or moved: refused, or exactly what was signed."""
    draw = random.Random(41)
    plain = lzma.decompress(bundle_2.read_bytes())
    ends: Counter[str] = Counter()
    target = tmp_path / "forged"
    signed = contents(second)
    for _ in range(200):
        held = bytearray(plain)
        for _ in range(draw.choice((1, 1, 1, 2, 5))):
            at, size = draw.randrange(len(held)), draw.choice((1, 8, BLOCK, 5 * BLOCK))
            match draw.randrange(4):
                case 0:
                    held[at : at + size] = draw.randbytes(size)
                case 1:
                    del held[at : at + size]
                case 2:
                    held[at:at] = held[at : at + size]
                case _:
                    held[at:at] = bytes(size)
        target.write_bytes(lzma.compress(bytes(held), preset=0))
        try:
            install(target, older=True)
        except StorageError:
            ends["refused"] += 1
        else:
            ends["unchanged where it matters"] += 1
            assert contents(default_index()) == signed
    with capfd.disabled():
        print(f"\ncounted: 200 archives changed by chance: {dict(ends)}")
    assert edition_of() in (1, 2)
