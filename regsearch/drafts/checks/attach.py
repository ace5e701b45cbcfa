"""Which citation of a sentence a claim belongs to.

Citations that nothing but words like "jo." and "sebagaimana dimaksud dalam" joins are one chain.  A
claim that such words join to a chain behind it belongs to that; one that a chain before it "says"
(``mengatur``, ``diancam dengan``) to that.  Else it may belong to the chain before it or to the one
behind it: then it is wrong only if it fits neither, and one of them provides something else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.words import alternatives

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regsearch.drafts.checks.claims import Sentence, StatedClaim
    from regsearch.drafts.find.mentions import Mention
    from regsearch.model.draft import Claim, ClaimKind

    Compare = Callable[[int, StatedClaim], "Claim | None"]


class _Chain(NamedTuple):
    start: int
    end: int
    members: tuple[int, ...]
    """Indices of its citations."""


@cache
def _links() -> re.Pattern[str]:
    words = alternatives("link", "words")
    # Nothing is given back: words that begin alike would be tried in every combination.
    return re.compile(rf"(?i)^(?:[\s,()\"\u201c:]++|\b(?>{words})(?!\w))*+$")


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"(?i)^[^.;]{{0,110}}\b{alternatives('link', 'says')}(?!\w)[^.;]{{0,60}}$")


_BESIDE = re.compile(
    r"(?i)^[\s,:(=\u00a6\u2013\u2014\u2192-]*"
    r"(?:\b(?:sanksi|hukuman|disiplin|pidana|penjara|kurungan)\b\s*)*$"
)


def attached(sentence: Sentence, kind: ClaimKind, compare: Compare) -> dict[int, list[Claim]]:
    """Return the claims of a *kind* on each citation of a sentence, by the citation's index.

    Args:
        sentence: with its citations and claims.
        kind: the kind of claim.
        compare: gives for a citation and a claim what the law says of it, or None if it says
            nothing that could be compared.

    """
    claims = sorted((s for s in sentence.claims if s.kind == kind), key=lambda stated: stated.start)
    chains = _chains(sentence)
    found: dict[int, list[Claim]] = {}
    for number, stated in enumerate(claims):
        if stated.void:
            continue
        before = claims[number - 1].end if number else sentence.start
        after = claims[number + 1].start if number + 1 < len(claims) else sentence.end
        if sentence.block.row or _listed(sentence, claims, number):
            before, after = sentence.start, sentence.end
        for chain, results in _owner(sentence, stated, chains, (before, after), compare):
            for member in chain.members:
                if (result := results.get(member)) is not None:
                    found.setdefault(member, []).append(result)
    return found


_LISTED = re.compile(
    r"^[\s,;:a-z0-9.()/]{0,24}$|^\s*(?:,|;|dan|atau|dan/atau)?\s*(?:[a-z0-9][.)])?\s*$"
)


def _listed(sentence: Sentence, claims: Sequence[StatedClaim], number: int) -> bool:
    """Return whether a claim stands in a list with its neighbour: "teguran lisan; teguran ..."."""
    text = sentence.block.raw
    pairs = ((number - 1, number), (number, number + 1))
    return any(
        a >= 0 and b < len(claims) and _LISTED.match(text[claims[a].end : claims[b].start])
        for a, b in pairs
    )


def _chains(sentence: Sentence) -> list[_Chain]:
    chains: list[_Chain] = []
    last: Mention | None = None
    for number, mention in sentence.mentions:
        joined = last is not None and (
            mention.group == last.group
            or bool(_links().match(sentence.block.raw[last.end : mention.start]))
        )
        if chains and joined:
            chain = chains[-1]
            chains[-1] = _Chain(chain.start, mention.end, (*chain.members, number))
        else:
            chains.append(_Chain(mention.start, mention.end, (number,)))
        last = mention
    return chains


def _owner(
    sentence: Sentence,
    stated: StatedClaim,
    chains: Sequence[_Chain],
    bounds: tuple[int, int],
    compare: Compare,
) -> list[tuple[_Chain, dict[int, Claim]]]:
    """Return the chain that a claim belongs to, with what the law says at each citation of it."""
    text = sentence.block.raw
    behind = [c for c in chains if c.start >= stated.end and c.start < bounds[1]]
    ahead = [c for c in chains if c.end <= stated.start and c.start >= bounds[0]]
    if behind and _is_joined(text[stated.end : behind[0].start], alone=not ahead):
        return [(behind[0], _results(behind[0], stated, compare))]
    if ahead and _is_said(text[ahead[-1].end : stated.start]):
        results = _results(ahead[-1], stated, compare)
        if results or not behind:
            return [(ahead[-1], results)]
    if stated.weak:
        return []
    # Nearest first; the ones whose provisions say nothing of the matter are passed over.
    candidates = [*reversed(ahead[-1:] if not sentence.block.row else ahead)]
    candidates += behind if sentence.block.row else behind[:2]
    judged = [(chain, _results(chain, stated, compare)) for chain in candidates]
    judged = [(chain, results) for chain, results in judged if results]
    for chain, results in judged:
        if all(result.agrees is not False for result in results.values()):
            return [(chain, results)]
    # That the law provides nothing at all is held against what is said of that provision only.
    return [
        (chain, results)
        for chain, results in judged
        if any(result.provided for result in results.values())
    ][:1]


def _is_joined(between: str, *, alone: bool) -> bool:
    """Return whether a claim is joined to what is behind it; signs join only what is *alone*."""
    joins = any(map(str.isalpha, between)) or "(" in between or alone
    return joins and bool(_links().match(between))


def _is_said(between: str) -> bool:
    return bool(_BESIDE.match(between) or _says().match(between))


def _results(chain: _Chain, stated: StatedClaim, compare: Compare) -> dict[int, Claim]:
    found = {member: compare(member, stated) for member in chain.members}
    return {member: claim for member, claim in found.items() if claim is not None}
