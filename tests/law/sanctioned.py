"""What several tests of sanctions share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.law.sanctions.link import sanctions_of
from regsearch.law.sanctions.table import gathered
from regsearch.model import Reference, Sanction, parse_address

if TYPE_CHECKING:
    from regsearch.law.references import Corpus
    from regsearch.law.sanctions.table import Sanctions

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


def link_sanctions(corpus: Corpus) -> Sanctions:
    """Return the sanctions of *corpus* by the norms that they punish."""
    parts = [sanctions_of(corpus, document) for document in corpus.regulations]
    found = gathered(
        (entry for part in parts for entry in part.direct.items()),
        (entry for part in parts for entry in part.general.items()),
        (entry for part in parts for entry in part.listed.items()),
    )
    punishes = {item: norm for part in parts for item, norm in part.punishes.items()}
    return replace(found, punishes=punishes)


def of(found: Sanctions, address: str, document: str = "pp-1-2020") -> tuple[Sanction, ...]:
    return found.of(Reference(document, parse_address(address)))


def basis(sanction: Sanction) -> list[str]:
    return [entry.citation for entry in sanction.basis]
