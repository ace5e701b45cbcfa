"""A short law as positioned text, and how tests write and read files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from regsearch.regulation import Regulation

Parse = Callable[[Path], Regulation]

LAW = [
    (230, 700, "PERATURAN BUPATI CONTOH JAYA"),
    (250, 680, "NOMOR 3 TAHUN 2030"),
    (280, 660, "TENTANG"),
    (260, 640, "JAM KERJA"),
    (280, 600, "Pasal 1"),
    (90, 580, "(1)"),
    (112, 580, "Pegawai masuk pukul tujuh"),
    (112, 566, "pagi."),
    (90, 550, "(2)"),
    (112, 550, "Pegawai pulang sore."),
    (280, 500, "Pasal 2"),
    (90, 480, "Peraturan ini berlaku."),
]
"""x, y and text of the runs of one page."""


def write(folder: Path, name: str, content: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file
