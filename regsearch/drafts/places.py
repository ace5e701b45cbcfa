"""Where a citation stands in a draft, as a reader finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regsearch.model.draft import Place

if TYPE_CHECKING:
    from regsearch.drafts.blocks import Block
    from regsearch.model.draft import Draft, Paragraph


def place_of(draft: Draft, block: Block, start: int, end: int) -> Place:
    """Return the place of what stands from *start* to *end* in *block*."""
    paragraph, offset = block.locate(start)
    return Place(
        paragraph, offset, offset + end - start, label_of(draft.paragraphs[paragraph], offset)
    )


def label_of(paragraph: Paragraph, offset: int) -> str:
    """Return where a character of *paragraph* stands, in Indonesian."""
    if paragraph.kind == "baris":
        line = paragraph.number + sum(begins <= offset for begins in paragraph.lines)
        where = f"baris {line}"
    elif paragraph.kind == "tabel":
        where = f"tabel {paragraph.number}"
        if paragraph.row is not None:
            where += f", baris {paragraph.row}, kolom {paragraph.column}"
    elif paragraph.kind == "catatan_kaki":
        where = f"catatan kaki {paragraph.number}"
    else:
        where = f"paragraf {paragraph.number}"
    return f"halaman {paragraph.page}, {where}" if paragraph.page else where
