"""Replies as text and Markdown, from values made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from regsearch.model import (
    Answer,
    Basis,
    Note,
    ParsedQuery,
    Related,
    Reply,
    Sanction,
    parse_address,
)
from regsearch.show import markdown, terminal

BASIS = Basis("pp-1-2020", "PP 1/2020 Pasal 9", parse_address("pasal-9"))
ANSWER = Answer(
    rank=1,
    score=1.0,
    document="pp-1-2020",
    citation="PP 1/2020 Pasal 5 huruf a",
    locator=parse_address("pasal-5/huruf-a"),
    text="menyebarkan foto calon;",
    text_kind="ringkasan",
    verification="sekunder",
    modality="larangan",
    status="berlaku",
    context=("Pegawai dilarang:",),
    page=7,
)
FULL = replace(
    ANSWER,
    condition="calon sudah ditetapkan",
    penjelasan="Foto ialah gambar.",
    notes=(Note("Sumber berbeda.", "pasal-5"),),
    status_note="Hanya mengikat kantor itu.",
    sanctions=(
        Sanction("berat", ("turun jabatan", "diberhentikan"), (BASIS,), "apabila diulangi", "Uji."),
    ),
    related=(Related("PP 2/2021", "dicabut_oleh", "pp-2-2021"),),
)


def shown(answer: Answer, width: int = 100) -> str:
    return "\n".join(terminal.provision(answer, width=width, number=answer.rank))


def reply(*answers: Answer, message: str | None = None) -> Reply:
    return Reply(ParsedQuery("foto", date(2024, 1, 30)), "found", answers, message)


def test_terminal_shows_all_parts_of_an_answer() -> None:
    text = " ".join(shown(FULL).split())
    for words in (
        *("PP 1/2020 Pasal 5 huruf a", "berlaku", "ringkasan", "sekunder", "hlm. 7"),
        *("Pegawai dilarang:", "menyebarkan foto calon;", "Foto ialah gambar."),
        *("calon sudah ditetapkan", "BERAT", "turun jabatan; atau diberhentikan"),
        *("bila diulangi", "PP 1/2020 Pasal 9", "Uji.", "Sumber berbeda."),
        *("Hanya mengikat kantor itu.", "dicabut oleh PP 2/2021"),
    ):
        assert words in text


def test_markdown_shows_all_parts_of_an_answer() -> None:
    text = " ".join(" ".join(markdown.reply(reply(FULL))).split())
    for words in (
        *("## PP 1/2020 Pasal 5 huruf a", "berlaku", "ringkasan", "sumber sekunder"),
        *("> menyebarkan foto calon;", "calon sudah ditetapkan", "BERAT", "- turun jabatan"),
        *("apabila diulangi", "Dasar: PP 1/2020 Pasal 9", "Sumber berbeda.", "2024-01-30"),
    ):
        assert words in text


def test_missing_sanction_is_called_unlinked() -> None:
    assert terminal.NO_SANCTION in shown(ANSWER)
    assert terminal.NO_SANCTION not in shown(FULL)
    assert terminal.NO_SANCTION not in shown(replace(ANSWER, modality="definisi"))
    assert terminal.NO_SANCTION in "\n".join(markdown.reply(reply(ANSWER)))


@pytest.mark.parametrize(
    ("status", "words"),
    [("dicabut", "SUDAH DICABUT"), ("diubah", "SUDAH DIUBAH"), ("belum_berlaku", "BELUM BERLAKU")],
)
def test_status_other_than_in_force_is_in_the_first_line(status: str, words: str) -> None:
    outdated = replace(ANSWER, status=status)  # type: ignore[arg-type]
    assert words in shown(outdated).splitlines()[0]
    assert words in "\n".join(markdown.reply(reply(outdated)))


def test_every_level_and_status_has_a_label() -> None:
    from typing import get_args

    from regsearch.model import Level, Status

    assert set(terminal.LEVELS) == set(get_args(Level))
    assert set(terminal.STATUSES) == {None, *get_args(Status)}


def test_penalties_of_a_ladder_are_a_sequence() -> None:
    ladder = Sanction("bertingkat", ("teguran", "pemberhentian"), (BASIS,))
    text = shown(replace(ANSWER, sanctions=(ladder,)))
    assert "teguran; kemudian pemberhentian" in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_are_wrapped_to_the_width(width: int) -> None:
    long = replace(FULL, text="kata " * 100, penjelasan="jelas " * 50)
    assert all(len(line) <= width for line in shown(long, width).splitlines()[1:])


def test_styles_change_no_character() -> None:
    def mark(text: str, look: str) -> str:
        return f"<{look}>{text}</>" if look else text

    styled = "\n".join(terminal.reply(reply(FULL, message="Catatan."), mark))
    plain = "\n".join(terminal.reply(reply(FULL, message="Catatan.")))
    for look in ("citation", "good", "bad", "note", "dim", "match"):
        styled = styled.replace(f"<{look}>", "")
    assert styled.replace("</>", "") == plain


def test_message_precedes_the_answers() -> None:
    lines = list(terminal.reply(reply(ANSWER, message="Tidak berlaku bagi TNI.")))
    assert lines[0] == "Tidak berlaku bagi TNI."
    assert lines.index("Tidak berlaku bagi TNI.") < next(
        number for number, line in enumerate(lines) if ANSWER.citation in line
    )
