"""A transcript of every tool and every error, with the SDK's client over a real process."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import regsearch
from regsearch.mcp_server import tools
from tests.cli.test_schemas import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcp import Client

    from regsearch.search.library import Library

    Converse = Callable[..., Any]

DRAFT = (
    "Menimbang bahwa Sdr. A pada 12 Maret 2024 melanggar Pasal 5 huruf n angka 8 PP 94/2021.\n"
    "Berdasarkan PP 94/2021 Pasal 14 huruf i angka 3 ia dijatuhi hukuman disiplin sedang."
)
SOUND: list[tuple[str, dict[str, Any]]] = [
    ("cari", {"kueri": "like postingan calon bupati"}),
    ("cari", {"kueri": "memasang baliho", "per": "2024-01-30", "subjek": "pns", "batas": 2}),
    ("cari", {"kueri": "jadi tim sukses", "tahap": "sebelum", "jenis": ["skb"]}),
    ("cari", {"kueri": "resep rendang padang"}),
    ("cari", {"kueri": "anggota TNI memasang spandk"}),
    ("pasal", {"sitasi": "PP 94/2021 Pasal 5"}),
    ("pasal", {"sitasi": "UU ASN Pasal 9", "per": "2020-01-01"}),
    ("riwayat", {"sitasi": "PP 11/2017 Pasal 254"}),
    ("riwayat", {"sitasi": "UU 10/2016 Pasal 71", "per": "2015-03-01", "dengan": "2024-01-01"}),
    ("periksa", {"teks": DRAFT}),
    ("periksa", {"teks": "Tidak menyebut apa pun.", "per": "2024-03-12"}),
    ("korpus", {"per": "2020-01-01"}),
    ("korpus", {"kata": "netralitas 2022"}),
    ("korpus", {"kata": "tidak ada judul begini"}),
]
FAULTY: list[tuple[str, dict[str, Any], str, str]] = [
    ("cari", {}, "pemakaian", "kueri wajib diisi"),
    ("cari", {"kueri": " "}, "pemakaian", "kosong"),
    ("cari", {"kueri": 7}, "pemakaian", "teks"),
    ("cari", {"kueri": "a" * 20_001}, "pemakaian", "20000"),
    ("cari", {"kueri": "a", "q": "b"}, "pemakaian", "'q' tidak dikenal"),
    ("cari", {"kueri": "a", "batas": 21}, "pemakaian", "1 sampai 20"),
    ("cari", {"kueri": "a", "batas": True}, "pemakaian", "bilangan bulat"),
    ("cari", {"kueri": "a", "subjek": "presiden"}, "pemakaian", "pppk"),
    ("cari", {"kueri": "a", "tahap": "kemarin"}, "pemakaian", "sesudah"),
    ("cari", {"kueri": "a", "jenis": "uu"}, "pemakaian", "daftar"),
    ("cari", {"kueri": "a", "jenis": ["uu"] * 21}, "pemakaian", "20"),
    ("cari", {"kueri": "a", "jenis": ["xx"]}, "pemakaian", "perpres"),
    ("cari", {"kueri": "a", "per": "30-01-2024"}, "pemakaian", "2024-01-30"),
    ("cari", {"kueri": "a", "per": "2024-02-31"}, "pemakaian", "2024-01-30"),
    ("pasal", {"sitasi": "PP 94/2021 Pasal 999"}, "tidak_ada", "Pasal 46"),
    ("pasal", {"sitasi": "mangga"}, "sitasi", "Contoh"),
    ("pasal", {"sitasi": "a" * 1_001}, "pemakaian", "1000"),
    ("riwayat", {"sitasi": "PP 94/2021 Pasal 999"}, "tidak_ada", "Pasal 46"),
    ("riwayat", {"sitasi": "PP 94/2021 Pasal 5", "dengan": "2024-01-01"}, "pemakaian", "per"),
    ("periksa", {}, "pemakaian", "teks wajib diisi"),
    ("periksa", {"teks": "a" * 100_001}, "pemakaian", "100000"),
    ("periksa", {"teks": "Pasal 1", "per": "dulu"}, "pemakaian", "2024-01-30"),
    ("periksa", {"berkas": "/etc/passwd"}, "pemakaian", "teks wajib diisi"),
    ("korpus", {"kata": "a" * 201}, "pemakaian", "200"),
    ("korpus", {"per": "besok"}, "pemakaian", "2024-01-30"),
]


def expected(library: Library, index: Path, tool: str, given: dict[str, Any]) -> dict[str, Any]:
    """What the command line prints as JSON for the same arguments."""
    day = given.get("per")
    if tool == "cari":
        return regsearch.to_dict(
            library.ask(
                given["kueri"],
                as_of=day,
                limit=given.get("batas", 5),
                subject=given.get("subjek"),
                stage=given.get("tahap"),
                kinds=given.get("jenis", ()),
            )
        )
    if tool == "pasal":
        return regsearch.to_dict(library.lookup(given["sitasi"], as_of=day))
    if tool == "riwayat":
        between = (given["per"], given["dengan"]) if "dengan" in given else None
        return regsearch.to_dict(library.history(given["sitasi"], between=between))
    if tool == "periksa":
        return regsearch.to_dict(regsearch.check_text(given["teks"], library=library, as_of=day))
    value = regsearch.to_dict(regsearch.documents(index, as_of=day))
    words = given.get("kata", "").split()
    rows = value["documents"]
    kept = [r for r in rows if all(w in (r["document"] + r["title"]).casefold() for w in words)]
    return value | {"documents": kept}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_give_the_json_of_the_command_line(
    converse: Converse, library: Library, index_folder: Path, mode: str
) -> None:
    async def ask(client: Client) -> list[Any]:
        await client.list_tools()  # with the schemas, under which the client checks each result
        return [await client.call_tool(tool, given) for tool, given in SOUND]

    for (tool, given), result in zip(SOUND, converse(ask, mode), strict=True):
        assert not result.is_error, (tool, given, result.content)
        value = result.structured_content
        text = result.content[0].text
        for caution in value.pop("cautions"):
            assert caution["message"] in text
        if tool == "korpus":
            assert value.pop("left_out") == 0
        assert value == expected(library, index_folder, tool, given), (tool, given)
        name = tools.tools()[tool].output
        check(name, value)


def test_every_fault_is_a_typed_error_that_names_the_remedy(converse: Converse) -> None:
    async def ask(client: Client) -> list[Any]:
        return [await client.call_tool(tool, given) for tool, given, _, _ in FAULTY]

    for (tool, given, code, remedy), result in zip(FAULTY, converse(ask), strict=True):
        assert result.is_error, (tool, given)
        assert result.structured_content is None
        error = json.loads(result.content[0].text)
        check("error", error)
        assert error["error"]["code"] == code
        assert remedy in error["error"]["message"]


def test_calls_at_once_get_their_own_answers(converse: Converse) -> None:
    calls = SOUND * 2

    async def ask(client: Client) -> tuple[list[Any], list[Any]]:
        alone = [await client.call_tool(tool, given) for tool, given in SOUND]
        return alone, await asyncio.gather(*(client.call_tool(t, given) for t, given in calls))

    alone, together = converse(ask)
    for one, other in zip(alone * 2, together, strict=True):
        assert other.structured_content == one.structured_content
        assert other.content == one.content


def test_listing_describes_every_tool_in_indonesian(converse: Converse) -> None:
    async def ask(client: Client) -> Any:
        return client.instructions, (await client.list_tools()).tools

    instructions, listed = converse(ask)
    assert "jangan dari ingatan" in instructions
    assert [tool.name for tool in listed] == ["cari", "pasal", "riwayat", "periksa", "korpus"]
    for tool in listed:
        assert tool.title
        assert len(tool.description) > 100
        assert tool.annotations.read_only_hint
        assert not tool.annotations.open_world_hint
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        assert all(rule["description"] for rule in tool.input_schema["properties"].values())
        assert tool.output_schema["required"][0] == "cautions"
        schema = json.dumps(tool.output_schema)
        assert not any(key in schema for key in ('"$ref"', '"$defs"', '"$id"', '"$schema"'))


def test_schema_of_arguments_and_their_check_agree() -> None:
    for tool, given in SOUND:
        validator = Draft202012Validator(tools.tools()[tool].input_schema)
        assert validator.is_valid(given)
    known_later = {("jenis", "xx"), ("per", "2024-02-31"), ("sitasi", "mangga")}
    for tool, given, code, _ in FAULTY:
        validator = Draft202012Validator(tools.tools()[tool].input_schema)
        later = {(k, v[0] if isinstance(v, list) else v) for k, v in given.items()} & known_later
        if code == "pemakaian" and not later and "dengan" not in given and given != {"kueri": " "}:
            assert not validator.is_valid(given), given


def test_an_index_that_is_replaced_is_the_one_that_answers_next(
    converse: Converse, index_folder: Path, tmp_path: Path
) -> None:
    from shutil import copytree

    index = tmp_path / "index"
    copytree(index_folder, index)

    async def ask(client: Client) -> list[Any]:
        given = {"sitasi": "PP 94/2021 Pasal 5"}
        before = await client.call_tool("pasal", given)
        index.rename(tmp_path / "away")
        without = await client.call_tool("pasal", given)
        (tmp_path / "away").rename(index)
        return [before, without, await client.call_tool("pasal", given)]

    before, without, after = converse(ask, index=index)
    assert before.structured_content == after.structured_content
    assert without.is_error
    assert "indeks_tidak_ada" in without.content[0].text
