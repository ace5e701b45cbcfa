"""Linking document by document gives the same as linking the whole corpus."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regsearch.encoding import from_line, to_line
from regsearch.law import references
from regsearch.law.catalog.load import Catalog
from regsearch.law.links import Links, links_of
from regsearch.law.passages import link, passages_of
from regsearch.law.references import Corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

TEXTS = {
    "uu-1-2019": {
        "pasal-4": "Pegawai dilarang berjudi sebagaimana diatur dalam PP 1/2020.",
        "pasal-5": "Pegawai yang melanggar Pasal 4 diberhentikan tidak dengan hormat.",
    },
    "pp-1-2020": {
        "pasal-8": "",
        "pasal-8/ayat-2": "Hukuman disiplin berat berupa:",
        "pasal-8/ayat-2/huruf-a": "penurunan jabatan; atau",
        "pasal-8/ayat-2/huruf-b": "pemberhentian.",
        "pasal-9": "Hukuman disiplin berat dijatuhkan kepada pegawai yang melanggar larangan "
        "sebagaimana dimaksud dalam Pasal 4 Undang-Undang Nomor 1 Tahun 2019.",
    },
    "pp-2-2021": {"pasal-1": "Pasal 9 Peraturan Pemerintah Nomor 1 Tahun 2020 tetap berlaku."},
}


def test_norm_gets_links_of_other_documents(make_corpus: Callable[..., Corpus]) -> None:
    passages = {p.citation: p for p in link(make_corpus(TEXTS))}
    norm = passages["UU 1/2019 Pasal 4"]
    assert [s.level for s in norm.sanctions] == ["ptdh", "berat"]
    assert norm.sanctions[1].penalties == ("penurunan jabatan", "pemberhentian")
    assert {(r.relation, r.citation) for r in norm.related} >= {
        ("diacu_oleh", "PP 1/2020 Pasal 9"),
        ("mengacu", "PP 1/2020"),
    }


def test_linking_order_and_cache_size_do_not_matter(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(link(make_corpus(TEXTS)))
    monkeypatch.setattr(references, "_MOST_OPEN", 1)
    corpus = make_corpus(TEXTS)
    links_by_source = {document: links_of(corpus, document) for document in reversed(TEXTS)}
    about = defaultdict(list)
    for document in TEXTS:
        for target, links in links_by_source[document].by_document().items():
            about[target].append(from_line(Links, to_line(links)))
    apart = [p for document in TEXTS for p in passages_of(corpus, document, about[document])]
    assert apart == whole


def test_corpus_without_other_document_lacks_its_sanctions(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus(TEXTS)
    alone = Corpus(
        {"uu-1-2019": corpus.regulations["uu-1-2019"]},
        Catalog({"uu-1-2019": corpus.catalog["uu-1-2019"]}),
    )
    assert [
        s.level for p in link(alone) for s in p.sanctions if p.locator == (("pasal", "4"),)
    ] == ["ptdh"]
