"""Faults of text layers: missing, gibberish, torn, or none."""

from __future__ import annotations

from regsearch.read.extract.lines import Line, Page
from regsearch.read.extract.text_layer import faults

SOUND = "Pegawai yang melanggar ketentuan sebagaimana dimaksud dalam Pasal ini dikenai sanksi"
TORN = "P e g a w ai y a n g m e la n g g a r k e te n tu a n d ik e n a i s a n k s i"


def page(number: int, text: str, *, lines: int = 8, pictured: bool = False) -> Page:
    return Page(number, tuple(Line(text, number) for _ in range(lines)), pictured=pictured)


def test_sound_pages_have_no_fault() -> None:
    assert faults([page(1, SOUND), page(2, SOUND)]) == {}


def test_page_without_text_and_stamped_scan_are_missing() -> None:
    pages = [page(1, SOUND), Page(2, ()), page(3, "2022, No.143 -19-", lines=1, pictured=True)]
    assert faults(pages) == {2: "missing", 3: "missing"}


def test_short_last_page_is_not_missing() -> None:
    assert faults([page(1, SOUND), page(2, "ttd", lines=1)]) == {}


def test_font_without_unicode_map_is_gibberish() -> None:
    assert faults([page(1, "\x01\x02 #$ !)* \x08 3;", lines=40)]) == {1: "gibberish"}
    assert faults([page(1, "xqrt zzkv wvrtu ppqlm lkjmn hgfrt dsqwe wrtzx")]) == {1: "gibberish"}


def test_page_of_single_letters_is_torn() -> None:
    assert faults([page(1, SOUND), page(2, TORN), page(3, SOUND)]) == {2: "torn"}


def test_layer_torn_on_most_pages_is_torn_on_all() -> None:
    assert set(faults([page(1, TORN), page(2, SOUND, lines=1), page(3, TORN)])) == {1, 2, 3}


def test_form_with_dots_is_not_gibberish() -> None:
    form = [page(1, SOUND), page(2, "Nama .................... NIP ....................")]
    assert faults(form) == {}
