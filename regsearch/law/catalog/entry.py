"""Read one entry of ``corpus/katalog.toml`` into an :class:`Instrument`.

``corpus/README.md`` describes the schema key by key.  Problems are collected, not raised, because
:mod:`regsearch.law.catalog.load` reports all of them at once.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from regsearch.law.catalog.instrument import (
    Instrument,
    Provision,
    Relation,
    RelationType,
    Subject,
)
from regsearch.law.catalog.names import plain_name
from regsearch.model import Stage, Verification, parse_address

if TYPE_CHECKING:
    from regsearch.model import Locator

_DOCUMENT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RUN = re.compile(r"(pasal|angka)-(\d{1,4})\.\.(\d{1,4})")
_STEP_KINDS = frozenset({"pasal", "ayat", "huruf", "angka", "lampiran", "diktum", "alinea"})

T = TypeVar("T")


class _Entry:
    """A TOML table whose keys are taken one by one; problems are appended to *problems*."""

    def __init__(self, where: str, table: object, problems: list[str]) -> None:
        self.where = where
        self.problems = problems
        self.rest: dict[str, Any] = dict(table) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self.report("harus berupa tabel")

    def report(self, problem: str) -> None:
        self.problems.append(f"{self.where}: {problem}")

    def take(self, key: str, type_: type[T], expected: str) -> T | None:
        value = self.rest.pop(key, None)
        if value is None:
            return None
        # isinstance alone would accept a bool as an int and a datetime as a date.
        if isinstance(value, type_) and type(value) is type_:
            if value == "":
                self.report(f"{key} kosong; isilah atau hapus")
            return value
        self.report(f"{key} harus berupa {expected}, bukan {value!r}")
        return None

    def text(self, key: str) -> str | None:
        return self.take(key, str, "teks")

    def required_text(self, key: str) -> str:
        return self.required(key, self.text(key), "")

    def required(self, key: str, value: T | None, instead: T) -> T:
        if value is None:
            self.report(f"{key} tidak ada atau tidak terbaca")
        return instead if value is None else value

    def day(self, key: str) -> date | None:
        return self.take(key, date, "tanggal (2021-08-31)")

    def flag(self, key: str) -> bool:
        return self.take(key, bool, "true atau false") or False

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list, "daftar teks") or []
        if not all(isinstance(value, str) and value for value in values):
            self.report(f"{key} harus berupa daftar teks yang terisi")
        return tuple(str(value) for value in values)

    def choice(self, key: str, value: str | None, allowed: object) -> None:
        if value and value not in get_args(allowed):
            self.report(f"{key} {value!r} tidak dikenal; pilihan: {', '.join(get_args(allowed))}")

    def address(self, key: str, text: str | None) -> Locator:
        try:
            locator = parse_address(text or "")
        except ValueError:
            locator = ()
        if text and not (locator and all(kind in _STEP_KINDS for kind, _ in locator)):
            self.report(f"{key} {text!r} bukan alamat, misalnya pasal-5/huruf-n/angka-6")
        return locator

    def addresses(self, key: str, parts: tuple[str, ...]) -> tuple[Locator, ...]:
        locators: list[Locator] = []
        for part in parts:
            run = _RUN.fullmatch(part)
            if run is None and ".." in part:
                self.report(f"{key} {part!r} bukan rentang, misalnya pasal-1..15")
            elif run is None:
                locators.append(self.address(key, part))
            elif int(run[3]) <= int(run[2]):
                self.report(f"{key} {part!r} harus naik, misalnya pasal-1..15")
            else:
                locators += (((run[1], str(n)),) for n in range(int(run[2]), int(run[3]) + 1))
        return tuple(locators)

    def subjects(self) -> tuple[Subject, ...]:
        subjects = self.texts("subjects")
        for subject in subjects:
            self.choice("subjects", subject, Subject)
        return cast("tuple[Subject, ...]", subjects)

    def tables(self, key: str) -> list[_Entry]:
        values = self.take(key, list, "daftar tabel") or []
        return [
            _Entry(f"{self.where}, {key} ke-{number}", value, self.problems)
            for number, value in enumerate(values, 1)
        ]

    def report_unknown_keys(self) -> None:
        for key in self.rest:
            self.report(f"kunci {key!r} tidak dikenal")


def read_instrument(name: str, table: object, problems: list[str]) -> Instrument:
    """Return the instrument that *table* describes; append to *problems* what is wrong with it."""
    entry = _Entry(name, table, problems)
    if not _DOCUMENT_ID.fullmatch(name):
        entry.report("id hanya boleh huruf kecil, angka, dan tanda hubung")
    verification = entry.required_text("verification")
    entry.choice("verification", verification, Verification)
    subjects = entry.subjects()
    provisions = tuple(_provision(part) for part in entry.tables("provisions"))
    covered = entry.texts("coverage")
    complete = covered == ("lengkap",)
    numbers = entry.texts("numbers")
    if not numbers:
        entry.report('numbers kosong; tulis nomor seperti tercetak, misalnya ["94"]')
    instrument = Instrument(
        id=name,
        kind=entry.required_text("kind"),
        numbers=numbers,
        year=entry.required("year", entry.take("year", int, "angka tahun"), 1),
        title=entry.required_text("title"),
        verification=cast("Verification", verification),
        verified=entry.required_text("verified"),
        aliases=entry.texts("aliases"),
        issuer=entry.text("issuer"),
        region=entry.text("region"),
        enacted=entry.day("enacted"),
        in_force=entry.day("in_force"),
        revoked=entry.day("revoked"),
        subjects=subjects,
        further_subjects=tuple(
            dict.fromkeys(s for p in provisions for s in p.subjects if s not in subjects)
        ),
        scope=entry.text("scope"),
        status_note=entry.text("status_note"),
        sources=entry.texts("sources"),
        official=entry.texts("official"),
        coverage=() if complete else entry.addresses("coverage", covered),
        complete=complete,
        relations=tuple(_relation(part) for part in entry.tables("relations")),
        provisions=provisions,
        user=entry.flag("user"),
    )
    repeated = [a for a, times in Counter(map(plain_name, instrument.aliases)).items() if times > 1]
    if repeated:
        entry.report(f"aliases menyebut {', '.join(repeated)} lebih dari sekali")
    entry.report_unknown_keys()
    return instrument


def _relation(entry: _Entry) -> Relation:
    type_ = entry.required_text("type")
    entry.choice("type", type_, RelationType)
    relation = Relation(
        type=cast("RelationType", type_),
        document=entry.required_text("document"),
        target=entry.address("target", entry.text("target")),
        basis=entry.address("basis", entry.text("basis")),
        note=entry.text("note"),
        outside=entry.flag("outside"),
    )
    entry.report_unknown_keys()
    return relation


def _provision(entry: _Entry) -> Provision:
    address = entry.required_text("address")
    replaced_by = entry.text("replaced_by")
    other, _, other_address = (replaced_by or "").partition(" ")
    verification, stage = entry.text("verification"), entry.text("stage")
    entry.choice("verification", verification, Verification)
    entry.choice("stage", stage, Stage)
    provision = Provision(
        locator=entry.address("address", address),
        note=entry.text("note"),
        verification=cast("Verification | None", verification),
        in_force=entry.day("in_force"),
        revoked=entry.day("revoked"),
        survives=entry.flag("survives"),
        replaced_by=(other, entry.address("replaced_by", other_address)) if replaced_by else None,
        stage=cast("Stage | None", stage),
        condition=entry.text("condition"),
        subjects=entry.subjects(),
    )
    if provision.survives and provision.revoked:
        entry.report("survives dan revoked tidak dapat berlaku bersama-sama")
    entry.report_unknown_keys()
    return provision
