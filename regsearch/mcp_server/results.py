"""The results of the tools: the JSON of the command line and Markdown, under their cautions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import regsearch
from regsearch.errors import UsageError
from regsearch.mcp_server import cautions
from regsearch.show.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regsearch.mcp_server.cautions import Value

MAX_ROWS = 200
"""Documents that ``korpus`` lists at the most; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Request:
    """A call of a tool: its arguments, checked, and the index to ask."""

    given: dict[str, Any]
    index: str | None
    """Folder or address of the index; None for the usual one."""

    def library(self) -> regsearch.Library:
        """Open the index.

        For each call anew: a server runs for weeks, and an index that was installed meanwhile is
        the law.
        """
        return regsearch.open(self.index)


def search(request: Request) -> tuple[Value, str]:
    """Answer a call of ``cari``."""
    given = request.given
    with request.library() as library:
        reply = library.ask(
            given["kueri"],
            as_of=given.get("per"),
            limit=given.get("batas", 5),
            subject=given.get("subjek"),
            stage=given.get("tahap"),
            kinds=given.get("jenis", ()),
        )
    value = regsearch.to_dict(reply)
    found = cautions.of_reply(value)
    today = value["as_of"] == date.today().isoformat()
    if reply.answers and today and "per" not in given:
        message = f"Hari perbuatan tidak disebut, jadi ini hukum HARI INI ({value['as_of']}). " + (
            "Tanyakan kapan perbuatannya, lalu isi `per`."
        )
        found.insert(0, {"code": "hari_ini", "message": message, "citations": []})
    return _with_cautions(value, found, regsearch.to_markdown(reply))


def look_up(request: Request) -> tuple[Value, str]:
    """Answer a call of ``pasal``."""
    return provision(request.given["sitasi"], request.given.get("per"), request.index)


def provision(citation: str, as_of: str | None, index: str | None) -> tuple[Value, str]:
    """Return a whole provision as JSON values and as Markdown, the cautions first.

    Raises:
        RegsearchError: there is none.

    """
    with regsearch.open(index) as library:
        reply = library.lookup(citation, as_of=as_of)
    value = regsearch.to_dict(reply)
    return _with_cautions(value, cautions.of_reply(value), regsearch.to_markdown(reply))


def versions(request: Request) -> tuple[Value, str]:
    """Answer a call of ``riwayat``."""
    given = request.given
    first, second = given.get("per"), given.get("dengan")
    if second and not first:
        raise UsageError("dengan memerlukan per: hari pertama yang dibandingkan.")
    between = (first, second) if first and second else None
    with request.library() as library:
        history = library.history(
            given["sitasi"], as_of=None if between else first, between=between
        )
    value = regsearch.to_dict(history)
    return _with_cautions(value, cautions.of_history(value), regsearch.to_markdown(history))


def check(request: Request) -> tuple[Value, str]:
    """Answer a call of ``periksa``."""
    given = request.given
    with request.library() as library:
        checked = regsearch.check_text(given["teks"], library=library, as_of=given.get("per"))
    value = regsearch.to_dict(checked)
    return _with_cautions(value, cautions.of_checked(value), regsearch.to_markdown(checked))


def documents(request: Request) -> tuple[Value, str]:
    """Answer a call of ``korpus``."""
    given = request.given
    return document_list(request.index, given.get("per"), given.get("kata", ""))


def document_list(
    index: str | None, as_of: str | None = None, words: str = ""
) -> tuple[Value, str]:
    """Return the documents that have all *words* in their id or title, as JSON and Markdown.

    Raises:
        RegsearchError: the catalogue or the index cannot be read.

    """
    value = regsearch.to_dict(regsearch.documents(index, as_of=as_of))
    wanted = words.casefold().split()
    rows = [
        row
        for row in value["documents"]
        if all(word in f"{row['document']} {row['title']}".casefold() for word in wanted)
    ]
    value |= {"documents": rows[:MAX_ROWS], "left_out": len(rows[MAX_ROWS:])}
    return _with_cautions(value, [*_of_rows(value)], "\n".join(map(_line, value["documents"])))


def _of_rows(value: Value) -> Iterator[Value]:
    def caution(code: str, message: str, named: list[str]) -> Iterator[Value]:
        if named:
            yield {"code": code, "message": message, "citations": named}

    rows = value["documents"]
    ended = [row["document"] for row in rows if row["status"] != "berlaku"]
    message = f"Tidak berlaku per {value['as_of']}: jangan sebut sebagai hukum pada hari itu."
    yield from caution("tidak_berlaku", message, ended)
    second = [row["document"] for row in rows if row["verification"] == "sekunder"]
    yield from caution("sekunder", "Ringkasannya dari sumber sekunder, bukan dari naskah.", second)
    if not rows:
        message = "Tidak ada dokumen yang cocok di katalog; jangan menebak isinya dari ingatan."
        yield {"code": "tidak_ditemukan", "message": message, "citations": []}
    elif not any(row["text_kind"] == "resmi" for row in rows):
        message = "Semuanya ringkasan regsearch atau belum diindeks; tidak satu pun naskah resmi."
        yield {"code": "ringkasan", "message": message, "citations": []}


def _line(row: Value) -> str:
    kind = row["text_kind"] or "tidak diindeks"
    return (
        f"- {row['document']}: {row['title']} ({row['status']}; {kind}; {row['verification']}; "
        f"{row['passages']} ketentuan)"
    )


def _with_cautions(value: Value, found: list[Value], text: str) -> tuple[Value, str]:
    text = "\n".join([*cautions.lines(found), "", text])
    result: Value = shown({"cautions": found} | value)
    return result, visible(text)


def shown(value: Any) -> Any:
    """Return *value* with invisible characters in its texts escaped.

    A stranger's document could hide words for the assistant in them that its user never sees.

    >>> shown({"text": "aman\\u202e"})
    {'text': 'aman\\\\u202e'}
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    return [*map(shown, value)] if isinstance(value, list) else value
