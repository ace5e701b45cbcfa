"""What the units of a regulation name, as a line: found in one stage of a build, used in another.

Looking for citations takes longer than all else that is done with the words of a law, so it is done
once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from regsearch.model import Reference, format_address, parse_address

if TYPE_CHECKING:
    from regsearch.law.references import Corpus, Named
    from regsearch.model import Regulation


def named_line(corpus: Corpus, document: str) -> bytes:
    """Return what each unit of *document* names in its own words."""
    rows = []
    for place, unit in enumerate(corpus.regulation(document).units):
        found = corpus.references(document, unit)
        if found:
            rows.append([place, *([r.document, format_address(r.locator)] for r in found)])
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def read_named(regulation: Regulation, line: bytes) -> Named:
    """Return what :func:`named_line` wrote of *regulation*, for every one of its units."""
    found: Named = {(unit.locator, unit.text): () for unit in regulation.units}
    for place, *named in json.loads(line):
        unit = regulation.units[place]
        found[unit.locator, unit.text] = tuple(
            Reference(document, parse_address(address)) for document, address in named
        )
    return found
