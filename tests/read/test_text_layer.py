"""What a text layer is worth: missing, stamped, gibberish, torn, or sound."""

from __future__ import annotations

from regsearch.read.extract.lines import Line, Page
from regsearch.read.extract.text_layer import faults

SOUND = "Pegawai yang melanggar ketentuan sebagaimana dimaksud dalam Pasal ini dikenai sanksi"
TORN = "P e g a w ai y a n g m e la n g g a r k e te n tu a n d ik e n a i s a n k s i"


def page(number: int, text: str, *, lines: int = 8, pictured: bool = False) -> Page:
    return Page(number, tuple(Line(text, number) for _ in range(lines)), pictured=pictured)


def test_sound_pages_have_no_fault() -> None:
    assert faults([page(1, SOUND), page(2, SOUND)]) == {}


def test_a_page_without_text_and_a_scan_with_a_stamp() -> None:
    pages = [page(1, SOUND), Page(2, ()), page(3, "2022, No.143 -19-", lines=1, pictured=True)]
    assert faults(pages) == {2: "missing", 3: "missing"}


def test_a_short_last_page_is_no_scan() -> None:
    assert faults([page(1, SOUND), page(2, "ttd", lines=1)]) == {}


def test_a_font_without_a_map() -> None:
    assert faults([page(1, "\x01\x02 #$ !)* \x08 3;", lines=40)]) == {1: "gibberish"}
    assert faults([page(1, "xqrt zzkv wvrtu ppqlm lkjmn hgfrt dsqwe wrtzx")]) == {1: "gibberish"}


def test_a_torn_page() -> None:
    assert faults([page(1, SOUND), page(2, TORN), page(3, SOUND)]) == {2: "torn"}


def test_a_layer_that_is_torn_on_most_pages_counts_for_none() -> None:
    assert set(faults([page(1, TORN), page(2, SOUND, lines=1), page(3, TORN)])) == {1, 2, 3}


def test_a_chart_or_a_form_to_fill_in_is_not_gibberish() -> None:
    form = [page(1, SOUND), page(2, "Nama .................... NIP ....................")]
    assert faults(form) == {}
