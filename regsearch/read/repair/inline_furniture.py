"""Removes page furniture inside running text: stamps, emblem lines, page numbers, catchwords.

For texts that a third party extracted from PDFs: their lines run across the page breaks, so that
:mod:`~regsearch.read.repair.furniture` cannot recognise the edges of pages.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from regsearch.read.repair.page_breaks import furniture_at_breaks
from regsearch.read.structure import markers
from regsearch.read.structure.headings import read_pasal
from regsearch.regulation import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regsearch.read.extract.lines import Line

_EMBLEM = re.compile(
    r"\s*(?:(?<=\s)[^\sa-zA-Z.]{1,6}\s+)?\bP\s?[RF]\w?\s?[ETS]\w{0,3}\s?S?\s?I?\s?DEN\s+REPU\w*\s+\w?IND\w*\.?"
    r"(?:\s*[-_–]+\s?\d{1,3}\s?[-_–]+)?$"
)
_TORN_EMBLEM = re.compile(r"(?<=\s)(?=P\s?[A-Z])[A-Za-z ]{18,44}\.?$")
_HIS_ACT = re.compile(r"(?:PERATURAN|KEPUTUSAN|INSTRUKSI|PENETAPAN|UNDANG)\s*$")
"""The words of a title, PERATURAN PRESIDEN REPUBLIK INDONESIA: no emblem line after a text."""
_ALIKE = 0.84
"""Similarity from which on letters are those of the emblem line."""

_DASHES = ("-", "_", "–")
_PAGE_NUMBER = re.compile(r"\s*[-_–]\s?\d{1,3}\s?[-_–]$")
_TITLE_NUMBER = re.compile(r"(?:N[O0QC]M[O0QE]R|Nomor|No\.|NO\.)\s*:?\s*\S")
"""The line with an instrument's number, which may look like noise (``07/Ka-BAPETEN/V-99``)."""
_MARK = re.compile(r"\(?\w{1,3}[.)\]]?")
_ODD = re.compile(r"[^\w\s.,;:()/%\"'-]|\.\.|\d[A-Za-z]\w|[A-Za-z]\d\w|,'|\W{3}")
_PLAIN = re.compile(r"(?:[A-Za-z]+|\d+)[.,;:]?(?: (?:[A-Za-z]+|\d+)[.,;:]?)*")
"""Words and numbers only; matched first, as it is faster than searching for something odd."""

_LINK = re.compile(r"(?:dan/atau|dan|atau)\s")
_LINKS = frozenset("dan atau dan/atau serta".split())
_VOWELS = frozenset("aeiouAEIOU")
_WORD_SIGN, _NO_WORD_SIGN = re.compile(r"\w"), re.compile(r"\W")
_NAME = re.compile(r"[A-Z]\w+")
_NUMBER = re.compile(r"\(?\d+(?:[.,]\d+)*\)?%?")
_CLOSING = (".", ";", ":")
_MIN_NOISE = 4
_TITLE_LINES = 80
"""Number of lines among which the title is."""
_REACH = 62
"""Stamps are short: noise is searched for in this many characters at the end of a line."""

_CLAUSE_ENDS = re.compile(r"[.;:](?:\s+(?=\S)|(?<=[a-z][.;:])(?=\s*[:^'{\[]))")
"""The sign that ends a clause, with the space after it."""


def _is_word(token: str) -> bool:
    """Return whether *token* can be a word, or a number or sign that a text may end with."""
    bare = token.strip(".,;:()\"'“”^")
    if bare in _LINKS or _NUMBER.fullmatch(token.strip(".,;:")):
        return True
    if len(bare) < 3 or not bare.isalpha():
        return False
    if bare.isupper():
        return True
    vowels = sum(map(_VOWELS.__contains__, bare))
    return vowels >= 0.28 * len(bare) and bare[1:] == bare[1:].lower()


def _noise(text: str) -> int:
    """Return the start of the noise at the end of *text*; its length if there is none."""
    start = max(0, len(text) - _REACH)
    if _names_his_act(text):
        return len(text)
    if "REPU" in text and (match := _EMBLEM.search(text, start)) and match.start():
        return match.start()
    if sum(map(str.isupper, text[-6:])) > 3 and (begin := _torn_emblem(text, start)):
        return begin
    if text.endswith(_DASHES) and (match := _PAGE_NUMBER.search(text, start)) and match.start():
        return match.start()
    for match in _CLAUSE_ENDS.finditer(text, max(0, start - 1)):
        tail = text[match.end() :]
        link = _LINK.match(tail)
        if link is not None:  # "...; dan" closes an item, the stamp follows
            tail = tail[link.end() :]
        if len(tail) >= _MIN_NOISE and _is_noise(tail):
            return match.start() + 1 if link is None else match.end() + link.end() - 1
    return len(text)


def _names_his_act(text: str) -> bool:
    before, president, _ = text.rpartition("PRESIDEN")
    return bool(president) and _HIS_ACT.search(before) is not None


def _torn_emblem(text: str, start: int) -> int:
    """Return the start of an emblem line that OCR tore or misread at the end of *text*, or 0."""
    for match in _TORN_EMBLEM.finditer(text, start):
        squeezed = match[0].replace(" ", "").upper()
        if SequenceMatcher(None, squeezed, "PRESIDENREPUBLIKINDONESIA").ratio() >= _ALIKE:
            return match.start()
    return 0


def _is_noise(text: str) -> bool:
    """Return whether hardly any token of *text* can be a word, as in a stamp read by OCR."""
    tokens = text.split()
    words, most = 0, min(len(tokens) - 2, 0.34 * len(tokens))
    for token in tokens:
        words += _is_word(token)
        if words > most:
            return False
    return words <= most


def _is_stamp(text: str) -> bool:
    """Return whether the whole of *text* is noise: odd characters, no word, not only markers."""
    if _PLAIN.fullmatch(text.replace(" .", ".")) or not _ODD.search(text):
        return False  # the usual case
    if all(_MARK.fullmatch(token) for token in text.split()):
        return False
    return not any(_is_word(token) for token in text.split()) or _is_noise(text)


def remove_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Return *lines* without page furniture, and a finding with the raw text of each removal."""
    kept: list[Line] = []
    findings: list[Finding] = []
    at_breaks = furniture_at_breaks(lines)
    for index, line in enumerate(lines):
        text = line.text
        if line.spans:  # the row of a table
            kept.append(line)
            continue
        if (furniture := at_breaks.get(index)) is not None:
            findings.append(furniture_finding(furniture))
            text = text[: len(text) - len(furniture)].rstrip()
            if not text:
                continue
        # TENTANG, which follows the number, may be misread (TENTAI{G).
        if index < _TITLE_LINES and any(
            _TITLE_NUMBER.match(near.text) for near in lines[max(0, index - 1) : index + 1]
        ):
            kept.append(line)
            continue
        while (end := _noise(text)) < len(text):
            findings.append(furniture_finding(text[end:].strip()))
            text = text[:end].rstrip()
        if len(text) < 40 and _is_stamp(text) and read_pasal(text) is None:
            findings.append(furniture_finding(text))
        elif text:
            kept.append(line if text == line.text else line.with_text(text))
    return _without_catchwords(kept, findings), findings


def _without_catchwords(lines: Sequence[Line], findings: list[Finding]) -> list[Line]:
    out: list[Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        text = line.text
        if after is not None and not line.spans:
            if len(text) < 60 and _announces(text, after.text):
                findings.append(furniture_finding(text))
                continue
            before, _, last = text.rpartition(" ")
            if before.endswith(_CLOSING) and after.text.startswith(last) and _NAME.fullmatch(last):
                findings.append(furniture_finding(last))
                text = before
        out.append(line if text == line.text else line.with_text(text))
    return out


def _announces(text: str, following: str) -> bool:
    """Return whether *text* consists of the first words of *following*."""
    if _initial(text) != _initial(following):
        return False  # the usual case
    words, next_words = _words(text), _words(following)
    if not words or len(words) > len(next_words):
        return False
    if words == next_words[: len(words)]:
        return len(text) < len(following) or words[0] in ("pasal", "bab", "bagian")
    # A marker may be blurred in one of the two: "(2) Hukuman ." before "(21 Hukuman Disiplin".
    return (
        len(words) > 1
        and not words[0].isalpha()
        and (markers.read(text) is None or markers.read(following) is None)
        and words[1:] == next_words[1 : len(words)]
        and words[0][:1] == next_words[0][:1]
    )


def _initial(text: str) -> str:
    """Return the first character of the first word of *text*, in lower case."""
    sign = text[:1]
    if not sign.isalnum():
        first = _WORD_SIGN.search(text)
        sign = first[0] if first else ""
    return sign.lower()[:1]


def _words(text: str) -> list[str]:
    return [word for word in (_NO_WORD_SIGN.sub("", part).lower() for part in text.split()) if word]


def furniture_finding(raw: str) -> Finding:
    """Return the finding on removed furniture."""
    return Finding("repair", "Sisa kop, cap, atau penyambung halaman dibuang.", raw=raw)
