"""An evidence card as a Word document, by python-docx (``regsearch[docx]``)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Pt

from regsearch.show.evidence import DIGEST, card, is_digest
from regsearch.show.visible import visible

if TYPE_CHECKING:
    from docx.document import Document as DocumentType

    from regsearch.index.manifest import Manifest
    from regsearch.model import Reply
    from regsearch.show.evidence import Block

_STYLES = {"title": "Title", "heading": "Heading 2", "quote": "Intense Quote", "text": "Normal"}
_BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
_POINTS = 10.5
_TITLE = 255
"""Characters that a property of a document may have."""


def reply(value: Reply, manifest: Manifest | None = None) -> bytes:
    """Return the card of *value* as the bytes of a DOCX file.

    Where its words are a digest, every page says so in its header and the day in its footer.
    """
    document = Document()
    title = visible(value.query.text)
    document.styles["Normal"].font.size = Pt(_POINTS)
    section = document.sections[0]
    if is_digest(value):
        section.header.paragraphs[0].text = DIGEST
    section.footer.paragraphs[
        0
    ].text = f"{title} - hukum per {value.query.as_of.isoformat()} - regsearch"
    for block in card(value, manifest):
        _add(document, block)
    # Else Word shows the day on which python-docx made its template.
    document.core_properties.title = title[:_TITLE]
    document.core_properties.author = "regsearch"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: DocumentType, block: Block) -> None:
    if block.kind in {"item", "unit"}:
        style = _BULLETS[min(block.level, len(_BULLETS) - 1)]
    else:
        style = _STYLES.get(block.kind, "Normal")
    paragraph = document.add_paragraph(style=style)
    if block.strong:
        paragraph.add_run(f"{visible(block.strong)} ").bold = True
    run = paragraph.add_run(visible(block.text))
    run.italic = block.kind == "marks"
