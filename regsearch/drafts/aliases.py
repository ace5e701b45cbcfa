"""Short names that a draft itself gives to instruments: "(selanjutnya disebut PP Disiplin)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.drafts.blocks import Block
    from regsearch.law.resolver import Directory

_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_DEFINED = re.compile(
    r"(?:\(\s*|,?\s*)(?:(?:untuk|yang|dan)\s+)?(?:selanjutnya|berikutnya|kemudian)\s+"
    r"(?:(?:dalam|pada)\s+[^(),;]{3,60}?\s+)?(?:cukup\s+)?(?:di\w+)\s+(?:dengan|sebagai|saja)?\s*"
    rf"[{_QUOTES}]?(?P<name>[A-Za-z][\w./ -]{{1,50}}?)[{_QUOTES}]?\s*(?:[),;.]|yang\b|$)"
    rf"|\(\s*[{_QUOTES}](?P<quoted>[^{_QUOTES}]{{2,50}})[{_QUOTES}]\s*\)"
    r"|\(\s*(?P<plain>(?:UU|PP|SKB|SE|Perpres|Perbawaslu|Permen\w*|Perka|Perban|PKPU)\b[\w./ -]{0,40}?)\s*\)",
    re.IGNORECASE,
)
_OF_LAW = re.compile(
    r"(?i)\b(?:uu|undang-undang|pp|peraturan|perpres|skb|keputusan bersama|se|edaran|perka|perban"
    r"|permen\w*|perbawaslu|pkpu|perda|pergub|perbup|perwali|regulasi|kuhp)\b"
)
_REACH = 320
"""Number of characters that a definition may stand behind its instrument: a title is between."""


def local_aliases(blocks: Sequence[Block], directory: Directory, day: date) -> dict[str, str]:
    """Return the instrument that each short name of the draft means, by its case-folded name."""
    found: dict[str, str] = {}
    for block in blocks:
        definitions = list(_DEFINED.finditer(block.text))
        if not definitions:
            continue
        citations = [c for c in directory.grammar.find(block.text) if c.instruments]
        for match in definitions:
            name = " ".join((match["name"] or match["quoted"] or match["plain"]).split())
            before = [c for c in citations if c.end <= match.start()]
            if not before or match.start() - before[-1].end > _REACH or not _OF_LAW.search(name):
                continue
            instruments = directory.instruments(before[-1].instruments[-1], day)
            if instruments and not _cites(directory, name):
                found.setdefault(name.casefold(), instruments[0].id)
    return found


def _cites(directory: Directory, name: str) -> bool:
    """Return whether *name* is a citation by number, which needs no definition."""
    return any(
        instrument.number and instrument.year
        for citation in directory.grammar.find(name)
        for instrument in citation.instruments
    )
