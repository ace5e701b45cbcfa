"""What an assistant must know before it cites a result, gathered at its top.

Everything here stands in the result too, at the provision that it is about; an assistant that reads
only the first lines, or copies only a text, would miss it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = dict[str, Any]
"""A JSON object of ``docs/contract.md``, or a part of one."""

SCHEMA: Value = {
    "type": "array",
    "description": "Baca dahulu, dan sampaikan yang menyangkut jawaban Anda kepada pemakai.",
    "items": {
        "type": "object",
        "properties": {
            "code": {"type": "string"},
            "message": {"type": "string"},
            "citations": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Ketentuan yang disangkutnya; kosong bila seluruh hasil.",
            },
        },
        "required": ["code", "message", "citations"],
    },
}

_OF_TEXT = {
    "ringkasan": "Bunyinya ringkasan regsearch, BUKAN naskah resmi: sebut sitasinya, jangan kutip "
    "kata-katanya dalam tanda kutip seolah-olah bunyi peraturan, dan sarankan memeriksa naskahnya.",
    "pengguna": "Dokumen ini ditambahkan pemakai dengan keterangannya sendiri; belum ditinjau.",
}
_SECONDARY = (
    "Isinya dari sumber SEKUNDER, bukan dari naskahnya: nomor butir, bunyi, dan sanksinya belum "
    "pasti. Katakan itu setiap kali menyebutnya."
)
_STATUS = {
    "dicabut": "SUDAH DICABUT pada hari hukumnya diminta: jangan sebut sebagai hukum yang berlaku. "
    "Versi yang menggantikannya: alat `riwayat`.",
    "belum_berlaku": "BELUM BERLAKU pada hari hukumnya diminta: jangan sebut sebagai hukum.",
    "diubah": "SUDAH DIUBAH pada hari hukumnya diminta: pakai bunyi yang menggantikannya.",
    None: "STATUSNYA TIDAK DIKETAHUI: dari koleksi yang belum ditinjau siapa pun.",
}
_NOT_LINKED = (
    "Tidak ada sanksi yang TERTAUT pada ketentuan ini. Itu bukan berarti tidak ada sanksi: jangan "
    "menyimpulkan demikian, dan jangan memilih sanksi sendiri."
)
_SOURCES = {
    "kemiripan": "Versi ini dipasangkan menurut kemiripan kata, bukan menurut katalog: mungkin "
    "bukan pendahulu atau pengganti ketentuan itu.",
    "gabungan": "Versi ini naskah gabungan buatan regsearch, bukan naskah resmi.",
}

_AT_THEIR_PROVISIONS = frozenset({"catatan", "status"})
_NAMED = 8
"""Citations that a caution names in the text; the JSON has all."""


def of_reply(reply: Value) -> list[Value]:
    """Return what to know of the JSON of ``cari`` or ``pasal``, the gravest first."""
    answers, cases = reply["answers"], reply["summary"]
    found = [*_of_outcome(reply), *_of_question(reply)]
    found += [*_of_status(answers), *_each("bacaan", answers, _reading)]
    found += [*_of_texts(answers), *_of_cases(cases)]
    said = [{"citation": c["citation"], "note": c["caution"]} for c in cases]
    said += [
        {"citation": a["citation"], "note": s["note"]} for a in answers for s in a["sanctions"]
    ]
    found += _each("sanksi", said, lambda s: s["note"])
    conduct = [a for a in answers if a["modality"] in {"larangan", "kewajiban"}]
    found += _each("tanpa_sanksi", conduct, lambda a: None if a["sanctions"] else _NOT_LINKED)
    found += _of_knowledge(reply)
    found += _each("catatan", answers, lambda a: a["notes"])
    found += _each("status", answers, lambda a: a["status_note"])
    # What is said of a sanction is often a note of its provision too; its first place is kept.
    first = {caution["message"]: caution for caution in reversed(found)}
    return [caution for caution in found if first[caution["message"]] is caution]


def of_history(history: Value) -> list[Value]:
    """Return what to know of the JSON of ``riwayat``."""
    versions = history["versions"]
    found = [_caution("versi", note) for note in history["notes"]]
    found += _of_status(versions)
    found += _each("versi", versions, lambda v: _SOURCES.get(v["source"]))
    found += _each("ringkasan", versions, lambda v: _OF_TEXT.get(v["text_kind"]))
    if history["rulings"]:
        named = [ruling["citation"] for ruling in history["rulings"]]
        found.append(
            _caution(
                "putusan",
                "Putusan Mahkamah Konstitusi menyangkutnya: baca dengan alat `pasal`.",
                named,
            )
        )
    return found


def of_checked(draft: Value) -> list[Value]:
    """Return what to know of the JSON of ``periksa``."""
    citations = draft["citations"]
    wrong = [c["read_as"] for c in citations if c["findings"]]
    unknown = [c["read_as"] for c in citations if c["exists"] is None and not c["findings"]]
    uncompared = [c["read_as"] for c in citations if c["quoted"] == "tidak dapat dibandingkan"]
    found = []
    if wrong:
        message = f"{len(wrong)} dari {len(citations)} sitasi BERMASALAH: baca `findings`-nya."
        found.append(_caution("temuan", message, dict.fromkeys(wrong)))
    elif not citations:
        message = "Tidak ada sitasi yang ditemukan; itu bukan berarti naskahnya benar."
        found.append(_caution("tanpa_sitasi", message))
    if unknown:
        message = "TIDAK DAPAT DIPERIKSA: tidak ada dalam indeks. Jangan katakan benar atau salah."
        found.append(_caution("tak_terperiksa", message, dict.fromkeys(unknown)))
    if uncompared:
        message = "Kutipannya tidak dapat dibandingkan, karena indeks hanya memuat ringkasannya."
        found.append(_caution("ringkasan", message, dict.fromkeys(uncompared)))
    if draft["day"]["source"] == "hari_ini":
        message = (
            "Naskah tidak menyebut hari perbuatan atau tanggalnya, jadi dibandingkan dengan hukum "
            f"HARI INI ({draft['as_of']}). Tanyakan, lalu isi `per`."
        )
        found.append(_caution("hari_ini", message))
    found += [_caution("pesan", note) for note in draft["notes"]]
    found += _of_knowledge(draft)
    message = (
        "Yang dibandingkan hanya sitasi, kutipan, dan klaim tentang sanksi yang dikenali; sitasi "
        "tanpa temuan belum tentu tepat bagi perkaranya."
    )
    return [*found, _caution("batas_pemeriksaan", message)]


def lines(cautions: list[Value]) -> Iterator[str]:
    """Yield *cautions* as lines of Markdown, to stand above a result.

    Notes are left where they are, at their provisions: a dozen lines would hide the gravest.
    """
    shown = [caution for caution in cautions if caution["code"] not in _AT_THEIR_PROVISIONS]
    if cautions:
        also = " (baca juga Catatan dan Status setiap ketentuan)" if shown != cautions else ""
        yield f"PERHATIAN, sebelum mengutip{also}:"
    for number, caution in enumerate(shown, 1):
        named = caution["citations"][:_NAMED]
        named += ["dan lainnya"] if len(caution["citations"]) > _NAMED else []
        where = f" ({'; '.join(named)})" if named else ""
        yield f"{number}. [{caution['code']}] {caution['message']}{where}"


def _caution(code: str, message: str, citations: Iterable[str] = ()) -> Value:
    # Messages of the program speak of the command's option.
    message = message.replace("--per YYYY-MM-DD", "`per`").replace("--per", "`per`")
    return {"code": code, "message": message, "citations": [*citations]}


def _of_outcome(reply: Value) -> Iterator[Value]:
    outcome, message = reply["outcome"], reply["message"]
    if outcome == "not_found":
        yield _caution(
            "tidak_ditemukan",
            f"{message or ''} Katakan bahwa tidak ditemukan; jangan menyebut pasal dari ingatan.",
        )
    elif outcome == "not_covered":
        yield _caution(
            "tidak_tercakup",
            f"{message or ''} Ketentuan di bawah belum tentu mengikat orang itu.",
        )
    elif message:
        yield _caution("pesan", message)


def _reading(answer: Value) -> str | None:
    reading = answer["reading"]
    return reading and (
        f"Bunyi yang berlaku sejak {reading['since']} ada di `reading`, dalam teks bertanda Dibaca "
        f"({reading['citation']}); bukan di `text`."
    )


def _of_question(reply: Value) -> Iterator[Value]:
    if behaviour := reply["behaviour"]:
        yield _caution(
            "tafsiran",
            f"Pertanyaan dibaca sebagai: {behaviour['name']}. Bila bukan itu maksudnya, `summary` "
            "pun bukan jawabannya: cocokkan bunyi ketentuan dengan perbuatannya, dan tanyakan lagi "
            "dengan kata lain.",
        )
    for word in reply["assumed"]:
        yield _caution("ejaan", f"{word['written']!r} dibaca sebagai {word['read_as']!r}.")


def _of_knowledge(reply: Value) -> Iterator[Value]:
    known = reply["knowledge_until"]
    if known is None:
        yield _caution("batas_pengetahuan", "Tidak diketahui sampai kapan hukumnya diperiksa.")
    elif reply["as_of"] > known:
        yield _caution(
            "batas_pengetahuan",
            f"Hukum diminta per {reply['as_of']}, tetapi perubahannya baru diketahui sampai "
            f"{known}. Sesudah itu belum diperiksa.",
        )


def _of_cases(cases: list[Value]) -> Iterator[Value]:
    if len({(*case["subject"], case["stage"], case["level"]) for case in cases}) > 1:
        yield _caution(
            "menurut_keadaan",
            "Sanksinya bergantung pada keadaan (lihat `summary`: siapa, tahap, syarat). Tanyakan "
            "keadaannya, atau sebutkan semuanya; jangan memilih satu.",
            dict.fromkeys(case["citation"] for case in cases),
        )


def _of_status(provisions: list[Value]) -> Iterator[Value]:
    for status, message in _STATUS.items():
        named = [p["citation"] for p in provisions if p["status"] == status]
        if named:
            yield _caution(status or "status_tidak_diketahui", message, named)


def _of_texts(answers: list[Value]) -> Iterator[Value]:
    for kind, message in _OF_TEXT.items():
        named = [a["citation"] for a in answers if a["text_kind"] == kind]
        if named:
            yield _caution(kind, message, named)
    digests = [a for a in answers if a["text_kind"] != "resmi"]
    named = [a["citation"] for a in digests if a["verification"] == "sekunder"]
    if named:
        yield _caution("sekunder", _SECONDARY, named)


def _each(code: str, provisions: Iterable[Value], messages_of: Any) -> Iterator[Value]:
    """Yield a caution for each message of *messages_of*, with all provisions that have it."""
    said: dict[str, list[str]] = {}
    for provision in provisions:
        messages = messages_of(provision) or ()
        for message in (messages,) if isinstance(messages, str) else messages:
            said.setdefault(message, []).append(provision["citation"])
    for message, citations in said.items():
        yield _caution(code, message, dict.fromkeys(citations))
