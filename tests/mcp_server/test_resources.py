"""Provisions, documents and their list as resources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from regsearch.errors import RegsearchError
from regsearch.mcp_server import resources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcp import Client

    from regsearch.search.library import Library


def test_resources_are_listed_and_read(converse: Callable[..., Any], library: Library) -> None:
    from mcp import MCPError

    async def ask(client: Client) -> Any:
        listed = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        read = [await client.read_resource(resource.uri) for resource in listed]
        read.append(await client.read_resource("regsearch://pasal/PP%2094%2F2021%20Pasal%205"))
        with pytest.raises(MCPError) as caught:
            await client.read_resource("regsearch://pasal/PP%2094%2F2021%20Pasal%20999")
        return listed, templates, [result.contents[0] for result in read], caught.value

    listed, templates, (corpus, article), error = converse(ask)
    assert [resource.uri for resource in listed] == ["regsearch://korpus"]
    assert [t.uri_template for t in templates] == [
        "regsearch://pasal/{sitasi}{?per}",
        "regsearch://dokumen/{dokumen}/{+alamat}",
        "regsearch://dokumen/{dokumen}",
    ]
    assert len(json.loads(corpus.text)["documents"]) == len(library.catalog)
    assert article.mime_type == "text/markdown"
    assert article.text.startswith("PERHATIAN")
    assert library["PP 94/2021 Pasal 5 huruf n angka 6"].text in article.text
    assert error.code == -32602
    assert error.data["code"] == "tidak_ada"
    assert "Pasal 46" in error.message


@pytest.mark.parametrize(
    ("uri", "wanted"),
    [
        ("regsearch://pasal/PP%2094/2021%20Pasal%205%20huruf%20n", "PP 94/2021 Pasal 5 huruf n"),
        ("regsearch://dokumen/pp-94-2021/pasal-5/huruf-n", "PP 94/2021 Pasal 5 huruf n"),
        (
            "regsearch://dokumen/skb-netralitas-2022/lampiran-II/huruf-A/angka-4",
            "SKB Netralitas 2022 Lampiran II huruf A angka 4",
        ),
        ("regsearch://dokumen/pp-94-2021", "- PP 94/2021 Pasal 46"),
        ("regsearch://pasal/UU%20ASN%20Pasal%209?per=2020-01-01", "UU 5/2014 Pasal 9"),
        ("regsearch://korpus?per=2020-01-01", '"as_of": "2020-01-01"'),
    ],
)
def test_provision_by_citation_and_by_address(index_folder: Path, uri: str, wanted: str) -> None:
    text, _ = resources.read(uri, str(index_folder))
    assert wanted in text


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("regsearch://x", "tidak_ada"),
        ("regsearch://pasal/", "tidak_ada"),
        ("regsearch://dokumen/", "tidak_ada"),
        ("file:///etc/passwd", "tidak_ada"),
        ("http://[", "tidak_ada"),
        ("", "tidak_ada"),
        ("regsearch://dokumen/../../etc/passwd", "sitasi"),
        ("regsearch://dokumen/pp-94-2021/pasal-999", "tidak_ada"),
        ("regsearch://pasal/mangga", "sitasi"),
        ("regsearch://korpus?per=besok", "pemakaian"),
        ("regsearch://pasal/" + "a" * 4_000, "pemakaian"),
    ],
)
def test_what_is_no_resource_is_a_typed_error(index_folder: Path, uri: str, code: str) -> None:
    with pytest.raises(RegsearchError) as caught:
        resources.read(uri, str(index_folder))
    assert caught.value.code == code
