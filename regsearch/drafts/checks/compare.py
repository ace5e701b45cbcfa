"""What a draft claims of a provision against what the provision provides."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from regsearch.drafts.checks.attach import attached
from regsearch.drafts.checks.claims import impacts_in, office_of
from regsearch.drafts.checks.provision import penalties_in
from regsearch.drafts.words import alternatives, any_of, table
from regsearch.law.sanctions.wording import DISCIPLINARY
from regsearch.model.draft import Claim
from regsearch.text.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from regsearch.drafts.checks.claims import Sentence, StatedClaim
    from regsearch.drafts.checks.provision import Provision
    from regsearch.model import Sanction
    from regsearch.model.draft import ClaimKind
    from regsearch.model.query import Quantity


_FIRST: tuple[ClaimKind, ...] = ("hari", "dampak")
"""Claims on which it depends what the others are compared with."""
_THEN: tuple[ClaimKind, ...] = ("tingkat", "hukuman", "tenggat", "besaran", "pejabat", "pidana")


def compared(
    sentence: Sentence, provision_of: Callable[[int], Provision | None]
) -> dict[int, list[Claim]]:
    """Return the claims of a sentence on each of its citations, compared, by their index.

    Args:
        sentence: with its citations and claims.
        provision_of: gives what the law says at the citation with an index; None if nothing is
            to be compared there.

    """
    conditions: dict[int, list[StatedClaim]] = {}

    def first(number: int, stated: StatedClaim) -> Claim | None:
        provision = provision_of(number)
        if provision is None:
            return None
        claim = _condition(stated, provision)
        if claim is not None:
            conditions.setdefault(number, []).append(stated)
        return claim

    def then(number: int, stated: StatedClaim) -> Claim | None:
        provision = provision_of(number)
        if provision is None:
            return None
        claim = _other(stated, provision, _narrowed(provision, conditions.get(number, [])))
        if claim is not None and claim.agrees and stated.kind == "tingkat":
            conditions.setdefault(number, []).append(stated)
        return claim

    found: dict[int, list[Claim]] = {}
    for kind in (*_FIRST, *_THEN):
        for number, claims in attached(sentence, kind, first if kind in _FIRST else then).items():
            found.setdefault(number, []).extend(claims)
    return found


def _condition(stated: StatedClaim, provision: Provision) -> Claim | None:
    if stated.kind == "dampak":
        return _impact(stated, provision)
    return days_claim(stated, provision) if _all_absences(provision) else None


def _other(
    stated: StatedClaim, provision: Provision, narrowed: list[Sanction] | None
) -> Claim | None:
    if stated.kind == "tingkat":
        claim = level_claim(stated, provision, narrowed)
    elif stated.kind == "hukuman":
        claim = penalty_claim(stated, provision, narrowed)
    elif stated.weak and _all_absences(provision):
        return None
    elif stated.kind in {"tenggat", "besaran"}:
        claim = _deadline(stated, provision)
    elif stated.kind == "pidana":
        claim = _crime(stated, provision)
    else:
        claim = _office(stated, provision)
    return claim if claim.agrees is not None else None


# --- levels, penalties and what they depend on --------------------------------------------------


def _narrowed(provision: Provision, conditions: Sequence[StatedClaim]) -> list[Sanction] | None:
    """Return the sanctions whose conditions fit what the draft says; None if it says nothing."""
    sanctions, found = provision.sanctions, None
    for stated in conditions:
        if stated.kind == "tingkat":
            fitting = [s for s in found or sanctions if s.level in stated.levels]
        elif stated.kind == "dampak":
            fitting = [s for s in sanctions if stated.levels & impacts_in(s.condition or "")]
        else:
            fitting = [s for s in sanctions if _fits(stated, absences(s.condition or ""))]
        found = fitting or found
    return found


def level_claim(
    stated: StatedClaim, provision: Provision, narrowed: list[Sanction] | None = None
) -> Claim:
    """Return the level that a draft gives to a provision, compared."""
    levels = provision.levels
    if narrowed and not provision.own_levels:
        levels = frozenset(s.level for s in narrowed)
    claimed = stated.levels
    agrees: bool | None = None
    if levels and claimed <= {*DISCIPLINARY}:
        agrees = bool(levels & claimed)
    elif levels and claimed == {"kode_etik"}:
        agrees = "kode_etik" in levels
    elif provision.unpunished:
        agrees = False
    return Claim("tingkat", stated.text, " / ".join(sorted(claimed)), tuple(sorted(levels)), agrees)


def penalty_claim(
    stated: StatedClaim, provision: Provision, narrowed: list[Sanction] | None = None
) -> Claim:
    """Return the penalty that a draft gives to a provision, compared."""
    assert stated.penalty is not None
    offered = provision.penalties
    if narrowed and not provision.own_levels:
        # A sanction of "sedang" has two lists: today's and the one that waits for its own law.
        levels = {s.level for s in narrowed}
        all_of = [s for s in provision.sanctions if s.level in levels and s not in narrowed]
        open_lists = [s for s in all_of if s.condition and not absences(s.condition)]
        texts = [p for s in (*narrowed, *open_lists) for p in s.penalties]
        offered = [p for text in texts for p in penalties_in(text)]
    agrees = any(stated.penalty.agrees_with(one) for one in offered) if offered else None
    if provision.unpunished and not offered:
        agrees = False
    if agrees is False and provision.has_unknown_penalty:
        agrees = None
    return Claim(
        "hukuman", stated.text, str(stated.penalty), tuple(dict.fromkeys(map(str, offered))), agrees
    )


def _impact(stated: StatedClaim, provision: Provision) -> Claim | None:
    reached = impacts_in(provision.text)
    if not reached:
        reached = frozenset(i for s in provision.sanctions for i in impacts_in(s.condition or ""))
    if not reached:
        return None
    return Claim(
        "dampak",
        stated.text,
        " / ".join(sorted(stated.levels)),
        tuple(sorted(reached)),
        bool(stated.levels & reached),
    )


# --- days of absence ----------------------------------------------------------------------------


def _all_absences(provision: Provision) -> list[tuple[Quantity, bool]]:
    conditions = [s.condition for s in provision.sanctions if s.condition]
    own = [a for passage in provision.passages for a in absences(passage.text)]
    return own or [a for condition in conditions for a in absences(condition)]


_ABSENCE = re.compile(r"(?i)tidak\s+masuk\s+kerja|ketidakhadiran|mangkir|meninggalkan\s+tugas")


def absences(text: str) -> list[tuple[Quantity, bool]]:
    """Return the numbers of days of absence in a provision, and whether without a break."""
    if not _ABSENCE.search(text):
        return []
    running = bool(re.search(rf"(?i)\b{alternatives('days', 'running')}\b", text))
    return [(quantity, running) for quantity in quantities(text) if quantity.unit == "hari"]


def _fits(stated: StatedClaim, absences: Sequence[tuple[Quantity, bool]]) -> bool:
    assert stated.quantity is not None
    claimed = stated.quantity
    for allowed, running in absences:
        if running != stated.running:
            continue
        # Who is absent for longer without a break has been so for that long, too.
        high = math.inf if running else allowed.high
        if allowed.low <= claimed.low and claimed.high <= high:
            return True
    return False


def days_claim(stated: StatedClaim, provision: Provision) -> Claim:
    """Return the days of absence that a draft tells of, compared."""
    told = _all_absences(provision)
    agrees = _fits(stated, told)
    if not agrees and not stated.running:
        # "10 hari kerja" may be meant without a break although the draft does not say so.
        agrees = _fits(stated._replace(running=True), told)
    provided = tuple(
        dict.fromkeys(_printed(q) + (" terus-menerus" if running else "") for q, running in told)
    )
    return Claim("hari", stated.text, stated.text, provided, agrees)


def _printed(quantity: Quantity) -> str:
    low = f"{quantity.low:g}"
    if quantity.unit == "hari ke-":
        return f"hari ke-{low}"
    if quantity.high == math.inf:
        return f"{low} {quantity.unit} atau lebih"
    return (
        f"{low} {quantity.unit}"
        if quantity.high == quantity.low
        else (f"{low} sampai {quantity.high:g} {quantity.unit}")
    )


# --- deadlines ----------------------------------------------------------------------------------

_NTH = re.compile(r"(?i)\bhari(?:\s+kerja)?\s+ke\s*-?\s*(\d{1,3})|\bhari\s+ke-?\s*(\d{1,3})")
_KINDS = re.compile(r"(?i)\b(\d{1,4})\s*(?:\([^)]*\)\s*)?hari(\s+kerja|\s+kalender)?")


def _deadline(stated: StatedClaim, provision: Provision) -> Claim:
    assert stated.quantity is not None
    claimed = stated.quantity
    if claimed.unit == "hari ke-":
        numbers = [float(a or b) for a, b in _NTH.findall(provision.text)]
        agrees = claimed.low in numbers if numbers else None
        told = tuple(f"hari ke-{number:g}" for number in dict.fromkeys(numbers))
        return Claim("tenggat", stated.text, stated.text, told, agrees)
    same_unit = [q for q in provision.quantities if q.unit == claimed.unit]
    if not same_unit:
        return Claim(stated.kind, stated.text, stated.text, (), None)
    agrees = any(q.low == claimed.low and q.high == claimed.high for q in same_unit)
    told = tuple(dict.fromkeys(map(_printed, same_unit)))
    if agrees and claimed.unit == "hari" and stated.working is False:
        kinds = {
            kind.strip().lower()
            for n, kind in _KINDS.findall(provision.text)
            if float(n) == claimed.low
        }
        if kinds == {"kerja"}:
            agrees, told = False, tuple(f"{text} kerja" for text in told)
    return Claim(stated.kind, stated.text, stated.text, told, agrees)


# --- criminal penalties --------------------------------------------------------------------------

_RUPIAH = re.compile(r"Rp\.?\s*(\d{1,3}(?:\.\d{3})+)")


def _crime(stated: StatedClaim, provision: Provision) -> Claim:
    assert stated.quantity is not None
    if stated.quantity.unit == "rupiah":
        texts = "\n".join([provision.text, *provision.crimes])
        amounts = dict.fromkeys(_RUPIAH.findall(texts))
        agrees = stated.quantity.low in {float(a.replace(".", "")) for a in amounts}
        told = tuple(f"Rp{amount}" for amount in amounts)
        return _threat(stated, provision, told, agrees=agrees)
    times = [q for t in provision.crimes for q in quantities(t) if q.unit in {"bulan", "tahun"}]
    claimed = _in_months(stated.quantity)
    agrees = any(_in_months(q) == claimed for q in (*times, *provision.quantities))
    return _threat(stated, provision, tuple(dict.fromkeys(map(_printed, times))), agrees=agrees)


def _threat(
    stated: StatedClaim, provision: Provision, told: tuple[str, ...], *, agrees: bool
) -> Claim:
    # Where the law punishes in other ways only, it threatens no criminal penalty.
    known = told or (not stated.weak and (provision.sanctions or provision.unpunished))
    told = tuple(provision.threats) or told
    return Claim("pidana", stated.text, stated.text, told, agrees if known else None)


def _in_months(quantity: Quantity) -> tuple[float, float]:
    factor = 12 if quantity.unit == "tahun" else 1
    return quantity.low * factor, quantity.high * factor


# --- who acts -----------------------------------------------------------------------------------


def _office(stated: StatedClaim, provision: Provision) -> Claim:
    row = next(row for row in table()["act"] if row["key"] == stated.act)
    offices = any_of([entry["pattern"] for entry in table()["office"]])
    by = "(?:kepada|ke)" if row.get("to") else "oleh"
    text = provision.text
    passive = re.finditer(
        rf"(?i)\b(?:{row['verbs']})\b[^.;]{{0,80}}?\b{by}\s+(?P<list>[^.;]{{0,160}})", text
    )
    named = [m["list"] for m in passive]
    if not row.get("to"):
        active = re.finditer(rf"(?i)(?P<list>[^.;]{{0,120}})\b(?:{row['verbs']})\b", text)
        named += [m["list"] for m in active]
    found = {
        office
        for piece in named
        for match in re.finditer(rf"(?i)\b{offices}(?!\w)", piece)
        if (office := office_of(match.group()))
    }
    if not found or stated.office is None:
        return Claim("pejabat", stated.text, stated.office or stated.text, (), None)
    mentioned = any(
        office_of(m.group()) == stated.office for m in re.finditer(rf"(?i)\b{offices}(?!\w)", text)
    )
    agrees = True if stated.office in found else None if mentioned else False
    return Claim("pejabat", stated.text, stated.office, tuple(sorted(found)), agrees)
