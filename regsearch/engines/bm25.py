"""How well a passage matches, the same for every engine: BM25 as Lucene and tantivy compute it.

::

    score = weight x idf x (k1 + 1) x f / (f + k1 x (1 - b + b x length / mean))
    idf   = ln(1 + (N - n + 0.5) / (n + 0.5))

f is how often the token stands in the field, n how many passages have it there, N how many there
are, *mean* the field's mean length.  Lengths count as one byte can hold them (:data:`LENGTHS`), so
that every engine has the same.  A field without words holds :data:`EMPTY`: engines differ in
whether a passage without a field counts in N and in the mean, so no passage is without.

What a question's score is made of is said in :class:`regsearch.engines.base.Hit`.
"""

from __future__ import annotations

import math
from bisect import bisect_right

K1 = 1.2
"""How soon further mentions of a word stop counting."""
B = 0.75
"""How much a long field counts less."""
EMPTY = "_"
"""The only token of a field without words; no question has it."""


def _lengths() -> tuple[int, ...]:
    """Return what each byte stands for: exact up to 40, then with four significant bits."""
    exact = 24
    table = list(range(exact + 16))
    step = 2
    while len(table) < 256:
        table += range(exact + 8 * step, exact + 16 * step, step)
        step *= 2
    return tuple(table[:256])


LENGTHS = _lengths()
"""The length of a field, in tokens, that each byte stands for (Lucene's ``SmallFloat.intToByte4``,
tantivy's table of field norms)."""


def length_byte(length: int) -> int:
    """Return the byte of the greatest length of :data:`LENGTHS` that is not above *length*."""
    return bisect_right(LENGTHS, length) - 1


def idf(passages: int, having: int) -> float:
    """Return how much a token tells that *having* of *passages* have in a field."""
    return math.log(1 + (passages - having + 0.5) / (having + 0.5))


def length_terms(mean: float) -> tuple[float, ...]:
    """Return ``k1 x (1 - b + b x length / mean)`` for each byte of a length."""
    return tuple(K1 * (1 - B + B * length / mean) for length in LENGTHS)
