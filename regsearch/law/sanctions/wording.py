"""Whether a text imposes a sanction, and of which level.

The patterns are data that a lawyer can review (``data/sanctions.toml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from regsearch import data
from regsearch.law.patterns import Wording, folded_text
from regsearch.model import parse_address

if TYPE_CHECKING:
    from datetime import date

    from regsearch.model import Level, Locator


DISCIPLINARY: tuple[Level, ...] = ("ringan", "sedang", "berat")
"""The levels of disciplinary punishment, from mild to grave."""
_DISMISSALS: tuple[Level, ...] = ("pdhtaps", "ptdh")
LETTERS = frozenset({"surat", "se"})
"""Kinds that apply the law of others: what they cite of it is a basis, not a norm of theirs."""


@dataclass(frozen=True, slots=True)
class UnnamedNorms:
    """Norms that a sanction punishes without citing their articles."""

    document: str
    sanction: Locator
    norms: tuple[Locator, ...]
    """As they are cited: the pasal of an amending law without the point that quotes it."""
    norms_of: str
    """Id of the document that the norms are in."""
    condition: str | None = None
    """Limits whom or what the sanction punishes, if not all that the norm covers."""


@dataclass(frozen=True, slots=True)
class CriminalAdjustment:
    """The law that converts the criminal penalties of other laws (UU 1/2026)."""

    document: str
    in_force: date
    note: str
    categories: dict[str, int]
    """Greatest fine in rupiah, by category."""
    listed_note: str
    """The note on a penalty that the law itself lists."""
    milder_note: str
    """The note on a fine that rises."""
    exempt: frozenset[str]
    """Documents whose own penalties it does not convert: the code itself and this law."""
    special: frozenset[str]
    """Laws that keep their minimum penalties and their "dan"."""
    listed: dict[tuple[str, Locator], tuple[str, Locator]]
    """By document and article as it is cited: the penalty the law lists, and where it does."""

    def entry(self, document: str, locator: Locator) -> tuple[str, Locator] | None:
        """Return the listed penalty of a provision: its own, or that of a unit around it."""
        pasal = max((i for i, (kind, _) in enumerate(locator) if kind == "pasal"), default=0)
        own = locator[pasal:]  # as it is cited, without the point of an amending law around it
        found = (self.listed.get((document, own[:depth])) for depth in range(len(own), 0, -1))
        return next((entry for entry in found if entry), None)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A penalty that a later law contradicts."""

    penalty: str
    """Words by which the penalty is recognised, in lower case."""
    document: str
    """Id of the later law."""
    start: date
    """First day of the conflict."""
    note: str


@cache
def wording(what: str) -> Wording:
    """Return the pattern of that name in ``data/sanctions.toml``, ``verbs`` or ``escalation``."""
    return _in_lines(data.table("sanctions")[what])


def _in_lines(pattern: str) -> Wording:
    """Return a pattern that may be written over several lines, each ending in a backslash."""
    return Wording(pattern.replace("\\\n", ""))


@cache
def _levels() -> tuple[tuple[Level, Wording], ...]:
    return tuple(
        (cast("Level", entry["level"]), _in_lines(entry["pattern"]))
        for entry in data.table("sanctions")["levels"]
    )


@cache
def unnamed_norms() -> tuple[UnnamedNorms, ...]:
    """Return the reviewed list of norms that sanctions punish without citing them."""
    return tuple(
        UnnamedNorms(
            entry["document"],
            parse_address(entry["sanction"]),
            tuple(parse_address(norm) for norm in entry["norms"]),
            entry.get("norms_of", entry["document"]),
            entry.get("condition"),
        )
        for entry in data.table("sanctions")["unnamed"]
    )


@cache
def discipline_law() -> str:
    """Return the id of the regulation on the discipline of civil servants, or of its first."""
    return str(data.table("sanctions")["discipline_law"])


@cache
def criminal_adjustment() -> CriminalAdjustment:
    """Return the law that converts the criminal penalties of other laws."""
    entry = data.table("sanctions")["criminal_adjustment"]
    return CriminalAdjustment(
        entry["document"],
        entry["in_force"],
        entry["note"],
        entry["categories"],
        entry["listed_note"],
        entry["milder_note"],
        frozenset(entry["exempt"]),
        frozenset(entry["special"]),
        {
            (law["document"], parse_address(at)): (penalty["words"], parse_address(law["place"]))
            for law in entry["listed"]
            for penalty in law["penalties"]
            for at in penalty["at"]
        },
    )


@cache
def conflicts() -> tuple[Conflict, ...]:
    """Return the penalties that later laws contradict."""
    return tuple(
        Conflict(entry["penalty"], entry["document"], entry["from"], entry["note"])
        for entry in data.table("sanctions")["conflicts"]
    )


_CACHED_TEXTS = 1024
"""The linking rules look at the units around each unit again and again."""


@lru_cache(maxsize=_CACHED_TEXTS)
def named_level(text: str) -> Level | None:
    """Return the level of a sanction that *text* names, imposed or not; None if it names none.

    >>> named_level("pejabat yang berwenang menjatuhkan hukuman disiplin berat")
    'berat'
    """
    folded = folded_text(text)
    return next((level for level, pattern in _levels() if pattern.search(folded)), None)


def named_levels(text: str) -> tuple[Level, ...]:
    """Return every level that *text* names, each once."""
    folded = folded_text(text)
    found = [level for level, pattern in _levels() if pattern.search(folded)]
    # "hukuman disiplin berat" also reads as plain "hukuman disiplin".
    if len(set(found)) > 1:
        found = [level for level in found if level != "bertingkat"]
    return tuple(dict.fromkeys(found))


def names_sanctions(heading: str) -> bool:
    """Return whether *heading* is that of a column with sanctions.

    >>> names_sanctions("Persentase Pengurangan"), names_sanctions("Lama Keterlambatan")
    (True, False)
    """
    return wording("sanction_columns").search(heading.casefold()) is not None


def sanction_cell(cells: dict[str, str], *, with_length: bool = False) -> tuple[str, str]:
    """Return heading and text of the cell with the sanction; empty texts if there is none.

    Args:
        cells: by heading, in lower case.
        with_length: adds for how long it lasts, where a column of its own says so.

    >>> row = {"perilaku": "Bolos", "pengurangan": "10%", "jangka waktu": "2 bulan"}
    >>> sanction_cell(row, with_length=True)
    ('pengurangan', '10%, jangka waktu 2 bulan')

    """
    named = [(h, t) for h, t in cells.items() if names_sanctions(h)]
    first = next((cell for cell in named if "sanksi" in cell[0]), named[0] if named else ("", ""))
    lasting = [f"{h} {t}" for h, t in cells.items() if t and wording("length_column").search(h)]
    if not with_length or not first[1] or not lasting:
        return first
    return first[0], f"{first[1].rstrip(' .;')}, {lasting[0]}"


@lru_cache(maxsize=_CACHED_TEXTS)
def imposed_level(text: str) -> Level | None:
    """Return the level of the sanction that *text* imposes, or None if it imposes none.

    >>> imposed_level("PNS yang melanggar larangan ini dijatuhi hukuman disiplin berat")
    'berat'
    >>> imposed_level("tata cara penjatuhan hukuman disiplin berat")
    >>> imposed_level("PNS yang diberhentikan dengan hormat berhak atas pensiun")
    """
    folded = folded_text(text)
    if not wording("verbs").search(folded) or wording("mentioned").search(folded):
        return None
    level = named_level(text)
    if level is None:
        return None
    # "Pejabat menjatuhkan hukuman" says who decides, except where the hukuman is a heavier one.
    if level != "lebih_berat" and wording("not_imposed").search(folded):
        return None
    return level


def imposed_levels(text: str) -> tuple[Level, ...]:
    """Return every level of the sanction that *text* imposes: "sedang atau berat" are two.

    >>> imposed_levels("PNS yang melanggar dijatuhi hukuman disiplin sedang atau berat")
    ('berat', 'sedang')
    >>> dismissed = "dapat diberhentikan tidak dengan hormat"
    >>> imposed_levels(f"PNS {dismissed} atau dengan hormat tidak atas permintaan sendiri")
    ('ptdh', 'pdhtaps')
    """
    first = imposed_level(text)
    if first is None:
        return ()
    group = DISCIPLINARY if first in DISCIPLINARY else _DISMISSALS if _is_choice(text) else ()
    others = (level for level in named_levels(text) if level in group) if group else ()
    return tuple(dict.fromkeys((first, *others)))


def _is_choice(text: str) -> bool:
    """Return whether whoever decides may choose between dismissals (UU 43/1999 Pasal 23)."""
    return wording("dismissal_choice").search(folded_text(text)) is not None


def weight_of(text: str) -> str | None:
    """Return the weight of the administrative sanction that *text* names, or None.

    >>> weight_of("dikenai sanksi administratif sedang menurut Pasal 81 ayat (2)")
    'sedang'
    """
    match = wording("weight").search(folded_text(text))
    return match.group("weight") if match else None


@lru_cache(maxsize=_CACHED_TEXTS)
def is_penalty_list(text: str) -> bool:
    """Return whether *text* introduces the kinds of penalty of one level, not its causes.

    >>> is_penalty_list("Jenis Hukuman Disiplin berat terdiri atas:")
    True
    >>> is_penalty_list("Hukuman Disiplin berat dijatuhkan bagi PNS yang melanggar:")
    False
    """
    if not text.rstrip().endswith(":"):
        return False
    folded = folded_text(text)
    if wording("weighted_list").search(folded):
        return True
    return (
        named_level(text) is not None
        and wording("list_words").search(folded) is not None
        and wording("cause_words").search(folded) is None
    )


def is_escalation(text: str) -> bool:
    """Return whether *text* imposes a sanction because an earlier one was not obeyed."""
    return wording("escalation").search(text.lower()) is not None


_CONDITION = re.compile(r"\b(?:apabila|jika|bila|dalam hal)\b[^.;]+", re.IGNORECASE)


_RESIGNS = re.compile(r"\byang\s+(tidak\s+)?(?:mundur|mengundurkan\s+diri)\b", re.IGNORECASE)


def resignation_in(text: str) -> str | None:
    """Return whether a dismissal is of who resigned or of who did not, as a condition.

    >>> resignation_in("PNS yang tidak mengundurkan diri diberhentikan tidak dengan hormat")
    'bila tidak mengundurkan diri'
    """
    match = _RESIGNS.search(text)
    return match and f"bila {'tidak ' if match[1] else ''}mengundurkan diri"


def condition_of(text: str) -> str | None:
    """Return the condition in the wording of a sanction, or None.

    >>> condition_of("diberhentikan apabila tidak mengundurkan diri; atau")
    'apabila tidak mengundurkan diri'
    """
    match = _CONDITION.search(" ".join(text.split()))
    if match is None or match.group().endswith(":"):  # a lead-in: its items are the conditions
        return None
    return match.group().rstrip(" .;,").strip()
