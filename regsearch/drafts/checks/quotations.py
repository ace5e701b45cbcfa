"""Words in quotation marks that a draft gives as the law's, compared with the law's."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.find.mentions import between, by_block
from regsearch.model.history import Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.find.mentions import Mention, Numbered

_QUOTED = re.compile(
    r"\u201c([^\u201d\u201c]{5,3000})\u201d|\"([^\"]{5,3000})\"|\u2018([^\u2018\u2019]{25,3000})\u2019|\u00ab([^\u00ab\u00bb]{5,3000})\u00bb"
)
_LEAST_WORDS = 4
"""Of a quotation that nothing but its place ties to the law."""
_SAYS = re.compile(
    r"(?i)\b(?:berbunyi|menyatakan|menyebutkan|menyebut|menegaskan|menentukan|mengatur|merumuskan"
    r"|dirumuskan|tertulis|bunyinya|rumusan|yakni|yaitu|menggariskan|mengamanatkan|mewajibkan"
    r"|melarang|disebutkan|dinyatakan|ditegaskan|diatur|ditentukan|sebagai berikut|bahwa|tentang"
    r"|dikutip|isinya|berisi)\b[^.;\"\u201c]{0,90}$|:\s*$"
)
"""Between a citation and its words: the law says them."""
_BEHIND = re.compile(
    r"(?i)^[\s,.]*\(?\s*(?:sebagaimana|seperti|yang|vide|lihat|demikian|begitu|bunyi|menurut"
    r"|sesuai|berdasarkan|dalam)?[^.;\"\u201c]{0,60}$"
)
"""Between words and the citation behind them."""
_NOT_THE_LAW = re.compile(
    r"(?i)\b(?:selanjutnya|disebut|disingkat|caption|keterangan foto|takarir|tulisan|kata-kata"
    r"|ucapan|berkata|mengatakan|menjawab|jawab|tanya|unggahan|status|komentar|grup|akun|berjudul"
    r"|tema|spanduk|slogan|pesan|saksi|terperiksa menerangkan|menerangkan)\b[^.;]{0,60}$"
)
_MARK = re.compile(r"(?:(?<=\s)|^)(?:\(\d{1,2}[a-z]?\)|[a-z]\.|\d{1,2}\.|[a-z]\)|\d{1,2}\))(?=\s)")
_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.+|\u2026|\[[^\]]{0,40}\]|\([.\u2026 ]+\)")
_REACH = 200
"""Characters between a citation and its words, at the most."""
_ALIKE = 0.5
"""Least share of words in common of a quotation that nothing but its place ties to the law."""


class Quotation(NamedTuple):
    """Words that a draft quotes from a provision."""

    text: str
    certain: bool
    """Whether the draft says that they are the provision's."""


def quotations(blocks: Sequence[Block], mentions: Sequence[Mention]) -> dict[int, Quotation]:
    """Return the quotation of each of *mentions* that has one, by its index."""
    found: dict[int, Quotation] = {}
    cited = by_block(mentions)
    for block in blocks:
        own = cited.get(block.index, [])
        for match in _QUOTED.finditer(block.raw):
            text = next(filter(None, match.groups()))
            earlier = cited.get(block.index - 1, [])
            speaker = _speaker(block, earlier, own, match.start(), match.end())
            long = len(_WORD.findall(text)) >= _LEAST_WORDS
            if speaker is not None and (long or speaker[1]):
                found.setdefault(speaker[0], Quotation(text, speaker[1]))
    return found


def _speaker(
    block: Block,
    earlier: Sequence[Numbered],
    own: Sequence[Numbered],
    start: int,
    end: int,
) -> tuple[int, bool] | None:
    """Return the index of the citation that quoted words belong to, and whether that is said."""
    if _NOT_THE_LAW.search(block.text[max(0, start - _REACH) : start]):
        return None
    before = [e for e in between(own, start - 2 * _REACH, start) if e[1].target is not None]
    if before:
        number, mention = before[-1]
        words = block.text[mention.end : start]
        if len(words) < _REACH and _SAYS.search(words):
            return number, True
    after = [e for e in between(own, end, end + _REACH) if e[1].target is not None]
    if after and _BEHIND.match(block.text[end : after[0][1].start]):
        return after[0][0], False
    if before and len(block.text[before[-1][1].end : start]) < 60:
        return before[-1][0], False
    if start <= 3 and earlier and earlier[-1][1].target is not None:
        number, mention = earlier[-1]
        words = mention.block.text[mention.end :].rstrip()
        if len(words) < _REACH and _SAYS.search(words):
            return number, True
    return None


def words_of(text: str) -> list[str]:
    """Return the words of *text*, without the markers of its units."""
    return _WORD.findall(_MARK.sub(" ", text))


_BLURRED = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0"})
"""What OCR takes for one another; official texts are often read by it."""


def _key(word: str) -> str:
    """Return the form in which words are compared."""
    return word.casefold().translate(_BLURRED)


def compare(
    quoted: str, law: Sequence[str], besides: Sequence[str] = ()
) -> tuple[float, tuple[Change, ...]]:
    """Return how alike quoted words are to the law's, and the difference from the likeliest.

    Capitals, punctuation, markers, spaces, what OCR confuses and what an ellipsis leaves out make
    no difference.

    Args:
        quoted: the words of the draft.
        law: the texts that they may be from: the provision's own, with its lead-in, and so on.
        besides: further texts that they may be from, with which they are not compared word by
            word: the explanation.

    Returns:
        1.0 and no difference where they are the law's; else the share of words in common.

    """
    parts = [part for piece in _ELLIPSIS.split(quoted) if (part := words_of(piece))]
    best: tuple[float, tuple[Change, ...]] = (0.0, ())
    for text in (*law, *besides):
        words = words_of(text)
        whole = "".join(map(_key, words))
        wrong = [part for part in parts if "".join(map(_key, part)) not in whole]
        if not wrong:
            return 1.0, ()
        if text in besides:
            continue
        found = [_difference(words, part) for part in wrong]
        common = sum(share * len(part) for (share, _), part in zip(found, wrong, strict=True))
        common += sum(len(part) for part in parts if part not in wrong)
        share = common / sum(map(len, parts))
        if share > best[0]:
            best = share, tuple(change for _, changes in found for change in changes)
    return best


def _difference(law: Sequence[str], said: Sequence[str]) -> tuple[float, tuple[Change, ...]]:
    """Return the share of the quoted words that the law has in this order, and what differs."""
    one, two = [_key(word) for word in law], [_key(word) for word in said]
    blocks = [b for b in SequenceMatcher(None, one, two, False).get_matching_blocks() if b.size]
    if not blocks:
        return 0.0, ()
    first = max(0, blocks[0].a - blocks[0].b)
    last = blocks[-1].a + len(said) - blocks[-1].b
    changes: list[Change] = []
    window = SequenceMatcher(None, one[first:last], two, False)
    for action, start, end, a, b in window.get_opcodes():
        ours, theirs = law[first + start : first + end], said[a:b]
        torn = "".join(map(_key, ours)) == "".join(map(_key, theirs))  # "perjanj ian"
        if action == "equal" or torn:
            changes.append(Change("sama", " ".join(theirs)))
            continue
        if ours:
            changes.append(Change("dihapus", " ".join(ours)))
        if theirs:
            changes.append(Change("ditambah", " ".join(theirs)))
    return sum(b.size for b in blocks) / len(said), tuple(changes)


def is_quotation(quotation: Quotation, share: float) -> bool:
    """Return whether words that differ from the law's are meant to be the law's."""
    return quotation.certain or share >= _ALIKE
