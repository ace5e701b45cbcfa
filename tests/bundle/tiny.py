"""An index of three made-up regulations, in several editions that differ."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from regsearch.build.pipeline import Content, NeutralDocument, write_index
from regsearch.encoding import to_line
from regsearch.law.catalog.instrument import Instrument
from regsearch.law.catalog.names import Catalog
from regsearch.opening import open_library
from regsearch.regulation import Regulation, Source, Unit

if TYPE_CHECKING:
    from pathlib import Path


def _text(edition: int, number: int) -> str:
    match number:
        case 1:
            return f"Pegawai wajib melapor kepada atasan dalam waktu {edition} hari."
        case 2:
            return "Pegawai berhak atas cuti tahunan."
        case _:
            return f"Pegawai dilarang menerima hadiah ke-{number}."


def content(edition: int) -> Content:
    """Return PP 1, PP 2 and PP (2 + edition) of 2031; PP 2 is the same in every edition."""
    documents, instruments = [], {}
    for number in (1, 2, 2 + edition):
        name, title = f"pp-{number}-2031", f"Contoh {number}"
        unit = Unit((("pasal", "1"),), _text(edition, number), page=1)
        source = Source(f"{name}.pdf", f"{number:064d}", 1)
        regulation = Regulation(name, "pp", (str(number),), 2031, title, source, units=(unit,))
        documents.append(NeutralDocument(name, to_line(regulation), ["pasal-1"]))
        instruments[name] = Instrument(
            name, "pp", (str(number),), 2031, title, "naskah", "Dibaca.",
            enacted=date(2031, 1, 1), complete=True,
        )  # fmt: skip
    return Content(documents, Catalog(instruments), "c" * 64)


def build(folder: Path, edition: int) -> Path:
    """Build the index of an edition in the new *folder*, and return *folder*."""
    folder.mkdir(parents=True)
    write_index(folder, content(edition))
    return folder


def edition_of(index: Path | None = None) -> int:
    """Return the edition of an index, or of the current one, checked in all its parts."""
    with open_library(index) as library:
        text = library["PP 1/2031 Pasal 1"].text
        edition = int(text.split()[-2])
        reply = library.ask("hadiah", limit=3, as_of="2031-06-01")
        assert {a.document for a in reply.answers} == {f"pp-{2 + edition}-2031"}, reply
        assert library.manifest.passages == 6
    return edition


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below *folder*."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
