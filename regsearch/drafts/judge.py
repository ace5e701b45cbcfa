"""One citation of a draft becomes a checked citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regsearch.citation import format_locator, own_steps
from regsearch.drafts.checks import quotations
from regsearch.drafts.checks.claims import sentences_of
from regsearch.drafts.checks.compare import compared, level_claim, penalty_claim
from regsearch.drafts.checks.existence import Absences
from regsearch.drafts.checks.identity import Identities
from regsearch.drafts.checks.provision import Provision
from regsearch.drafts.checks.validity import validity_of
from regsearch.drafts.checks.verdict import verdicts
from regsearch.drafts.places import place_of
from regsearch.model import Basis, Reference
from regsearch.model.draft import CheckedCitation, DraftFinding
from regsearch.search.as_of import answer_of
from regsearch.search.reading import with_readings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regsearch.drafts.blocks import Block
    from regsearch.drafts.checks.claims import Sentence, StatedClaim
    from regsearch.drafts.checks.quotations import Quotation
    from regsearch.drafts.find.mentions import Mention
    from regsearch.index.reader import OpenIndex
    from regsearch.model.draft import Claim, Draft

_UNSURE = "Peraturannya tidak disebut di dekat sitasi ini; dibaca sebagai {0}."
_NAMELESS = "Tidak disebut ketentuan peraturan apa; tidak dapat diperiksa."
_UNKNOWN = "{0} tidak ada dalam indeks; tidak dapat diperiksa."
_DIGEST = (
    "Kutipan tidak dapat dibandingkan: indeks hanya memuat ringkasan ketentuan ini, bukan "
    "naskahnya."
)
_WRONG_CLAIM = {
    "tingkat": "Naskah menyebut tingkat {0}, padahal menurut {1} tingkatnya {2}.",
    "hari": "Naskah menyebut {0}, padahal {1} mengatur {2}.",
    "hukuman": "Naskah menyebut {0}, padahal menurut {1} hukumannya: {2}.",
    "tenggat": "Naskah menyebut tenggat {0}, padahal {1} menetapkan {2}.",
    "besaran": "Naskah menyebut {0}, padahal {1} menetapkan {2}.",
    "pejabat": "Naskah menyebut {0}, padahal menurut {1}: {2}.",
    "dampak": "Naskah menyebut dampak pada {0}, padahal {1} mengatur dampak pada {2}.",
    "pidana": "Naskah menyebut {0}, padahal {1} mengancamkan {2}.",
    "judul": 'Naskah menulis judul "{0}", padahal judul {1} ialah "{2}".',
}

_NO_SUCH = {
    "tingkat": "Naskah menyebut tingkat {0}, padahal tidak ada yang menetapkannya untuk {1}.",
    "hukuman": "Naskah menyebut {0}, padahal tidak ada yang menetapkan hukuman untuk {1}.",
    "pidana": "Naskah menyebut {0}, padahal tidak ada ancaman pidana yang tertaut pada {1}.",
}
"""The same where the law provides nothing of the kind."""

_OF_NUMBERS = frozenset({"hari", "tenggat", "besaran", "pidana"})
"""Claims that are not what a sentence criticises when it calls a punishment wrong."""


class Judge:
    """Checks the citations of one draft.

    Args:
        index: the law.
        draft: its text.
        blocks: its blocks.
        mentions: its citations.
        day: the day that it is about.
        later: the day of the decision, where another one's law may be cited, too.

    """

    def __init__(
        self,
        index: OpenIndex,
        draft: Draft,
        blocks: Sequence[Block],
        mentions: Sequence[Mention],
        day: date,
        later: date | None,
    ) -> None:
        self._index, self._draft, self._mentions = index, draft, mentions
        self._day, self._later = day, later
        self._absences = Absences(index)
        self._identities = Identities(index.directory, mentions, day)
        self._quotations = quotations.quotations(blocks, mentions)
        self._sentences: dict[int, Sentence] = {}
        self._claims: dict[int, list[Claim]] = {}
        self._cited = {m.document for m in mentions if m.document}
        self._provisions: dict[tuple[Reference, ...], Provision] = {}
        sentences = list(sentences_of(blocks, mentions))
        for sentence in sentences:
            self._sentences |= {number: sentence for number, _ in sentence.mentions}
            self._claims |= compared(sentence, self._comparable)
        imposed = verdicts(blocks, sentences, mentions, self._comparable, self._imposed)
        for number, claims in imposed.items():
            self._claims.setdefault(number, []).extend(claims)

    def checked(self) -> tuple[CheckedCitation, ...]:
        """Return the citations, checked, in order."""
        return tuple(self._check(number, m) for number, m in enumerate(self._mentions))

    def _check(self, number: int, mention: Mention) -> CheckedCitation:
        place = place_of(self._draft, mention.block, mention.start, mention.end)
        base = CheckedCitation(place, mention.text, mention.text, (), None, as_of=self._day)
        if mention.document is None:
            return self._unknown(base, mention)
        document = mention.document
        name = self._index.directory.short_name(document)
        read_as = f"{name} {_printed(mention)}".strip()
        notes = () if mention.sure else (_UNSURE.format(name),)
        title = self._identities.title(mention)
        findings = [*self._title_findings(mention, title)]
        claims: tuple[Claim, ...] = (title,) if title else ()
        base = replace(base, read_as=read_as, notes=notes, claims=claims)
        missing = self._missing(mention)
        if missing:
            absence = self._absences.judge(document, missing)
            certain = absence.exists is False and mention.sure
            if certain:
                findings.append(DraftFinding("tidak_ada", absence.message))
            near = "; ".join(absence.neighbours)
            advice = f"Yang terdekat: {near}." if near and certain else None
            return _finished(
                replace(
                    base,
                    exists=False if certain else None,
                    neighbours=absence.neighbours,
                    notes=notes if certain else (*notes, absence.message),
                ),
                findings,
                [advice],
            )
        if not mention.references:  # a whole instrument without a text in the index
            told = f"Naskah {name} tidak ada dalam indeks; hanya nama dan statusnya yang diketahui."
            return _finished(replace(base, notes=(*notes, told)), findings, [])
        return self._existing(number, mention, base, findings)

    def _existing(
        self,
        number: int,
        mention: Mention,
        base: CheckedCitation,
        findings: list[DraftFinding],
    ) -> CheckedCitation:
        index = self._index
        resolved = tuple(
            Basis(r.document, index.directory.cite(r), r.locator) for r in mention.references
        )
        sentence = self._sentences.get(number)
        beside = [r for _, m in sentence.mentions for r in m.references] if sentence else []
        validity = validity_of(index, mention, self._day, self._later, self._cited, set(beside))
        advices = [validity.advice]
        if validity.problem:
            findings.append(DraftFinding("tidak_berlaku", validity.problem))
        provision = self._provision(mention.references, validity.day)
        claims = list(base.claims)
        claims += self._claims.get(number, ())
        wrong = [c for c in claims if c.agrees is False and c.kind != "judul"]
        if sentence and mention.sure:
            findings += [
                self._wrong(claim, base.read_as)
                for claim in wrong
                if not sentence.critical or claim.kind in _OF_NUMBERS
            ]
        text_kinds = {p.text_kind for p in provision.own}
        base = replace(
            base,
            resolved=resolved,
            exists=True,
            as_of=validity.day,
            status=validity.status,
            status_note=validity.status_note,
            text_kind=next(iter(text_kinds)) if len(text_kinds) == 1 else None,
            claims=tuple(claims),
            notes=(*base.notes, *validity.notes),
        )
        if quotation := self._quotations.get(number):
            base, more = self._quoted(base, quotation, provision)
            findings += more
        return _finished(base, findings, advices)

    # --- its parts ------------------------------------------------------------------------------

    def _unknown(self, base: CheckedCitation, mention: Mention) -> CheckedCitation:
        called = mention.called
        read_as = f"{called or ''} {_printed(mention)}".strip()
        base = replace(base, read_as=read_as)
        if called is None:
            return replace(base, notes=(_NAMELESS,))
        mismatch = self._identities.mismatch(mention)
        if mismatch is None:
            return replace(base, notes=(_UNKNOWN.format(called),))
        name = self._index.directory.short_name(mismatch.document)
        finding = DraftFinding("nomor_tahun", mismatch.message)
        return _finished(
            replace(base, neighbours=(f"{name} {_printed(mention)}".strip(),)),
            [finding],
            [f"Periksa nomor dan tahunnya; mungkin maksudnya {name}."],
        )

    def _missing(self, mention: Mention) -> tuple[tuple[str, str], ...] | None:
        """Return the end of the provision cited that does not exist, or None."""
        target, document = mention.target, mention.document
        if target is None or document is None:
            return None
        if not mention.references:
            return target.locator
        owner = mention.references[0].document
        if target.through and not self._index.directory.locate(owner, target.through):
            return target.through
        return None

    def _title_findings(self, mention: Mention, title: Claim | None) -> list[DraftFinding]:
        if title is None or title.agrees is not False:
            return []
        finding = self._wrong(title, self._index.directory.short_name(mention.document or ""))
        bearer = self._identities.bearer(mention)
        more = f" Judul itu judul {bearer}." if bearer else ""
        return [DraftFinding("judul", finding.message + more)]

    def _wrong(self, claim: Claim, citation: str) -> DraftFinding:
        code = claim.kind
        provided = (" atau " if code == "tingkat" else "; ").join(claim.provided)
        stated, provided = (
            text.replace("kode_etik", "kode etik") for text in (claim.said, provided)
        )
        known = _WRONG_CLAIM if provided else _NO_SUCH
        message = known[code].format(stated, citation, provided)
        return DraftFinding(code, message)

    def _comparable(self, number: int) -> Provision | None:
        """Return what the law says at a citation of a provision, if the index has it."""
        mention = self._mentions[number]
        if mention.target is None or mention.penjelasan or not mention.references:
            return None
        return self._provision(mention.references, self._day)

    def _imposed(self, number: int, stated: StatedClaim) -> Claim | None:
        provision = self._comparable(number)
        if provision is None:
            return None
        compare = level_claim if stated.kind == "tingkat" else penalty_claim
        return compare(stated, provision)

    def _provision(self, references: tuple[Reference, ...], day: date) -> Provision:
        if references not in self._provisions:
            self._provisions[references] = Provision(self._index, references, day)
        return self._provisions[references]

    def _quoted(
        self, base: CheckedCitation, quotation: Quotation, provision: Provision
    ) -> tuple[CheckedCitation, list[DraftFinding]]:
        text = " ".join(quotation.text.split())
        base = replace(base, quotation=text)
        if any(p.text_kind == "ringkasan" for p in provision.passages):
            if not quotation.certain:
                return replace(base, quotation=None), []
            told = (*base.notes, _DIGEST)
            return replace(base, quoted="tidak dapat dibandingkan", notes=told), []
        explained = [p.penjelasan for p in provision.passages if p.penjelasan]
        share, difference = quotations.compare(text, self._texts(provision), explained)
        if share == 1.0:
            return replace(base, quoted="sama"), []
        if not quotations.is_quotation(quotation, share):
            return replace(base, quotation=None), []
        message = f"Kutipan tidak sama dengan bunyi {base.read_as}: {_marked(difference)}"
        finding = DraftFinding("kutipan_berbeda", message)
        return replace(base, quoted="berbeda", difference=difference), [finding]

    def _texts(self, provision: Provision) -> list[str]:
        """Return the texts that words of the provision may be quoted from."""
        passages = provision.passages
        whole = " ".join(p.text for p in passages)
        found = [whole, provision.text.replace("\n", " ")]
        for passage in provision.own:
            lead = " ".join(passage.context[-1:])
            found += [f"{lead} {whole}", f"{' '.join(passage.context)} {whole}"]
            answer = answer_of(passage, self._day, self._index.instrument(passage))
            reading = with_readings(self._index, [answer], self._day)[0].reading
            if reading:
                found.append(reading.text)
        return found


def _printed(mention: Mention) -> str:
    if mention.target is None:
        return ""
    text = format_locator(own_steps(mention.target.locator))
    if mention.target.through:
        text += f" sampai dengan {format_locator(mention.target.through)}"
    return f"Penjelasan {text}" if mention.penjelasan else text


_LONGEST = 60
"""Number of words of a difference that are shown in a message."""


def _marked(difference: Sequence[object]) -> str:
    """Return a difference in one line: [-words of the law-] {+words of the draft+}."""
    marks = {"sama": "{0}", "dihapus": "[-{0}-]", "ditambah": "{{+{0}+}}"}
    text = " ".join(marks[c.kind].format(c.text) for c in difference)  # type: ignore[attr-defined]
    words = text.split()
    return " ".join(words[:_LONGEST]) + (" ..." if len(words) > _LONGEST else "")


def _finished(
    base: CheckedCitation, findings: Sequence[DraftFinding], advices: Sequence[str | None]
) -> CheckedCitation:
    if not findings:
        return base
    texts = [f.message for f in findings] + [a for a in advices if a]
    return replace(base, findings=tuple(findings), advice=" ".join(dict.fromkeys(texts)))
