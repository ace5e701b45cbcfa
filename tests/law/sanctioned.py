"""What several tests of sanctions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.model import Reference, Sanction, parse_address

if TYPE_CHECKING:
    from regsearch.law.sanctions.link import Sanctions

LEVELS = {
    "pasal-8": "",
    "pasal-8/ayat-1": "Hukuman disiplin ringan berupa:",
    "pasal-8/ayat-1/huruf-a": "teguran lisan; dan",
    "pasal-8/ayat-1/huruf-b": "teguran tertulis.",
    "pasal-8/ayat-2": "Hukuman disiplin berat berupa:",
    "pasal-8/ayat-2/huruf-a": "penurunan jabatan; atau",
    "pasal-8/ayat-2/huruf-b": "pemberhentian.",
}
PDHTAPS = "pemberhentian dengan hormat tidak atas permintaan sendiri"


def of(found: Sanctions, address: str, document: str = "pp-1-2020") -> tuple[Sanction, ...]:
    return found.of(Reference(document, parse_address(address)))


def basis(sanction: Sanction) -> list[str]:
    return [entry.citation for entry in sanction.basis]
