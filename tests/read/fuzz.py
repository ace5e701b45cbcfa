"""Damaged files of every format: each must give a Regulation or a typed error in time.

Case N of a seed is the same file on every machine; the number of cases depends on the time given.
In a checkout::

    python -m tests.read.fuzz --seconds 20            # what CI runs
    python -m tests.read.fuzz --case 417 > case.pdf   # the file of one case, to look at
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
import traceback
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regsearch.akn import to_akn
from regsearch.errors import RegsearchError
from regsearch.read import parse
from regsearch.read.extract import pdf
from regsearch.show import markdown, to_dict, tree
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20260101
SLOW = 10.0
"""Time limit in seconds for a file of a few kilobytes."""

LAW = """PERATURAN BUPATI CONTOH JAYA
NOMOR 3 TAHUN 2030
TENTANG
JAM KERJA
MEMUTUSKAN:
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Pegawai adalah orang yang bekerja.
2. Jam kerja adalah waktu bekerja.
Pasal 2
(1) Pegawai dilarang:
a. terlambat; dan
b. pulang dini:
1) tanpa izin; atau
2) tanpa pengganti.
(2) Ketentuan sebagaimana dimaksud pada ayat (1) berlaku 100% (seratus persen).
BAB II
KETENTUAN PENUTUP
Pasal 3
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Contoh
pada tanggal 1 Januari 2030
BUPATI CONTOH JAYA,
PENJELASAN ATAS PERATURAN BUPATI
I. UMUM
Cukup jelas.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
LAMPIRAN I
| No. | Bentuk | Sanksi |
1. Terlambat
| teguran
KESATU : Sekali.
KEDUA : Dua kali.
""".splitlines()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave neither a regulation nor a typed error in time."""

    case: int
    name: str
    reason: str


def _pdf(chance: random.Random) -> bytes:
    pages = [LAW[:18], LAW[18:30], LAW[30:]][: chance.randint(1, 3)]
    placed = [
        [(90.0, 780.0 - 14 * i, line.replace("|", " ")) for i, line in enumerate(lines)]
        for lines in pages
    ]
    return make_pdf(placed, rotate=chance.random() < 0.2)


def _packed_pdf(chance: random.Random) -> bytes:
    """Return a PDF with a compressed content stream, so that damage reaches the decoder."""
    plain = _pdf(chance)
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    body = zlib.compress(plain[plain.index(b"stream\n", start) + 7 : end])
    head = f"<< /Length {len(body)} /Filter /FlateDecode >>\nstream\n".encode()
    return plain[:start] + head + body + b"\n" + plain[end:]


def _html(_: random.Random) -> bytes:
    body = "".join(f"<p>{line}</p>\n" for line in LAW)
    return f"<html><head><title>x</title></head><body><div>{body}</div></body></html>".encode()


def _text(_: random.Random) -> bytes:
    return "\n".join(LAW).encode()


def _flip(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return chance.choice((content[:start], content[:start] + content[end:]))


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randint(1, 200)]
    return content[:start] + piece * chance.randint(2, 60) + content[start:]


def _numbers(content: bytes, chance: random.Random) -> bytes:
    """Replace numbers (lengths, offsets, sizes, articles) by extreme ones."""
    extreme = [b"0", b"-1", b"99999999", b"2147483648", b"1e400", b"7777777777777777777"]
    digits = [i for i, byte in enumerate(content) if 48 <= byte <= 57]
    for i in sorted(chance.sample(digits, min(6, len(digits))), reverse=True):
        content = content[:i] + chance.choice(extreme) + content[i + 1 :]
    return content


def _words(content: bytes, chance: random.Random) -> bytes:
    """Insert headings, markers and keywords of the formats at random offsets."""
    tokens = [
        *(b"Pasal 58", b"(2)", b"a.", b"1)", b"BAB IV", b"LAMPIRAN II", b"PENJELASAN", b"/Kids"),
        *(b"Pasal I", b"KEDUABELAS", b"<div>" * 30, b"&#0;&#xD800;", b"\xff\xfe", b"\0" * 9),
        *(b"<< /Type /Pages >>", b"1 0 R", b"endobj", b"((((((((", b"|||", b"\r", b"\x0c"),
        *("\u0661\u0662".encode(), "Pasal \u00b2".encode(), "(\u2460)\u202e\u200b".encode()),
    ]
    for _ in range(chance.randint(1, 12)):
        i = chance.randrange(len(content) + 1)
        glue = chance.choice((b"", b" ", b"\n"))
        content = content[:i] + glue + chance.choice(tokens) + glue + content[i:]
    return content


def _shuffle(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


_MAKERS: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("a.pdf", _pdf),
    ("b.pdf", _packed_pdf),
    ("c.html", _html),
    ("d.txt", _text),
    ("e.md", _text),
)
_DAMAGES = (_flip, _cut, _repeat, _numbers, _words, _shuffle)


def make_case(number: int, seed: int = SEED) -> tuple[str, bytes]:
    """Return the name and the bytes of one case."""
    chance = random.Random(f"{seed}-{number}")
    name, maker = chance.choice(_MAKERS)
    content = maker(chance)
    for damage in chance.choices(_DAMAGES, k=chance.randint(1, 3)):
        content = damage(content, chance) or b" "
    return name, content


def run(seconds: float, seed: int = SEED) -> Iterator[Failure | None]:
    """Yield the failure of each case, or None, until *seconds* have passed."""
    ends = time.monotonic() + seconds
    number = 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < ends:
            name, content = make_case(number, seed)
            yield _try(Path(folder) / name, content, number)
            number += 1


def _extractor(number: int) -> pdf.ExtractorName:
    """Return the extractor of a case: pdfium for every tenth, where it is installed."""
    return "pdfium" if number % 10 == 0 and pdf.is_installed("pdfium") else pdf.DEFAULT


def _try(file: Path, content: bytes, number: int) -> Failure | None:
    file.write_bytes(content)
    started = time.monotonic()
    try:
        regulation = parse(file, extractor=_extractor(number))
        json.dumps(to_dict.regulation(regulation))
        list(tree.regulation(regulation))
        markdown.regulation(regulation)
        to_akn(regulation)
    except RegsearchError as error:
        if not str(error):
            return Failure(number, file.name, f"{type(error).__name__} without a message")
    except Exception:
        return Failure(number, file.name, traceback.format_exc())
    spent = time.monotonic() - started
    return Failure(number, file.name, f"{spent:.1f} seconds") if spent > SLOW else None


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--case", type=int)
    chosen = options.parse_args()
    if chosen.case is not None:
        sys.stdout.buffer.write(make_case(chosen.case, chosen.seed)[1])
        return
    results = list(run(chosen.seconds, chosen.seed))
    failures = [result for result in results if result is not None]
    for failure in failures:
        print(f"case {failure.case} ({failure.name}):\n{failure.reason}")
    print(f"{len(results)} damaged files, {len(failures)} failures, seed {chosen.seed}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
