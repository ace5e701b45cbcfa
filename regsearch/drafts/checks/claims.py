"""What the sentences of a draft claim of the provisions that they cite.

A claim belongs to the citation that it is joined to ("hukuman disiplin berat sebagaimana dimaksud
dalam Pasal 14"), else to the nearest before it, else to the next.  A sentence that speaks of the
past, or denies or criticises what it says, claims nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.blocks import sentences
from regsearch.drafts.checks.provision import Penalty, penalties_at
from regsearch.drafts.find.mentions import between, by_block
from regsearch.drafts.words import alternatives, any_of, table
from regsearch.model.query import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.find.mentions import Mention
    from regsearch.model.draft import ClaimKind


class StatedClaim(NamedTuple):
    """A claim of a sentence, before it is compared."""

    kind: ClaimKind
    start: int
    end: int
    text: str
    levels: frozenset[str] = frozenset()
    penalty: Penalty | None = None
    quantity: Quantity | None = None
    running: bool = False
    """Whether days of absence are counted without a break."""
    working: bool | None = None
    """Whether days are working days; None if it does not say."""
    office: str | None = None
    act: str | None = None
    weak: bool = False
    """Whether only its place ties it to a provision: days that no word calls a deadline."""
    void: bool = False
    """Whether the draft denies it or speaks of the past."""


class Sentence(NamedTuple):
    """A sentence with its citations, by their index, and its claims."""

    block: Block
    start: int
    end: int
    mentions: tuple[tuple[int, Mention], ...]
    claims: tuple[StatedClaim, ...]
    critical: bool
    """Whether it criticises what it says."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.text[self.start : self.end]


def sentences_of(blocks: Sequence[Block], mentions: Sequence[Mention]) -> Iterator[Sentence]:
    """Yield the sentences of a draft that have claims or citations; a table row is one."""
    mentioned = by_block(mentions)
    for block in blocks:
        own = mentioned.get(block.index, [])
        bounds = [(0, len(block.text))] if block.row else _bounds(block, [m.start for _, m in own])
        for start, end in bounds:
            cited = tuple(between(own, start, end))
            text = block.text[start:end]
            claims = tuple(
                stated._replace(start=stated.start + start, end=stated.end + start)
                for stated in _claims(text, [(m.start - start, m.end - start) for _, m in cited])
            )
            if cited or claims:
                yield Sentence(block, start, end, cited, claims, bool(_critical().search(text)))


_GOES_ON = re.compile(
    r"(?i)^\W*(?:dan\s+)?(?:karena|oleh\s+(?:karena|sebab)|sehingga|maka|dengan\s+demikian|untuk\s+itu"
    r"|akibatnya|(?:hukuman|sanksi|ancaman|tenggat|batas\s+waktu|jenis)\w*|atas\s+\w+"
    r"|(?:perbuatan|pelanggaran|tindakan|ketentuan|hal|pasal)\s+(?:itu|tersebut|dimaksud|ini)"
    r"|terhadap\s+\w+)\b"
)
"""How a sentence begins that says more of what the one before it cites."""


def _bounds(block: Block, cited: Sequence[int]) -> list[tuple[int, int]]:
    """Return the sentences of a paragraph; one that goes on without a citation is no other."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(block.text):
        named = _any_between(cited, start, end)
        before = bool(found) and _any_between(cited, *found[-1])
        if before and not named and _GOES_ON.match(block.text[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _any_between(places: Sequence[int], start: int, end: int) -> bool:
    number = bisect_left(places, start)
    return number < len(places) and places[number] < end


@cache
def _critical() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{alternatives('hedge', 'criticised')}\b")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    level = table()["level"]
    words = table()
    offices = any_of([row["pattern"] for row in words["office"]])
    reach = any_of([row["pattern"] for row in words["impact"]])
    spelled = r"\s*(?:\([^)]{1,40}\)\s*)?"
    days = rf"(?P<low>\d{{1,4}}){spelled}"
    to = rf"(?:(?:sampai dengan|hingga|sampai|s\.?/?d\.?|-|\u2013)\s*(?P<high>\d{{1,4}}){spelled})?"
    sign = r"\s*[:(=\u00a6\u2013\u2014\u2192-]\s*"
    unit = r"(?P<unit>hari|minggu|bulan|tahun|jam)\b(?P<kind>\s+(?:kerja|kalender))?"
    patterns = {
        "level": rf"\b{level['before']}{level['between']}\s+(?P<level>ringan|sedang|berat)\b"
        rf"(?!\s+{level['not_a_level']})"
        r"(?P<more>(?:\s*(?:,|dan/atau|dan|atau|maupun|hingga|sampai dengan|s\.?d\.?)\s*"
        r"(?:hukuman\s+)?(?:disiplin\s+)?(?:tingkat\s+)?(?:ringan|sedang|berat)\b)*)",
        "bare_level": rf"{sign}(?P<level>ringan|sedang|berat)\b(?!\s+[\w-])",
        "bare_time": rf"{sign}(?P<time>{days}{to}(?P<unit>bulan|tahun)\b)",
        "moral": rf"\b{any_of(level['moral'])}\b",
        "impact": r"\b(?:ber)?dampak(?:nya)?\s+negatif(?:nya)?\s+(?:(?:hanya|langsung)\s+)?"
        rf"(?:pada|terhadap|bagi|kepada)\s+(?P<impact>{reach}"
        rf"(?:(?:\s*,?\s+(?:dan/atau|dan|atau)\s+|\s*,\s*){reach})*)",
        "days": rf"(?<!ke-)(?<!nomor )\b{days}{to}{unit}(?P<more>\s+(?:atau lebih|ke atas|lebih))?",
        "share": r"\b(?P<low>\d{1,3})\s*(?:%|persen\b)",
        "nth": r"\bhari(?P<kind>\s+kerja)?\s+ke\s*-?\s*(?P<low>\d{1,3})",
        "deadline": rf"\b{alternatives('days', 'deadline')}[^.;]{{0,60}}$",
        "crime": rf"\b{words['crime']['before']}\b[^.;]{{0,50}}$",
        "rupiah": r"\bdenda\b[^.;]{0,50}?Rp\.?\s*(?P<amount>\d{1,3}(?:\.\d{3})+)(?:,\d\d)?",
        "running": rf"\b{alternatives('days', 'running')}\b",
        "denied": rf"\b(?:{alternatives('hedge', 'denied')}|{alternatives('hedge', 'past')})"
        r"(?:\s+[\w/-]+){0,5}\s*$",
        "office": offices,
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


def _claims(text: str, cited: Sequence[tuple[int, int]]) -> list[StatedClaim]:
    """Return the claims of a sentence; *cited* are the places of its citations."""
    penalties = list(_penalties(text))
    others = (*_levels(text), *_impacts(text), *_days(text), *_offices(text), *_bare(text, cited))
    cut = [(penalty.start, penalty.end) for penalty in penalties]
    # The percentage of a cut in pay belongs to that penalty.
    found = [*penalties, *(s for s in others if s.kind != "besaran" or not _overlaps(s, cut))]
    denied = _patterns()["denied"]
    return [
        stated._replace(void=bool(denied.search(text[max(0, stated.start - 60) : stated.start])))
        for stated in found
        if not _overlaps(stated, cited)
    ]


def _overlaps(stated: StatedClaim, places: Sequence[tuple[int, int]]) -> bool:
    return any(stated.start < end and start < stated.end for start, end in places)


def _levels(text: str) -> Iterator[StatedClaim]:
    for match in _patterns()["level"].finditer(text):
        levels = re.findall("ringan|sedang|berat", match["level"] + match["more"], re.IGNORECASE)
        named = frozenset(level.lower() for level in levels)
        yield StatedClaim("tingkat", *match.span(), match.group(), levels=named)
    for match in _patterns()["moral"].finditer(text):
        yield StatedClaim("tingkat", *match.span(), match.group(), levels=frozenset({"kode_etik"}))


def _bare(text: str, cited: Sequence[tuple[int, int]]) -> Iterator[StatedClaim]:
    """Yield what only a sign joins to a citation: "Pasal 71 ayat (1): 5 tahun", "... (berat)"."""
    patterns = _patterns()
    for _, end in cited:
        if match := patterns["bare_level"].match(text, end):
            level = frozenset({match["level"].lower()})
            yield StatedClaim("tingkat", *match.span("level"), match["level"], levels=level)
        if match := patterns["bare_time"].match(text, end):
            low, high = float(match["low"]), float(match["high"] or match["low"])
            quantity = Quantity(match["unit"].lower(), low, high)
            written = " ".join(match["time"].split())
            yield StatedClaim("pidana", *match.span("time"), written, quantity=quantity, weak=True)


def impacts_in(text: str) -> frozenset[str]:
    """Return how far the negative effects reach that *text* speaks of."""
    return frozenset(i for stated in _impacts(text) for i in stated.levels)


def _impacts(text: str) -> Iterator[StatedClaim]:
    for match in _patterns()["impact"].finditer(text):
        found = {
            row["key"]
            for row in table()["impact"]
            if re.search(rf"(?i)\b{any_of([row['pattern']])}\b", match["impact"])
        }
        yield StatedClaim("dampak", *match.span(), match.group(), frozenset(found))


def _penalties(text: str) -> Iterator[StatedClaim]:
    for penalty, start, end in penalties_at(text):
        if re.search(r"(?i)\bsementara\b", text[end : end + 12]):
            continue
        yield StatedClaim("hukuman", start, end, text[start:end], penalty=penalty)


_REACH = 120
"""Characters before a number that say what it counts."""


def _days(text: str) -> Iterator[StatedClaim]:
    patterns = _patterns()
    absent = re.search(rf"(?i)\b{alternatives('days', 'absence')}", text)
    for match in patterns["days"].finditer(text):
        written = " ".join(match.group().split())
        lead = text[max(0, match.start() - _REACH) : match.start()]
        deadline = patterns["deadline"].search(lead)
        low = float(match["low"])
        high = float("inf") if match["more"] else float(match["high"] or low)
        quantity = Quantity(match["unit"].lower(), low, high)
        working = None if not match["kind"] else "kerja" in match["kind"].lower()
        around = text[max(0, match.start() - 90) : match.end() + 60]
        crime = patterns["crime"].search(lead)
        if crime and match["unit"].lower() != "hari":
            kind: ClaimKind = "pidana"
        elif deadline:
            kind = "tenggat"
        elif match["unit"].lower() == "hari":
            kind = "hari"  # of absence, if the provision is about that
        else:
            continue
        yield StatedClaim(
            kind,
            *match.span(),
            written,
            quantity=quantity,
            running=bool(patterns["running"].search(around)),
            working=working,
        )
        if kind == "hari" and not absent:
            yield StatedClaim(
                "tenggat", *match.span(), written, quantity=quantity, working=working, weak=True
            )
    for match in patterns["rupiah"].finditer(text):
        amount = float(re.sub(r"\D", "", match["amount"]))
        yield StatedClaim(
            "pidana", *match.span(), match.group(), quantity=Quantity("rupiah", amount, amount)
        )
    for match in patterns["share"].finditer(text):
        number = float(match["low"])
        written = " ".join(match.group().split())
        share = Quantity("persen", number, number)
        yield StatedClaim("besaran", *match.span(), written, quantity=share, weak=True)
    for match in patterns["nth"].finditer(text):
        number = float(match["low"])
        yield StatedClaim(
            "tenggat",
            *match.span(),
            match.group(),
            quantity=Quantity("hari ke-", number, number),
        )


def _offices(text: str) -> Iterator[StatedClaim]:
    # "Selama diperiksa ia dibebaskan sementara oleh ...": the nearest act is meant.
    nearest: dict[int, StatedClaim] = {}
    for stated in _acts(text):
        if stated.end not in nearest or stated.start > nearest[stated.end].start:
            nearest[stated.end] = stated
    yield from nearest.values()


def _acts(text: str) -> Iterator[StatedClaim]:
    for row in table()["act"]:
        by = "(?:kepada|ke)" if row.get("to") else "oleh"
        pattern = (
            rf"(?i)\b(?:{row['verbs']})\b[^.;]{{0,60}}?\b{by}\s+"
            rf"(?P<office>{_patterns()['office'].pattern})(?!\w)"
        )
        for match in re.finditer(pattern, text):
            office = office_of(match["office"])
            if office:
                yield StatedClaim(
                    "pejabat",
                    *match.span(),
                    " ".join(match.group().split()),
                    office=office,
                    act=row["key"],
                )


def office_of(written: str) -> str | None:
    """Return the office that *written* names, or None."""
    for row in table()["office"]:
        if re.fullmatch(rf"(?i){any_of([row['pattern']])}", written.strip()):
            return str(row["key"])
    return None
