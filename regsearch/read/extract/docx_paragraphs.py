"""The paragraphs of a DOCX file as they stand, and comments at places in them.

Unlike :mod:`regsearch.read.extract.docx`, which makes lines of a regulation, this keeps where each
paragraph stands, so that a comment can be set at a character of it.
"""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from regsearch.model.draft import Paragraph
from regsearch.read.extract.docx_file import (
    FALLBACK,
    W,
    check_unpacked,
    damage_told,
    load_docx,
    parse_part,
)
from regsearch.read.extract.lines import plain_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_UNPACKED = 200_000_000
"""Size in bytes of all parts of the file, unpacked."""

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
"""The parts of notes, by the end of the relation's type, and the element of a note in each."""
_AUTHOR, _INITIALS = "regsearch periksa", "RS"


class Comment(NamedTuple):
    """A comment at characters of a paragraph."""

    paragraph: int
    """Index of the paragraph among those that :func:`read_paragraphs` returns."""
    start: int
    end: int
    text: str


class _Place(NamedTuple):
    """A paragraph of the file."""

    element: Any
    """Its element."""
    paragraph: Paragraph
    anchor: Any
    """The element in the body at which a comment on it is set: a note has its reference."""


def read_paragraphs(content: bytes, name: str) -> list[Paragraph]:
    """Return the paragraphs of a DOCX file that have text: body, tables, then notes.

    Raises:
        ExtractorMissingError: python-docx is not installed.
        TooLargeError: it unpacks to more than :data:`MAX_UNPACKED` bytes.
        UnreadableError: it is damaged.

    """
    document = _open(content, name)
    with damage_told(name):
        return [place.paragraph for place in _places(document)]


def with_comments(content: bytes, name: str, comments: Sequence[Comment]) -> bytes:
    """Return the DOCX file with *comments* set in it; nothing else of it changes.

    Raises:
        ExtractorMissingError: python-docx is not installed.
        TooLargeError: as :func:`read_paragraphs`.
        UnreadableError: it is damaged.

    """
    document = _open(content, name)
    with damage_told(name):
        places = list(_places(document))
        for comment in comments:
            _set(document, places[comment.paragraph], comment)
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def _open(content: bytes, name: str) -> Any:
    docx = load_docx(name)
    with damage_told(name):
        check_unpacked(content, name, MAX_UNPACKED)
        return docx.Document(BytesIO(content))


# --- the paragraphs -----------------------------------------------------------------------------


def _places(document: Any) -> Iterator[_Place]:
    counts = {"paragraf": 0, "tabel": 0}
    yield from _blocks(document.element.body, counts)
    yield from _note_places(document)


def _blocks(parent: Any, counts: dict[str, int]) -> Iterator[_Place]:
    for child in parent:
        if child.tag == f"{W}p":
            if text := _text(child):
                counts["paragraf"] += 1
                yield _Place(child, Paragraph(text, number=counts["paragraf"]), child)
            yield from _boxes(child, counts)
        elif child.tag == f"{W}tbl":
            counts["tabel"] += 1
            yield from _table(child, counts["tabel"], counts)
        elif child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _blocks(content, counts)


def _boxes(paragraph: Any, counts: dict[str, int]) -> Iterator[_Place]:
    """Yield what stands in the text boxes of *paragraph*; Word allows no comments in them."""
    for box in paragraph.iterdescendants(f"{W}txbxContent"):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            for inner in box.iterchildren(f"{W}p"):
                if text := _text(inner):
                    counts["paragraf"] += 1
                    yield _Place(inner, Paragraph(text, number=counts["paragraf"]), paragraph)


def _table(table: Any, number: int, counts: dict[str, int]) -> Iterator[_Place]:
    for row, cells in enumerate(table.iterchildren(f"{W}tr"), 1):
        for column, cell in enumerate(cells.iterchildren(f"{W}tc"), 1):
            for place in _blocks(cell, counts):
                own = place.paragraph
                if own.kind != "tabel":  # else it is in a table inside this one
                    own = Paragraph(own.text, "tabel", number, row=row, column=column)
                yield place._replace(paragraph=own)


def _note_places(document: Any) -> Iterator[_Place]:
    for relation in document.part.rels.values():
        kind = _NOTES.get(relation.reltype.rpartition("/")[2])
        if kind is None or relation.is_external:
            continue
        references = {
            reference.get(f"{W}id"): reference
            for reference in document.element.body.iter(f"{W}{kind}Reference")
        }
        order = {key: number for number, key in enumerate(references, 1)}
        for note in parse_part(relation.target_part.blob).iterchildren(f"{W}{kind}"):
            key = note.get(f"{W}id")
            if key not in references:
                continue
            anchor = next(references[key].iterancestors(f"{W}p"))
            for element in note.iter(f"{W}p"):
                if text := _text(element):
                    paragraph = Paragraph(text, "catatan_kaki", order[key])
                    yield _Place(element, paragraph, anchor)


def _runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of *paragraph* that are read: not those of text boxes or of moved text."""
    for run in paragraph.iterdescendants(f"{W}r"):
        for above in run.iterancestors():
            if above is paragraph:
                yield run
                break
            if above.tag in (f"{W}p", f"{W}moveFrom", f"{W}del"):
                break


def _said(piece: Any) -> str:
    """Return the characters of one child of a run."""
    if piece.tag == f"{W}t":
        return plain_characters(piece.text or "")
    if piece.tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if piece.tag in (f"{W}br", f"{W}cr"):
        return "\n"
    return "-" if piece.tag == f"{W}noBreakHyphen" else ""


def _text(paragraph: Any) -> str:
    text = "".join(_said(piece) for run in _runs(paragraph) for piece in run)
    return text if text.strip() else ""


# --- comments -----------------------------------------------------------------------------------


def _set(document: Any, place: _Place, comment: Comment) -> None:
    from docx.text.run import Run

    if place.anchor is place.element:
        chosen = _cut_out(place.element, comment.start, comment.end)
    else:
        chosen = []
    chosen = chosen or list(_runs(place.anchor))
    if not chosen:
        return
    ends = [Run(run, document) for run in (chosen[0], chosen[-1])]
    document.add_comment(ends, text=comment.text, author=_AUTHOR, initials=_INITIALS)


def _cut_out(paragraph: Any, start: int, end: int) -> list[Any]:
    """Return the runs of the characters from *start* to *end*, split so that they are no more."""
    chosen, position = [], 0
    for run in list(_runs(paragraph)):
        length = sum(len(_said(piece)) for piece in run)
        first, last = max(start - position, 0), min(end - position, length)
        position += length
        if first < last:
            if last < length:
                _split(run, last)
            chosen.append(_split(run, first) if first else run)
    return chosen


def _split(run: Any, offset: int) -> Any:
    """Split *run* after *offset* of its characters; return the new run, with those behind."""
    other = deepcopy(run)
    run.addnext(other)
    pieces = [piece for piece in run if piece.tag != f"{W}rPr"]
    copies = [piece for piece in other if piece.tag != f"{W}rPr"]
    for piece, copy in zip(pieces, copies, strict=True):
        length = len(_said(piece))
        if length <= offset:
            other.remove(copy)
        elif offset <= 0:
            run.remove(piece)
        else:
            at = _raw_offset(piece.text, offset)
            piece.text, copy.text = piece.text[:at], piece.text[at:]
            for half in (piece, copy):
                half.set(_XML_SPACE, "preserve")
        offset -= length
    return other


def _raw_offset(text: str, offset: int) -> int:
    """Return how many characters of *text* make *offset* of those that are read."""
    count = 0
    for index, character in enumerate(text):
        if count == offset:
            return index
        count += len(plain_characters(character))
    return len(text)
