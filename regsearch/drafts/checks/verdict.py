"""What a draft finds and decides in sentences that do not themselves cite the law.

A decision tells the facts, cites the law in its considerations, and imposes the punishment further
down; a dictum may go over several paragraphs.  Level and penalty must be ones that a provision
cited by then provides, and days of absence ones that such a provision punishes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from regsearch.drafts.checks.compare import absences, days_claim
from regsearch.law.sanctions.wording import DISCIPLINARY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.checks.claims import Sentence, StatedClaim
    from regsearch.drafts.checks.provision import Provision
    from regsearch.drafts.find.mentions import Mention
    from regsearch.model.draft import Claim

    Compare = Callable[[int, StatedClaim], "Claim | None"]

_DECIDES = re.compile(
    r"(?i)^\W*(?:[ivx]+\.?\s+|[a-z]\.\s+|bab\s+\w+\W+)?(?:memutuskan|m e m u t u s k a n"
    r"|menetapkan|kesimpulan|simpulan|rekomendasi|saran|usul)\b"
)
_DICTUM = re.compile(
    r"(?i)^\W*(?:ke(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)|pertama)\b"
)
_IMPOSES = re.compile(
    r"(?i)\b(?:menjatuhkan|dijatuhi|dijatuhkan|memberikan|mengenakan|dikenai|dikenakan|penjatuhan"
    r"|merekomendasikan|direkomendasikan|mengusulkan|menyarankan)\b"
)
_FACTS = re.compile(
    r"(?i)\b(?:telah|terbukti|ternyata|saudara|saudari|sdri?|yang bersangkutan|ybs|terperiksa"
    r"|terlapor|ia|pegawai tersebut)\b"
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
    found: dict[int, list[Claim]] = {}
    places = {mention.references: n for n, mention in enumerate(mentions)}  # the last of each
    plain = [sentence for sentence in sentences if not sentence.mentions]
    for sentence in plain:
        if _FACTS.search(sentence.text):
            for stated in _of_kind(sentence, "hari"):
                _add(found, {n: _absence(n, stated, provision_of) for n in places.values()})
    decided = next((block.index for block in blocks if _DECIDES.match(block.text)), None)
    if decided is None:
        return found
    ends = [block.index for block in blocks if _DICTUM.match(block.text)]
    for sentence in plain:
        at = sentence.block.index
        if at < decided or not _IMPOSES.search(sentence.text):
            continue
        end = next((other for other in ends if other > at), at + 1)
        cited = [n for n in places.values() if mentions[n].block.index < end]
        for kind in _KINDS:
            for stated in _of_kind(sentence, kind):
                judged = {n: _judged(n, stated, provision_of, compare) for n in cited}
                imposing = {n: c for n, c in judged.items() if c and _imposes(provision_of(n))}
                _add(found, imposing or judged)
    return found


def _of_kind(sentence: Sentence, kind: str) -> list[StatedClaim]:
    return [stated for stated in sentence.claims if stated.kind == kind and not stated.void]


def _add(found: dict[int, list[Claim]], judged: Mapping[int, Claim | None]) -> None:
    """Note a claim on the last citation that agrees with it, else on the last that does not."""
    known = {number: claim for number, claim in judged.items() if claim is not None}
    agreeing = [number for number, claim in known.items() if claim.agrees]
    if known:
        number = max(agreeing or known)
        found.setdefault(number, []).append(known[number])


def _imposes(provision: Provision | None) -> bool:
    """Return whether a provision itself imposes punishments, unlike the norm that is broken."""
    return provision is not None and bool(provision.own_levels)


def _absence(
    number: int, stated: StatedClaim, provision_of: Callable[[int], Provision | None]
) -> Claim | None:
    """Return the days of absence that the provision at a citation itself punishes, compared."""
    provision = provision_of(number)
    if provision is None or not any(absences(p.text) for p in provision.passages):
        return None
    return days_claim(stated, provision)


def _judged(
    number: int,
    stated: StatedClaim,
    provision_of: Callable[[int], Provision | None],
    compare: Compare,
) -> Claim | None:
    """Return what the law says at a citation, if that is something that may be punished."""
    provision = provision_of(number)
    if provision is None or not provision.sanctions:
        return None
    claim = compare(number, stated)
    if claim is None or claim.agrees is None:
        return None
    if stated.kind == "tingkat" and not {*stated.levels, *provision.levels} <= {*DISCIPLINARY}:
        return None
    return claim
