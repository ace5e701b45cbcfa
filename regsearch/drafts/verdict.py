"""The punishment that a decision imposes, where its dictum cites nothing.

A decision cites the law in its considerations and imposes the punishment further down.  Its level
must be one that a provision cited above provides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.drafts.claims import DISCIPLINARY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regsearch.drafts.claims import Said, Sentence
    from regsearch.drafts.mentions import Mention
    from regsearch.drafts.provision import Provision
    from regsearch.model.draft import Claim

    Compare = Callable[[int, Said], "Claim | None"]

_DECIDES = re.compile(r"(?i)^\W*(?:memutuskan|m\s+e\s+m\s+u\s+t\s+u\s+s\s+k\s+a\s+n|menetapkan)\b")
_IMPOSES = re.compile(
    r"(?i)\b(?:menjatuhkan|dijatuhi|dijatuhkan|memberikan|mengenakan|dikenai|dikenakan)\b"
)


def verdicts(
    sentences: Sequence[Sentence],
    decided: int | None,
    mentions: Sequence[Mention],
    provision_of: Callable[[int], Provision | None],
    compare: Compare,
) -> dict[int, list[Claim]]:
    """Return the levels that dictums impose, on a citation that none of those above agrees with.

    Args:
        sentences: those with claims or citations.
        decided: index of the block from which the draft decides; None if it does not.
        mentions: all citations.
        provision_of: gives what the law says at the citation with an index.
        compare: gives for a citation and a claim what the law says of it.

    """
    if decided is None:
        return {}
    found: dict[int, list[Claim]] = {}
    for sentence in sentences:
        if sentence.block.index < decided or sentence.mentions:
            continue
        if not _IMPOSES.search(sentence.text):
            continue
        for said in sentence.claims:
            if said.kind != "tingkat" or said.void or not said.levels <= DISCIPLINARY:
                continue
            above = [n for n, m in enumerate(mentions) if m.block.index < sentence.block.index]
            judged = {n: claim for n in above if (claim := _judged(n, said, provision_of, compare))}
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
    provision = provision_of(number)
    if provision is None or not provision.sanctions or not provision.levels <= DISCIPLINARY:
        return None
    return compare(number, said)


def decision_block(texts: Sequence[str]) -> int | None:
    """Return the index of the block from which a draft decides, or None."""
    return next((number for number, text in enumerate(texts) if _DECIDES.match(text)), None)
