"""The catalogue of the documents that the user added with his own particulars.

It is the ``katalog.toml`` of his corpus, in the form of the reviewed one (``corpus/README.md``), so
he may also edit it by hand; entries are appended and removed without touching the others.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from regsearch.corpus.assemble import CATALOG
from regsearch.errors import SourceError
from regsearch.files import reason_of, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from regsearch.corpus.particulars import Particulars

_HEADER = re.compile(r"^\[+\s*\"?(?P<id>[a-z0-9-]+)\"?\s*[\].]", re.MULTILINE)


def add_entry(folder: Path, particulars: Particulars, day: date, known: Collection[str]) -> None:
    """Append the entry of a document to the catalogue of the corpus at *folder*.

    Args:
        folder: of the user's corpus; it need not exist yet.
        particulars: of the document.
        day: on which it was added.
        known: ids of the documents of all catalogues; others are marked as absent from them.

    Raises:
        SourceError: the catalogue cannot be written.

    """
    text, entry = _read(folder), entry_text(particulars, day, known)
    _write(folder, f"{text.rstrip()}\n\n{entry}\n".lstrip())


def entry_text(particulars: Particulars, day: date, known: Collection[str]) -> str:
    """Return the entry of a document as TOML; the arguments are those of :func:`add_entry`."""
    return "\n".join(_entry(particulars, day, known))


def remove_entry(folder: Path, document: str) -> bool:
    """Remove the entry of *document*; return whether there was one.

    Raises:
        SourceError: the catalogue cannot be written.

    """
    text = _read(folder)
    headers = list(_HEADER.finditer(text))
    ends = [header.start() for header in headers[1:]] + [len(text)]
    blocks = [
        (header["id"], text[header.start() : end])
        for header, end in zip(headers, ends, strict=bool(headers))
    ]
    kept = [block for name, block in blocks if name != document]
    if len(kept) == len(blocks):
        return False
    _write(folder, text[: headers[0].start()] + "".join(kept))
    return True


def _entry(particulars: Particulars, day: date, known: Collection[str]) -> Iterator[str]:
    yield f"[{particulars.id}]"
    yield "user = true"
    yield f"kind = {_text(particulars.kind)}"
    yield f"numbers = {_texts(particulars.numbers)}"
    yield f"year = {particulars.year}"
    yield f"title = {_text(particulars.title)}"
    for key, value in (("issuer", particulars.issuer), ("region", particulars.region)):
        if value:
            yield f"{key} = {_text(value)}"
    for key, when in (("enacted", particulars.enacted), ("in_force", particulars.in_force)):
        if when:
            yield f"{key} = {when.isoformat()}"
    for key, values in (("aliases", particulars.aliases), ("subjects", particulars.subjects)):
        if values:
            yield f"{key} = {_texts(values)}"
    yield 'verification = "naskah"'
    yield f"verified = {_text(f'Ditambahkan pengguna pada {day.isoformat()}; belum ditinjau.')}"
    yield 'coverage = ["lengkap"]'
    for type_, others in (("mencabut", particulars.revokes), ("mengubah", particulars.amends)):
        for other in others:
            yield f"[[{particulars.id}.relations]]"
            yield f"type = {_text(type_)}"
            yield f"document = {_text(other)}"
            if other not in known:
                yield "outside = true"


def _text(value: str) -> str:
    """Return a TOML string; JSON's escapes are a part of TOML's."""
    return json.dumps(value.replace("\x7f", " "), ensure_ascii=False)


def _texts(values: Collection[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _read(folder: Path) -> str:
    path = folder / CATALOG
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} tidak dapat dibaca ({error}).") from error


def _write(folder: Path, text: str) -> None:
    path = folder / CATALOG
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode())
    except OSError as error:
        raise SourceError(f"{path} tidak dapat ditulis: {reason_of(error)}.") from error
