"""The tools: what each asks for, what it returns, and what an assistant is told of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regsearch
from regsearch.data import path, table
from regsearch.errors import UsageError
from regsearch.mcp_server import arguments, cautions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from regsearch.mcp_server.cautions import Value

INSTRUCTIONS = """\
regsearch mencari peraturan Indonesia tentang kepegawaian ASN, disiplin, netralitas, dan \
pemilihan, dan menjawab dengan pasal dan sanksi yang tepat. Kutipan yang salah dapat merugikan \
karier orang:
- Sebut hanya pasal dan sanksi yang ada dalam hasil alat ini; jangan dari ingatan.
- Salin `citation` apa adanya, beserta `basis` setiap sanksi. `context` dan `related` bukan jawaban.
- Baca `cautions` lebih dahulu; sampaikan yang menyangkut jawaban Anda.
- Hukum bergantung pada hari: isi `per` dengan hari PERBUATAN, bukan hari ini, dan tanyakan bila \
tidak disebut.
- Sanksi bergantung pada pelaku dan tahap (sebelum/sesudah calon ditetapkan): tanyakan, atau \
sebutkan semua keadaan dalam `summary`.
- `cari` untuk menemukan, `pasal` untuk membaca utuh sebelum mengutip, `riwayat` untuk versi lama, \
`korpus` untuk apa yang ada. Ini bukan nasihat hukum.\
"""

MAX_ANSWERS = 20
MAX_ROWS = 200
"""Documents that ``korpus`` lists at the most; the rest is counted."""

_DAY = arguments.day("Hukum yang berlaku pada hari itu (hari perbuatan); bawaan: hari ini.")


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


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool."""

    name: str
    title: str
    description: str
    input_schema: arguments.Schema
    output: str
    """Name of the JSON Schema of its result."""
    answer: Callable[[Request], tuple[Value, str]]
    """Gives the result as JSON values and as Markdown, the cautions first."""

    def call(self, given: dict[str, Any], index: str | None) -> tuple[Value, str]:
        """Answer a call.

        Raises:
            RegsearchError: the arguments are wrong, or there is no answer.

        """
        arguments.check(given, self.input_schema)
        return self.answer(Request(given, index))

    @property
    def output_schema(self) -> Value:
        """The schema of the command's JSON, and the cautions above it."""
        return _output_schema(self.output)


def _output_schema(name: str) -> Value:
    file = Path(path("schema")).with_name("schema") / f"{name}.json"
    schema: Value = json.loads(file.read_text("utf-8"))
    # Of a relative $id a validator would make an address.
    schema.pop("$id")
    schema["properties"] = {"cautions": cautions.SCHEMA} | schema["properties"]
    schema["required"] = ["cautions", *schema["required"]]
    if name == "documents":
        schema["properties"]["left_out"] = {
            "type": "integer",
            "description": "Banyaknya dokumen yang cocok tetapi tidak didaftar; persempit `kata`.",
        }
        schema["required"].append("left_out")
    return schema


def _warned(value: Value, found: list[Value], text: str) -> tuple[Value, str]:
    return {"cautions": found} | value, "\n".join([*cautions.lines(found), "", text])


def _search(request: Request) -> tuple[Value, str]:
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
    return _warned(value, cautions.of_reply(value), regsearch.to_markdown(reply))


def _look_up(request: Request) -> tuple[Value, str]:
    return provision(request.given["sitasi"], request.given.get("per"), request.index)


def provision(citation: str, as_of: str | None, index: str | None) -> tuple[Value, str]:
    """Return a whole provision as JSON values and as Markdown, the cautions first.

    Raises:
        RegsearchError: there is none.

    """
    with regsearch.open(index) as library:
        reply = library.lookup(citation, as_of=as_of)
    value = regsearch.to_dict(reply)
    return _warned(value, cautions.of_reply(value), regsearch.to_markdown(reply))


def _versions(request: Request) -> tuple[Value, str]:
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
    return _warned(value, cautions.of_history(value), regsearch.to_markdown(history))


def _documents(request: Request) -> tuple[Value, str]:
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
    return _warned(value, [*_of_rows(value)], "\n".join(map(_line, value["documents"])))


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


@cache
def tools() -> dict[str, Tool]:
    """Return the tools by name, in the order in which they are listed."""
    return {tool.name: tool for tool in (*_tools(),)}


def _tools() -> Iterator[Tool]:
    question = {
        "kueri": arguments.QUESTION,
        "per": _DAY,
        "subjek": {
            "type": "string",
            "enum": [*table("question")["called"]],
            "description": "Siapa pelakunya, bila diketahui.",
        },
        "tahap": {
            "type": "string",
            "enum": ["sebelum", "sesudah"],
            "description": "Perbuatan sebelum atau sesudah calon ditetapkan secara resmi.",
        },
        "jenis": {
            "type": "array",
            "maxItems": 20,
            "items": {"type": "string", "maxLength": 50},
            "description": "Batasi jenis peraturan: uu, pp, skb, se, perpres ...",
        },
        "batas": {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_ANSWERS,
            "description": "Banyaknya jawaban; bawaan 5.",
        },
    }
    yield Tool(
        "cari",
        "Cari pasal dan sanksi",
        "Menemukan pasal dan sanksi untuk suatu perbuatan atau pertanyaan (disiplin dan netralitas "
        "ASN, pemilihan, kepegawaian). `summary` ialah jawaban menurut keadaan: satu entri untuk "
        "setiap pelaku, tahap, atau syarat, dengan tingkat, hukuman, dan dasarnya. `answers` ialah "
        "ketentuannya, terbaik lebih dahulu. `outcome` not_found: tidak ada jawabannya; jangan "
        "menjawab dari ingatan. not_covered: orang itu tidak diatur oleh aturan ASN.",
        arguments.schema(question, ("kueri",)),
        "reply",
        _search,
    )
    yield Tool(
        "pasal",
        "Baca satu ketentuan",
        "Membaca satu pasal, ayat, huruf, angka, atau butir lampiran menurut sitasinya, utuh "
        "beserta isinya (`children`), penjelasan, sanksi, dan statusnya. Pakai sebelum mengutip, "
        "dan untuk memeriksa apakah suatu pasal ada. Sitasi yang tidak ada dijawab galat yang "
        "menyebut tetangganya: jangan memilih tetangga itu tanpa memeriksanya.",
        arguments.schema({"sitasi": arguments.CITATION, "per": _DAY}, ("sitasi",)),
        "reply",
        _look_up,
    )
    compared = arguments.day("Hari kedua yang dibandingkan dengan `per`.")
    first = arguments.day(
        "Hari yang statusnya ditunjukkan; bersama `dengan`: hari pertama yang dibandingkan."
    )
    yield Tool(
        "riwayat",
        "Versi suatu ketentuan dari waktu ke waktu",
        "Menunjukkan semua versi suatu ketentuan: sejak dan sampai kapan, oleh peraturan apa "
        "diubah atau dicabut, dan kata yang berubah. Pakai untuk perbuatan pada masa lalu.",
        arguments.schema(
            {"sitasi": arguments.CITATION, "per": first, "dengan": compared}, ("sitasi",)
        ),
        "history",
        _versions,
    )
    words = {
        "type": "string",
        "maxLength": 200,
        "description": "Kata-kata dalam id atau judul, misalnya 'netralitas', 'pp 2021'.",
    }
    yield Tool(
        "korpus",
        "Dokumen yang ada",
        "Mendaftar peraturan yang diketahui: id, judul, status pada suatu hari, naskahnya resmi "
        "atau ringkasan, dan cara verifikasinya. Peraturan yang tidak terdaftar tidak diketahui "
        "isinya.",
        arguments.schema({"per": _DAY, "kata": words}),
        "documents",
        _documents,
    )
