"""Lines become units: the one parser behind every format.

Each line is either a heading, an item of a list, or running text.  A doubtful marker is scored by
three witnesses: does its number come next in an open list, did the line before close a clause,
and does it stand where its siblings stand.  What scores too low is text, so that a wrapped line
that happens to begin with ``(2)`` forges no ayat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from regsearch.model import Finding, Group, Unit, format_address
from regsearch.read import headings, marks
from regsearch.read.lines import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.model import Locator
    from regsearch.read.headings import Heading
    from regsearch.read.lines import Line
    from regsearch.read.marks import Mark, Style


@dataclass(frozen=True, slots=True)
class Structure:
    """What a body of law came to."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Open:
    """A unit that is still being read."""

    locator: Locator
    style: Style | None
    page: int | None
    mark_x: float | None = None
    """Where its marker stood."""
    body_x: float | None = None
    """Where its wrapped lines start, once one was seen."""
    text: str = ""

    @property
    def number(self) -> str:
        return self.locator[-1][1]


@dataclass(slots=True)
class _OpenGroup:
    kind: str
    number: str
    start: int
    page: int | None
    heading: str = ""


_HARD_END = re.compile(r"[.;:?]['\"”’)]*$|\(tidak diringkas\)$")
"""What ends a clause; a digest ends one with the note that it does not restate a provision."""
_SOFT_END = re.compile(r"(?:,|\bdan|\batau|\bdan/atau|\bserta)$")
_DICTUM = re.compile(
    r"(PERTAMA|KE\s?(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH|SEBELAS)"
    r"(?:\s?BELAS)?)\b\s*[.:]?\s*(.*)$"
)
_CENTRED = 45.0
"""A line that starts so many points right of the left margin can be a centred heading."""

_HEADING_SPREAD = 24.0
"""Centred article headings of one document start within so many points of each other."""

_ACCEPT = 3
"""A marker with a lower score is text."""

_LEAD_IN = re.compile(
    r"\b(?:dengan|meliputi|adalah|yaitu|yakni|atas|berupa|berikut|untuk|apabila|jika|bila|dari|"
    r"memuat|mencakup|menurut|terhadap|dalam|bagi|oleh|wajib|dilarang|berhak|harus|dapat)$"
)
"""Words after which a list can begin although its colon is missing."""

_ENDS_IN_WORD = re.compile(r"(?:[a-z]{3,}|[,(\d%)]|\bke|\bdi)$")
_REFERS = re.compile(
    r"(?:\b(?:dalam|dan|atau|pada|dengan|dari|ayat|huruf|angka|ketentuan|dimaksud|menurut|juncto|"
    r"yaitu|melanggar|berdasarkan|tentang|penjelasan|pasal|ke|bagi|oleh)|,|\(|\bjo\.?)$",
    re.IGNORECASE,
)
"""Words before an article's number that make it a reference."""

_BEGINS = re.compile(r"(?:\(?[1lI]\s?[)1l]|[A-Z\"“][a-z]|[A-Z]{2,})")
"""How the text of an article begins."""

_AMENDS = re.compile(r"(?i)\bdiubah\b.*:$|sebagai berikut\s?:$")
_POINT = re.compile(
    r"(?:Ketentuan|Di\s?antara|Judul|Penjelasan|Pasal|Ayat|B[Aa][Bb]|Bagian|Setelah|Sesudah|Sebelum|"
    r"Paragraf|Lampiran|Mengubah|Menambah|Menghapus|Angka|Huruf|Substansi|Dengan)\b"
)


@dataclass(slots=True)
class _Builder:
    amending: bool
    margin: float | None
    base: Locator = ()
    """Where everything stands: a lampiran or one of its parts."""
    articles: bool = True
    """Whether lines can be headings; in an annex they are mere examples or titles."""
    pasal_x: float | None = None
    """Where most article headings start."""
    points: bool = False
    """Whether numbered points may stand without a pasal around them."""
    units: list[_Open] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    groups: list[_OpenGroup] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    in_heading: bool = False
    before: Line | None = None
    ahead: Sequence[Line] = ()
    """The lines behind the one that is being read."""

    # -- one line ---------------------------------------------------------------------------

    def feed(self, line: Line) -> None:
        pasal = headings.read_pasal(line.text, amending=self.amending) if self.articles else None
        group = headings.read_group(line.text) if self.articles else None
        if pasal is not None and self._take_pasal(pasal, line):
            self.in_heading = False
        elif group is not None and self._is_group(group, line):
            self._open_group(group, line)
        elif (dictum := self._dictum(line)) is not None:
            self._take_dictum(dictum, line)
        elif self.in_heading:
            self._heading_text(line)
        elif (mark := self._mark(line)) is not None:
            self._take_mark(*mark, line)
        else:
            self._text(line)
        self.before = line

    def _closed(self) -> int:
        """How firmly the line before closed a clause: 2 firmly, 1 softly, -2 not at all."""
        if self.before is None or self.in_heading:
            return 2
        if self.stack and not self.stack[-1].text:
            return 2
        text = self.before.text
        if _HARD_END.search(text):
            return 2
        if self.before.x is None and not _ENDS_IN_WORD.search(text):
            return 0  # OCR noise at the end of the line hides how it closed
        return 1 if _SOFT_END.search(text) else -2

    def _centred(self, line: Line) -> bool | None:
        if line.x is None or self.margin is None:
            return None
        return line.x > self.margin + _CENTRED

    def _with_pasal(self, line: Line) -> bool | None:
        """Return whether *line* stands where most article headings of the document stand."""
        if line.x is None or self.pasal_x is None:
            return None
        return abs(line.x - self.pasal_x) <= _HEADING_SPREAD

    # -- headings ---------------------------------------------------------------------------

    def _dictum(self, line: Line) -> re.Match[str] | None:
        if not self.points or self._top_pasal() is not None or self._closed() < 0:
            return None
        return _DICTUM.match(line.text)

    def _take_dictum(self, match: re.Match[str], line: Line) -> None:
        self.stack.clear()
        self.in_heading = False
        unit = self._push(("diktum", match[1].replace(" ", "")), None, line)
        unit.text = match[2].strip()

    def _top_pasal(self) -> _Open | None:
        return self.stack[0] if self.stack and self.stack[0].locator[-1][0] == "pasal" else None

    def _take_pasal(self, heading: Heading, line: Line) -> bool:
        closed, in_place = self._closed(), self._with_pasal(line)
        depth, last = self._pasal_home(heading)
        number = heading.number
        if self.amending and depth == 0 and last is None and number == "1":
            number = "I"  # an amending law has no Pasal 1 of its own
        expected = self._expected_pasal(last)
        if closed < 0:
            stands_apart = bool(in_place and self._centred(line))
            if line.x is None and self._reads_on(heading, expected):
                stands_apart = True
            if not stands_apart:
                return False
        if number not in expected:
            misread = heading.number.translate(headings.DIGIT_BLUR)
            if misread != number and misread in expected:
                heading = replace(heading, number=misread, clean=False)
                number = misread
            guess = _repair_pasal(number, expected)
            if guess is not None and not heading.clean:
                number = guess
            elif not heading.clean or in_place is False or not _later_pasal(number, last, in_place):
                return False
        if number != heading.number or not heading.clean:
            self._repaired(line, f"Pasal {number}", (*self._base(depth), ("pasal", number)))
        if depth == 0 and last is not None and number not in expected:
            self._gap(last, number, line)
        del self.stack[depth:]
        self._push(("pasal", number), None, line)
        return True

    def _reads_on(self, heading: Heading, expected: tuple[str, ...]) -> bool:
        """Return whether, without a layout, the next article's heading stands in running text.

        Its number comes next, no words before it refer to an article, and a sentence begins
        behind it.
        """
        if heading.number not in expected or self.before is None or not self.ahead:
            return False
        after = self.ahead[0].text
        return not _REFERS.search(self.before.text) and bool(_BEGINS.match(after))

    def _pasal_home(self, heading: Heading) -> tuple[int, str | None]:
        """Return the depth at which this pasal opens and the last pasal number there."""
        top = self._top_pasal()
        if top is None:
            return 0, None
        if headings.roman(heading.number) and self.amending:
            return 0, top.number
        inside = self._amending_depth(heading.number)
        if inside is not None:
            base = self._base(inside)
            last = [
                u.number
                for u in self.units
                if u.locator[:-1] == base and u.locator[-1][0] == "pasal"
            ]
            return inside, last[-1] if last else "quoted"
        return 0, top.number

    def _amending_depth(self, number: str) -> int | None:
        """Return the depth inside an amending point that quotes *number*, or None."""
        top = self._top_pasal()
        if top is None or len(self.stack) < 2 or self.stack[1].locator[-1][0] != "angka":
            if top is not None and headings.roman(top.number) and self.amending:
                return 1
            return None
        if headings.roman(top.number) and self.amending:
            return 2
        named = re.search(rf"Pasal {number}\b", self.stack[1].text)
        if _AMENDS.search(top.text) and named:
            return 2
        return None

    @staticmethod
    def _expected_pasal(last: str | None) -> tuple[str, ...]:
        if last is None:
            return ("1", "I")
        if last == "quoted":
            return ()
        value = headings.roman(last)
        if value:
            return (headings.to_roman(value + 1),)
        digits = last.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        letter = last[len(digits) :]
        inserted = chr(ord(letter[-1]) + 1) if letter else "A"
        return (str(int(digits) + 1), digits + letter[:-1] + inserted)

    def _is_group(self, group: Heading, line: Line) -> bool:
        if self._centred(line):
            return True
        if group.kind == "bab" and line.x is None and self._next_bab(group):
            return True
        return self._closed() > 0 and (not group.rest or group.kind == "bab" or line.x is None)

    def _next_bab(self, group: Heading) -> bool:
        last = next((g.number for g in reversed(self.groups) if g.kind == "bab"), None)
        return headings.roman(group.number) == (headings.roman(last or "") or 0) + 1

    def _open_group(self, group: Heading, line: Line) -> None:
        self.groups.append(
            _OpenGroup(group.kind, group.number, len(self.units), line.page, group.rest)
        )
        self.in_heading = True

    def _heading_text(self, line: Line) -> None:
        mark = marks.read(line.text)
        if mark is not None and mark.style == "(1)" and self.stack:
            # A heading inside a pasal: the text goes on below it.
            self.in_heading = False
            self.feed(line)
            return
        group = self.groups[-1]
        group.heading = join(group.heading, line.text)

    # -- list items -------------------------------------------------------------------------

    def _mark(self, line: Line) -> tuple[Mark, int] | None:
        """Return the marker that opens *line* and the depth at which it stands, or None."""
        if not self.stack and not self.points:
            return None
        if line.text[0].isupper() and len(line.text.split(" ", 1)[0]) > 4:
            return None
        best: tuple[float, Mark, int] | None = None
        for score, mark, depth in self._candidates(line):
            if best is None or score > best[0]:
                best = (score, mark, depth)
        return best[1:] if best is not None and best[0] >= _ACCEPT else None

    def _candidates(self, line: Line) -> Iterable[tuple[float, Mark, int]]:
        closed = self._closed()
        styles = [frame.style for frame in self.stack]
        for depth in range(len(self.stack) - 1, -1, -1):
            frame = self.stack[depth]
            if frame.style is None:
                continue
            place = self._alignment(frame.mark_x, frame.page, line)
            for rank, number in enumerate(marks.following(frame.style, frame.number)):
                mark = marks.expect(line.text, frame.style, number)
                if mark is not None:
                    blur = 0 if mark.clean else 1
                    yield (
                        3 - rank - blur + closed + place + self._point_bonus(depth, mark),
                        mark,
                        depth,
                    )
            found = marks.read(line.text)
            if found is not None and found.style == frame.style:
                step = (
                    marks.order(found.style, found.number)[0]
                    - marks.order(frame.style, frame.number)[0]
                )
                if 1 < step <= 4:
                    yield 1.5 + closed + place - 0.5 * step, found, depth
                elif found.number == marks.FIRST[found.style]:
                    # A second list beside the first, under the same parent.
                    yield 0.5 + closed + place, found, depth
        if not self.stack:
            for style in (*marks.STYLES, *marks.OUTER_STYLES):
                mark = marks.expect(line.text, style, marks.FIRST[style])
                if mark is not None and mark.clean:
                    yield 3 + closed, mark, 0
            return
        inner = self.stack[-1]
        for style in marks.STYLES:
            if style in styles and not inner.text.endswith(":"):
                continue
            mark = marks.expect(line.text, style, marks.FIRST[style])
            if mark is None or (mark.bare and not _hangs(line)):
                continue
            score = self._opener(style, inner, line, closed)
            yield score - self._blur(mark, line), mark, len(self.stack)

    @staticmethod
    def _blur(mark: Mark, line: Line) -> int:
        """Return what a blurred reading costs: more where the line has a clean one as well."""
        if mark.clean:
            return 0
        clean = marks.read(line.text)
        return 1 if clean is None or clean.raw.startswith(mark.raw) else 3

    def _opener(self, style: Style, inner: _Open, line: Line, closed: int) -> float:
        """Score the start of a list inside the innermost unit."""
        score = 1.0
        goes_on = self._goes_on(style, line)
        if not inner.text:
            score += 2 if inner.style is None else 0
        elif inner.text.endswith(":"):
            score += 2
        elif style != "(1)" and (closed == 1 or (goes_on and _LEAD_IN.search(inner.text))):
            closed = 2  # a lead-in may end with a comma, or with nothing, instead of a colon
            score += 1
        else:
            score += 1 if goes_on else -1
        score += closed
        if style == "(1)" and inner.locator[-1][0] != "pasal":
            score -= 4
        if style in [frame.style for frame in self.stack]:
            score -= 2
        if inner.mark_x is not None and line.x is not None:
            if line.x > inner.mark_x + 5 or line.page != inner.page:
                score += 1
            elif not goes_on:
                score -= 2
        return score

    def _goes_on(self, style: Style, line: Line) -> bool:
        """Return whether the second item of the list that *line* would open follows at its x."""
        second = marks.following(style, marks.FIRST[style])[0]
        for later in self.ahead[:60]:
            if headings.read_pasal(later.text) is not None:
                return False
            mark = marks.read(later.text)
            if mark is not None and mark.style == style:
                if mark.number == second:
                    return line.x is None or later.x is None or abs(later.x - line.x) <= 8
                if mark.number == marks.FIRST[style]:
                    return False
        return False

    def _point_bonus(self, depth: int, mark: Mark) -> float:
        """Tell a point of an amending law from an item of the article it quotes."""
        if depth != 1 or not self._quoting():
            return 0
        return 2 if _POINT.match(mark.rest) else -3

    def _quoting(self) -> bool:
        return any(frame.locator[-1][0] == "pasal" for frame in self.stack[1:])

    @staticmethod
    def _alignment(x: float | None, page: int | None, line: Line) -> float:
        """Score whether *line* stands where its siblings stand."""
        if x is None or line.x is None:
            return 0
        off = abs(x - line.x)
        if page == line.page:
            return 2 if off <= 6 else (0 if off <= 9 else -2)
        return 2 if off <= 8 else (0 if off <= 16 else -2)

    def _take_mark(self, mark: Mark, depth: int, line: Line) -> None:
        base = self._base(depth)
        step = (marks.KIND[mark.style], mark.number)
        if not mark.clean:
            self._repaired(line, mark.raw, (*base, step))
        elif depth < len(self.stack):
            last = self.stack[depth]
            if mark.style == last.style and mark.number not in (
                *marks.following(mark.style, last.number),
                marks.FIRST[mark.style],
            ):
                self._gap_in_list(last, mark, (*base, step), line)
        del self.stack[depth:]
        unit = self._push(step, mark.style, line)
        unit.text = mark.rest
        body = line.body_x()
        unit.body_x = body if body is not None and body - (line.x or 0) < 45 else None

    def _base(self, depth: int) -> Locator:
        return self.stack[depth - 1].locator if depth else self.base

    def _push(self, step: tuple[str, str], style: Style | None, line: Line) -> _Open:
        locator = (*self._base(len(self.stack)), step)
        unit = _Open(locator, style, line.page, line.x if style else None)
        self.units.append(unit)
        self.stack.append(unit)
        return unit

    # -- running text -----------------------------------------------------------------------

    def _text(self, line: Line) -> None:
        if not self.stack:
            return
        home = self.stack[self._tail_depth(line) - 1]
        del self.stack[self.stack.index(home) + 1 :]
        home.text = join(home.text, line.text)

    def _tail_depth(self, line: Line) -> int:
        """Return how many open units remain when *line* is running text.

        Closing words of a list stand at the margin of the unit that holds the list; a wrapped
        line of the last item stands further right.
        """
        depth = len(self.stack)
        inner = self.stack[-1]
        if line.x is None or inner.mark_x is None or inner.style in (None, "(1)"):
            return depth
        off_page = line.page != inner.page
        slack = 8.0 if off_page else 5.0
        body = inner.body_x if inner.body_x is not None else inner.mark_x + 15
        if line.x >= body - slack or line.x > inner.mark_x + slack:
            return depth
        if self._closed() < 0 and inner.body_x is None:
            return depth
        while depth > 1:
            frame = self.stack[depth - 1]
            if (
                frame.style in (None, "(1)")
                or frame.mark_x is None
                or frame.mark_x < line.x - slack
            ):
                break
            depth -= 1
        return depth

    # -- findings ---------------------------------------------------------------------------

    def _repaired(self, line: Line, raw: str, locator: Locator) -> None:
        self.findings.append(
            Finding(
                "repair",
                f"Penanda terbaca kabur; menurut urutannya dibaca sebagai {format_address(locator)}.",
                format_address(locator),
                line.page,
                raw if raw in line.text else line.text,
            )
        )

    def _gap(self, last: str, number: str, line: Line) -> None:
        digits = re.match(r"\d+", last), re.match(r"\d+", number)
        if digits[0] and digits[1]:
            for missing in range(int(digits[0][0]) + 1, int(digits[1][0])):
                self.findings.append(
                    Finding(
                        "gap",
                        f"Pasal {missing} tidak ditemukan di antara Pasal {last} dan Pasal {number}; "
                        "periksa naskahnya.",
                        f"pasal-{missing}",
                        line.page,
                    )
                )

    def _gap_in_list(self, last: _Open, mark: Mark, locator: Locator, line: Line) -> None:
        missing = marks.following(mark.style, last.number)[0]
        self.findings.append(
            Finding(
                "gap",
                f"Sesudah {format_address(last.locator)} langsung {format_address(locator)}; "
                "periksa naskahnya.",
                format_address((*locator[:-1], (locator[-1][0], missing))),
                line.page,
            )
        )

    def finish(self) -> Structure:
        return Structure(
            tuple(Unit(u.locator, u.text, u.page) for u in self.units),
            tuple(Group(g.kind, g.number, g.heading, g.start, g.page) for g in self.groups),
            tuple(self.findings),
        )


def _hangs(line: Line) -> bool:
    """Return whether the first run of *line* stands apart like a marker before hanging text."""
    body = line.body_x()
    return body is not None and line.x is not None and 8 <= body - line.x <= 45


def _later_pasal(number: str, last: str | None, in_place: bool | None) -> bool:
    """Return whether pasal *number* can come after *last* with numbers missing between.

    A line that stands where headings stand may skip as many as it likes, as digests do.
    """
    if last is None or last == "quoted":
        return True
    roman, before = headings.roman(number), headings.roman(last)
    if roman and before:
        return roman > before
    here, there = re.match(r"\d+", number), re.match(r"\d+", last)
    if here is None or there is None:
        return False
    return int(there[0]) < int(here[0]) <= int(there[0]) + (1000 if in_place else 60) or (
        here[0] == there[0] and number > last
    )


def _repair_pasal(number: str, expected: Iterable[str]) -> str | None:
    """Return the expected number that *number* is a blurred form of, or None."""
    for candidate in expected:
        if (
            len(candidate) == len(number)
            and sum(a != b for a, b in zip(candidate, number, strict=True)) <= 1
        ):
            return candidate
    return None


def left_margin(lines: Sequence[Line]) -> float | None:
    """Return the x at which most text starts furthest left, or None without a layout."""
    counts: dict[int, int] = {}
    for line in lines:
        if line.x is not None:
            counts[round(line.x / 4)] = counts.get(round(line.x / 4), 0) + 1
    if not counts:
        return None
    enough = max(counts.values()) / 6
    return 4.0 * min(place for place, count in counts.items() if count >= enough)


def pasal_margin(lines: Sequence[Line]) -> float | None:
    """Return the x at which most lines that look like article headings start, or None."""
    places = sorted(
        line.x
        for line in lines
        if line.x is not None and headings.read_pasal(line.text, amending=True) is not None
    )
    return max(
        places,
        key=lambda x: sum(abs(x - other) <= _HEADING_SPREAD / 2 for other in places),
        default=None,
    )


def parse_body(lines: Sequence[Line], *, amending: bool = False, base: Locator = ()) -> Structure:
    """Return the units, headings and findings of the body of a law.

    *lines* are clean (no page furniture) and begin at the first heading; *amending* allows Roman
    article numbers; *base* is the lampiran that holds the whole, if any.
    """
    margin, pasal_x = left_margin(lines), pasal_margin(lines)
    return _run(_Builder(amending, margin, base, pasal_x=pasal_x), lines)


def parse_points(lines: Sequence[Line], base: Locator = ()) -> Structure:
    """Return the units of a text without articles: dictums, numbered points, letters.

    *base* is what they stand in, a lampiran or one of its parts.
    """
    builder = _Builder(False, left_margin(lines), base, articles=False, points=True)
    return _run(builder, lines)


def _run(builder: _Builder, lines: Sequence[Line]) -> Structure:
    for index, line in enumerate(lines):
        builder.ahead = lines[index + 1 : index + 61]
        builder.feed(line)
    return builder.finish()
