"""The punishment that a draft decides on, where the dictum does not itself cite the law.

A decision cites the law in its considerations and imposes the punishment further down, and a dictum
may go over several paragraphs.  Level and penalty must be ones that a provision cited by then
provides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.drafts.checks.claims import DISCIPLINARY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.checks.claims import Said, Sentence
    from regsearch.drafts.checks.provision import Provision
    from regsearch.drafts.find.mentions import Mention
    from regsearch.model.draft import Claim

    Compare = Callable[[int, Said], "Claim | None"]

_DECIDES = re.compile(
    r"(?i)^\W*(?:[ivx]+\.?\s+|[a-z]\.\s+|bab\s+\w+\W+)?(?:memutuskan|m\s+e\s+m\s+u\s+t\s+u\s+s\s+k\s+a\s+n"
    r"|menetapkan|kesimpulan|simpulan|rekomendasi|saran|usul)\b"
)
_DICTUM = re.compile(
    r"(?i)^\W*(?:ke(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)|pertama)\b"
)
_IMPOSES = re.compile(
    r"(?i)\b(?:menjatuhkan|dijatuhi|dijatuhkan|memberikan|mengenakan|dikenai|dikenakan|penjatuhan"
    r"|merekomendasikan|direkomendasikan|mengusulkan|menyarankan)\b"
)
_KINDS = ("tingkat", "hukuman")


def verdicts(
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    provision_of: Callable[[int], Provision | None],
    compare: Compare,
) -> dict[int, list[Claim]]:
    """Return the punishments that no provision cited agrees with, on the last of these.

    Args:
        blocks: the draft.
        sentences: those with claims or citations.
        mentions: all citations.
        provision_of: gives what the law says at the citation with an index.
        compare: gives for a citation and a claim what the law says of it.

    """
    decided = next((block.index for block in blocks if _DECIDES.match(block.text)), None)
    if decided is None:
        return {}
    ends = [block.index for block in blocks if _DICTUM.match(block.text)]
    found: dict[int, list[Claim]] = {}
    for sentence in sentences:
        at = sentence.block.index
        if at < decided or sentence.mentions or not _IMPOSES.search(sentence.text):
            continue
        end = next((other for other in ends if other > at), at + 1)
        cited = [n for n, mention in enumerate(mentions) if mention.block.index < end]
        for kind in _KINDS:
            claims = [said for said in sentence.claims if said.kind == kind and not said.void]
            for said in claims:
                judged = {n: c for n in cited if (c := _judged(n, said, provision_of, compare))}
                if judged and all(claim.agrees is False for claim in judged.values()):
                    number = max(judged)
                    found.setdefault(number, []).append(judged[number])
    return found


def _judged(
    number: int,
    said: Said,
    provision_of: Callable[[int], Provision | None],
    compare: Compare,
) -> Claim | None:
    """Return what the law says at a citation, if that is something that may be punished."""
    provision = provision_of(number)
    if provision is None or not provision.sanctions:
        return None
    claim = compare(number, said)
    if claim is None or claim.agrees is None:
        return None
    if said.kind == "tingkat" and not {*said.levels, *provision.levels} <= DISCIPLINARY:
        return None
    return claim
