"""Parse an amending law: which law it amends, and what each of its points orders.

Source: UU 12/2011 Lampiran II no. 230-238.  Pasal I lists the changes as angka 1, 2, 3; each names
what it changes and quotes the new text.  A point that leaves any doubt is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from regsearch.model import Locator, Step
    from regsearch.regulation import Regulation, Unit

Action = Literal["replace", "insert", "delete", "delete_parts", "delete_chapter", "keep"]
"""What happens to an article; ``keep`` changes only its explanation."""


class UnclearError(ValueError):
    """It is not certain what a point orders; the message, in Indonesian, says why."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Units to insert between two others of the same article."""

    after: Step
    before: Step
    new: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What one point of an amending law orders.

    >>> read_order("Pasal 3 dan Pasal 4 dihapus.", ()).articles
    ('3', '4')
    """

    action: Action
    articles: tuple[str, ...] = ()
    """Numbers of the articles that it replaces, inserts, deletes or keeps."""
    whole: bool = False
    """Whether the quotation is said to be the whole new article."""
    between: tuple[str, str] | None = None
    """The articles between which new ones are inserted."""
    changed: tuple[Step, ...] = ()
    """Units directly inside the article whose text is replaced."""
    added: tuple[Step, ...] = ()
    """Units appended after the last one."""
    inserted: tuple[Insertion, ...] = ()
    removed: tuple[Step, ...] = ()
    chapter: str | None = None
    """Number of the bab whose heading is deleted."""


_LONGEST = 4_000
"""Length, in characters, of the longest order that is read.  The longest of a real amending law has
a tenth of that; the patterns below take quadratic time on a list of names that goes on and on."""

_PASAL = r"Pasal (\d+[A-Z]{0,2})\b"
_NAME = r"(?:ayat \(\d+[a-z]*\)|huruf [a-z]{1,2}\d?\b|angka \d+[a-z]*\b)"
_AND = r"(?:, dan |,? serta |, | dan )"
_NAMES = rf"{_NAME}(?:{_AND}{_NAME})*"
_COUNT = r"(?P<count>\d+) (?:\([\w ]+\) )?"
_NAMELY = r",? (?:yakni|yaitu) "

_ARTICLES_INSERTED = re.compile(
    rf"Di ?antara {_PASAL} dan {_PASAL},? disisipkan {_COUNT}pasal{_NAMELY}(?P<new>Pasal .+?),?"
    r"(?: yang| sehingga)? berbunyi sebagai berikut ?:?"
)
_ARTICLES_DELETED = re.compile(
    rf"(?:Ketentuan )?(?P<list>{_PASAL}(?:(?:{_AND}| sampai dengan ){_PASAL})*) dihapus\.?"
)
_PARTS_DELETED = re.compile(
    rf"(?:Ketentuan )?(?:{_PASAL} (?P<behind>{_NAMES})|(?P<before>{_NAMES}) {_PASAL}) dihapus\.?"
)
_CHAPTER_DELETED = re.compile(r"(?:Ketentuan )?BAB ([IVXLC]+[A-Z]?) dihapus\.?")
_KEPT = re.compile(rf"(?:Ketentuan )?{_PASAL}.*\btetap,? dengan perubahan (?:pada )?penjelasan\b.*")
_VERB = re.compile(r"\b(?:diubah|dihapus|disisipkan|ditambah(?:kan)?)\b")
_CHANGED_WHOLLY = re.compile(rf"(?:Ketentuan )?{_PASAL}(?:{_AND}{_PASAL})* diubah\b")
_INSERTED = re.compile(
    rf"[Dd]i ?antara (?P<after>{_NAME}) dan (?P<before>{_NAME})(?: Pasal \w+)?,? disisipkan "
    rf"{_COUNT}\w+{_NAMELY}(?P<new>{_NAMES})"
)
_ADDED = re.compile(rf"\bditambah(?:kan)? {_COUNT}\w+{_NAMELY}(?P<new>{_NAMES})")
_REMOVED = re.compile(rf"(?P<gone>{_NAMES})(?: Pasal \w+)? dihapus\b")
_NESTED = re.compile(rf"{_NAME} {_NAME}")


def read_order(text: str, quoted: tuple[str, ...]) -> Order:
    """Return what a point orders.

    Args:
        text: its own text, without the quotation.
        quoted: numbers of the articles that it quotes.

    Raises:
        UnclearError: the text has none of the known forms, or contradicts the quotation.

    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise UnclearError("bunyi perintahnya terlalu panjang")
    if not quoted:
        return _without_quote(text)
    match = _ARTICLES_INSERTED.fullmatch(text)
    if match:
        if _articles(match["new"], int(match["count"])) != quoted:
            raise UnclearError("pasal yang dikutip bukan pasal yang disebut disisipkan")
        return Order("insert", quoted, between=(match[1], match[2]))
    if text.startswith(("Di antara Pasal", "Diantara Pasal")) or not _VERB.search(text):
        raise UnclearError("bunyi perintahnya tidak dikenal")
    if set(re.findall(_PASAL, text)) != set(quoted) or len(set(quoted)) != len(quoted):
        raise UnclearError("pasal yang dikutip bukan pasal yang disebut")
    reads = rf"\bsehingga (?:keseluruhan )?(?:ketentuan |bunyi )?Pasal {quoted[0]} berbunyi\b"
    wholly = _CHANGED_WHOLLY.match(text) is not None
    if wholly or (len(quoted) == 1 and re.search(reads, text)):
        parts = Order("replace") if wholly else _parts(text)
        return replace(parts, articles=quoted, whole=True)
    if len(quoted) > 1:
        raise UnclearError("mengubah bagian dari beberapa pasal sekaligus")
    if _NESTED.search(text):
        raise UnclearError("mengubah bagian dari suatu ayat tanpa mengutip seluruh pasalnya")
    return replace(_parts(text), articles=quoted)


def _without_quote(text: str) -> Order:
    if match := _ARTICLES_DELETED.fullmatch(text):
        return Order("delete", _articles(match["list"]))
    if match := _CHAPTER_DELETED.fullmatch(text):
        return Order("delete_chapter", chapter=match[1])
    if match := _PARTS_DELETED.fullmatch(text):
        names = match["behind"] or match["before"]
        if _NESTED.search(names):
            raise UnclearError("menghapus bagian dari suatu ayat")
        return Order("delete_parts", (match[1] or match[4],), removed=_steps(names))
    if match := _KEPT.fullmatch(text):
        return Order("keep", (match[1],))
    raise UnclearError("bunyi perintahnya tidak dikenal, atau kutipannya tidak terbaca")


def _articles(words: str, count: int | None = None) -> tuple[str, ...]:
    """Return the article numbers listed in *words*, ranges (7 to 9, 7A to 7C) expanded.

    Raises:
        UnclearError: a range mixes the two forms, or there are not *count* articles.

    """
    numbers: list[str] = []
    for first, last in re.findall(rf"{_PASAL}(?: sampai dengan {_PASAL})?", words):
        if not last:
            numbers.append(first)
            continue
        stem, letter, end = first.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), first[-1:], last[-1:]
        if first.isdigit() and last.isdigit():
            numbers += map(str, range(int(first), int(last) + 1))
        elif first == stem + letter and last == stem + end:
            numbers += [stem + chr(code) for code in range(ord(letter), ord(end) + 1)]
        else:
            raise UnclearError(f"rentang Pasal {first} sampai dengan Pasal {last} tidak pasti")
    if count is not None and count != len(numbers):
        raise UnclearError(f"menyebut {count} pasal, tetapi menamai {len(numbers)}")
    return tuple(numbers)


def _steps(names: str) -> tuple[Step, ...]:
    return tuple(
        (kind, number) for kind, number in re.findall(r"(ayat|huruf|angka) \(?(\w+)\)?", names)
    )


def _parts(text: str) -> Order:
    """Return what *text* orders for the units inside its article."""
    inserted = tuple(
        Insertion(_steps(match["after"])[0], _steps(match["before"])[0], _steps(match["new"]))
        for match in _INSERTED.finditer(text)
    )
    text = _INSERTED.sub("", text)
    added = tuple(step for match in _ADDED.finditer(text) for step in _steps(match["new"]))
    text = _ADDED.sub("", text)
    removed = tuple(step for match in _REMOVED.finditer(text) for step in _steps(match["gone"]))
    text = _REMOVED.sub("", text)
    return Order("replace", changed=_steps(text), added=added, inserted=inserted, removed=removed)


# -- the amending law -------------------------------------------------------------------------

_LAW = r"\bNOMOR (\w+) TAHUN (\d{4})"
_EARLIER = re.compile(
    rf"\bDIUBAH (?:TERAKHIR )?DENGAN [A-Z -]{{0,80}}?{_LAW}|{_LAW} TENTANG PERUBAHAN\b"
)


def amending_article(law: Regulation) -> Locator | None:
    """Return the locator of Pasal I, which lists the changes; None if the law has none.

    A law that ratifies a Perppu has it in the lampiran (no. 239).
    """
    for unit in law.units:
        inside = unit.locator[1:] if unit.locator[0][0] == "lampiran" else unit.locator
        if inside == (("pasal", "I"),):
            return unit.locator
    return None


def points_of(law: Regulation, article: Locator) -> list[Unit]:
    """Return the points of the amending *article*, its angka."""
    depth = len(article) + 1
    return [
        unit
        for unit in law.units
        if unit.kind == "angka" and len(unit.locator) == depth and unit.locator[:-1] == article
    ]


def lead_of(law: Regulation, article: Locator) -> str:
    """Return the lead-in of the amending *article* in capitals.

    It names the amended law and, perhaps as a list of huruf, the laws that amended it before.
    """
    inner = len(article) + 1
    texts = [
        unit.text
        for unit in law.units
        if unit.locator == article
        or (unit.kind == "huruf" and len(unit.locator) == inner and unit.locator[:-1] == article)
    ]
    return " ".join(" ".join(texts).upper().split())


def names_law(lead: str, law: Regulation) -> bool:
    """Return whether *lead*, in capitals, names *law* by its number and year."""
    return any((number.upper(), str(law.year)) in re.findall(_LAW, lead) for number in law.numbers)


def earlier_changes(lead: str) -> set[tuple[str, str]]:
    """Return (number, year) of the earlier amending laws that *lead*, in capitals, names."""
    groups = (match.groups() for match in _EARLIER.finditer(lead))
    return {(a or c, b or d) for a, b, c, d in groups}


def amended_part(base: Regulation) -> Locator:
    """Return the locator of the part of *base* that other laws amend.

    That is ``()``, or for a law that ratifies a Perppu the lampiran with its text (no. 239).
    """
    if re.match(r"PENETAPAN\s+PERATURAN\s+PEMERINTAH\s+PENGGANTI\b", base.title.upper()):
        for unit in base.units:
            if len(unit.locator) == 2 and unit.locator[0][0] == "lampiran" and unit.kind == "pasal":
                return unit.locator[:1]
    return ()


def is_closed(law: Regulation, article: Locator) -> bool:
    """Return whether Pasal II follows the amending *article*, which is then not cut off."""
    return any(unit.locator == (*article[:-1], ("pasal", "II")) for unit in law.units)


def missing_points(points: list[Unit]) -> list[str]:
    """Return the numbers missing from the sequence of *points*."""
    numbers = [int(unit.number) for unit in points if unit.number.isdigit()]
    return [str(n) for n in range(1, max(numbers, default=0) + 1) if n not in numbers]
