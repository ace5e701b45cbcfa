"""The extractors: pdfium gives the same lines as pypdf, and is used only where it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regsearch import akn
from regsearch.corpus.store import Store
from regsearch.errors import ExtractorMissingError
from regsearch.read import parse
from regsearch.read.extract import pdf
from regsearch.read.sandbox import parse_isolated, parse_many
from regsearch.show import to_dict
from tests.read.fuzz import LAW
from tests.read.samples import LAW as PLACED
from tests.read.tinypdf import make_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.read.tinypdf import Placed

needs_pdfium = pytest.mark.skipif(
    not pdf.is_installed("pdfium"), reason="regsearch[pdfium] is not installed"
)


def lines(content: bytes, extractor: pdf.ExtractorName) -> list[tuple[str, tuple[float, ...]]]:
    """Return each line with the x of its runs in whole points."""
    (page,) = pdf.read_pages(content, "a.pdf", extractor)
    return [(line.text, tuple(round(x) for x, _ in line.spans)) for line in page.lines]


@needs_pdfium
@pytest.mark.parametrize(
    "placed",
    [
        [(90.0, 780.0 - 14 * i, line) for i, line in enumerate(LAW)],
        PLACED,
        [(90, 700, "(1)"), (112, 700, "Pegawai masuk."), (90, 686, "a."), (112, 686, "pagi;")],
        [(90, 700, "No."), (150, 700, "Bentuk"), (300, 700, "Sanksi"), (90, 680, "1.")],
        [(300, 600, "kanan"), (90, 600, "kiri"), (90, 700, "atas")],  # painted in another order
        [(90, 700, "Peraturan perundang-"), (90, 686, "undangan itu berlaku.")],
        [(90, 700, "Rp1.200,00 (seribu"), (90, 686, "1.200 orang")],  # no marker "1."
        [(90, 700, "naik"), (117.5, 701.5, "turun")],  # the baseline of an OCR layer jitters
    ],
)
def test_pypdf_and_pdfium_give_the_same_lines(placed: list[Placed]) -> None:
    content = make_pdf([placed])
    assert lines(content, "pdfium") == lines(content, "pypdf")


@needs_pdfium
def test_pdfium_separates_a_marker_that_touches_its_text() -> None:
    content = make_pdf([[(90, 700, "m."), (103.4, 700, "jaminan pensiun; dan")]])
    assert lines(content, "pdfium") == [("m. jaminan pensiun; dan", (90, 103))]


@needs_pdfium
def test_source_records_the_extractor(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(make_pdf([PLACED]))
    fast = parse_isolated(file, extractor="pdfium")
    assert fast.source.extractor == "pdfium"
    assert to_dict.regulation(fast)["document"]["source"]["extractor"] == "pdfium"
    assert akn.from_akn(akn.to_akn(fast)) == fast
    usual = parse(file)
    assert usual.source.extractor is None
    assert usual.units == fast.units


@needs_pdfium
def test_pypdf_is_used_unless_another_extractor_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(make_pdf([PLACED]))
    files = [file] * 12

    def extractors(**options: object) -> set[str | None]:
        results = parse_many(files, workers=1, **options)  # type: ignore[arg-type]
        return {regulation.source.extractor for _, regulation in results}  # type: ignore[union-attr]

    assert extractors() == {None}
    assert extractors(extractor="pdfium") == {"pdfium"}


def test_missing_extractor_is_an_error_before_any_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    pdf.require_installed("pypdf")
    with pytest.raises(ExtractorMissingError, match=r"regsearch\[pdfium\]"):
        pdf.require_installed("pdfium")
    with pytest.raises(ExtractorMissingError, match=r"regsearch\[pdfium\]"):
        next(parse_many(["a.pdf"], extractor="pdfium"))


@needs_pdfium
def test_corpus_reads_a_file_with_the_extractor_it_was_added_with(tmp_path: Path) -> None:
    store = Store(tmp_path)
    content = make_pdf([PLACED])
    store.add("pp-1-2030", content, original="a.pdf", suffix=".pdf", extractor="pdfium")
    entry = store.get("pp-1-2030")
    assert entry is not None
    assert entry.extractor == "pdfium"
    assert store.load(entry).source.extractor == "pdfium"
