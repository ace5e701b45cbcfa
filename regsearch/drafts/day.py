"""The day that a draft is about: that of the act, or its own date."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from regsearch.drafts.blocks import sentences
from regsearch.text.dates import dates_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from regsearch.drafts.blocks import Block

_ACT = re.compile(
    r"(?i)\b(?:melakukan|dilakukan|perbuatan|pelanggaran|(?:me|di)langgar|kejadian|peristiwa|terjadi|tidak masuk"
    r"|mangkir|tidak hadir|meninggalkan tugas|(?:meng)?unggah\w*|mem?posting|membagikan|menyukai"
    r"|menghadiri|hadir dalam|mengikuti|ikut serta|berfoto|foto bersama|deklarasi|kampanye"
    r"|menerima|meminta|memukul|menganiaya|menyalahgunakan|membuat|menyebarkan|mendukung"
    r"|tanpa keterangan|tertangkap|ditangkap|memberikan|mengarahkan|menginstruksikan)\b"
)
_ACTS = re.compile(
    r"(?i)^[\s,]*(?:\([^)]*\)\s*)?(?:(?:pukul|sekira|sekitar|jam|bertempat|di)\b[^,;.]{0,60},?\s*)?"
    r"(?:(?:terlapor|terperiksa|saudara|yang bersangkutan|ia|pegawai)\b[^,;.]{0,40})?"
    r"(?:telah|sudah|terbukti|diduga|kedapatan|tidak)\s+\w+"
)
"""Behind a date: what somebody has done on it."""
_PAPER = re.compile(
    r"(?i)\b(?:surat|nota|laporan|berita acara|keputusan|putusan|nomor|no\.|perintah|undangan|sk"
    r"|disposisi|memo|rekomendasi|panggilan|lahir|tmt|terhitung mulai|diundangkan|ditetapkan"
    r"|disahkan|mulai berlaku|dicabut|diangkat|diterima|ditandatangani|tembusan|menghadap|diperiksa"
    r"|pemeriksaan|dipanggil|agenda|register|lembaran negara)\b"
)
"""What has a date of its own that is not the act's."""
_OWN = re.compile(
    r"(?i)\b(?:ditetapkan|dibuat|ditandatangani|dikeluarkan|disahkan)\s+di\b|^\W*pada\s+tanggal\b"
    r"|^\W*tanggal\s*:|^[A-Z][\w .-]{2,40},\s*(?:tanggal\s+)?\d{1,2}\s+[A-Za-z]+\s+\d{4}\s*$"
)
_REACH = 110
"""Characters between an act and its date, at the most."""
_WORDS = 9
"""Words that are quoted to show a date."""
_TAIL = 12
"""Last blocks of a draft among which its own date stands, and first ones."""


class FoundDay(NamedTuple):
    """A day that the draft names."""

    day: date
    text: str
    """The words that name it, with some before them."""
    block: Block
    start: int


def day_of_act(blocks: Sequence[Block], today: date) -> FoundDay | None:
    """Return the last day of the act that the draft is about, or None if it names none."""
    found = [f for block in blocks for f in _acts(block, today)]
    if not found:
        return None
    # An act is told more than once; other events once.
    counts = Counter(f.day for f in found)
    most = max(counts.values())
    return max((f for f in found if counts[f.day] == most), key=lambda f: (f.day, -f.block.index))


def _acts(block: Block, today: date) -> Iterator[FoundDay]:
    for start, end in sentences(block.text):
        sentence = block.text[start:end]
        acts = [m.span() for m in _ACT.finditer(sentence)]
        for _, day, first, last in dates_in(sentence):
            before = sentence[max(0, first - _REACH) : first]
            near = any(
                first - _REACH <= a[1] <= first or last <= a[0] <= last + _REACH // 2 for a in acts
            )
            if done := _ACTS.match(sentence[last : last + 2 * _REACH]):
                near = near or not _PAPER.search(done.group())
            if day <= today and near and not _PAPER.search(_clause(before)):
                words = sentence[max(0, last - 2 * _REACH) : last].split()[-_WORDS:]
                yield FoundDay(day, " ".join(words), block, start + first)


def _clause(before: str) -> str:
    """Return the words that a date belongs to: those after the last comma, the day's name aside."""
    text = re.sub(
        r"(?i)[\s,(]*\b(?:pada|hari|senin|selasa|rabu|kamis|jumat|sabtu|minggu|tanggal|tgl"
        r"|sejak|mulai|sampai|dengan|s\.d\.?)\b[\s,]*$",
        " ",
        before,
    )
    return re.split(r"[,;]", text)[-1][-60:]


def own_date(blocks: Sequence[Block], today: date) -> FoundDay | None:
    """Return the date of the draft itself, or None if it has none that is over."""
    edges = [*blocks[-_TAIL:][::-1], *blocks[:_TAIL]]
    for block in edges:
        for match in _OWN.finditer(block.text):
            piece = block.text[match.start() : match.end() + 90]
            for first_day, day, first, last in dates_in(piece):
                if first_day == day <= today:
                    return FoundDay(day, piece[:last].strip(), block, match.start() + first)
    return None
