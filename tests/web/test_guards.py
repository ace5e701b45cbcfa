"""What strangers may try: other names, other sites, scripts in texts, files, huge requests."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from regsearch.errors import UsageError
from regsearch.web.app import HEADERS, MAX_UPLOAD, create_app
from regsearch.web.server import hosts_of, is_local, parse_address
from tests.web.conftest import FAILURES, VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.testing import FlaskClient

    from regsearch.search.library import Library

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202elawan\x9b"
_KEPT = {
    *("document", "citation", "locator", "level", "relation", "status", "stage", "kind", "id"),
    *("text_kind", "verification", "penjelasan_kind", "modality", "outcome", "source", "subject"),
    *("subjects", "before", "after", "ended_by", "unit"),
}
"""What is looked up again, or has one of a few values."""


def poisoned(value: Any) -> Any:
    """Return *value* with markup in every text of it that comes from a document."""
    if isinstance(value, str):
        return f"{value} {HOSTILE}"
    if hasattr(value, "_fields"):  # a named tuple
        return value._replace(
            **{n: poisoned(getattr(value, n)) for n in value._fields if n not in _KEPT}
        )
    if isinstance(value, tuple | list):
        return type(value)(poisoned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: poisoned(getattr(value, f.name)) for f in fields(value) if f.name not in _KEPT
        }
        return replace(value, **changed)
    return value


class PoisonedLibrary:
    """A library whose documents were written by somebody who means harm."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.manifest, self.timeline = library.manifest, poisoned(library.timeline)

    @property
    def catalog(self) -> Mapping[str, Any]:
        return {name: poisoned(value) for name, value in self._library.catalog.items()}

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._library, name)
        return lambda *given, **options: poisoned(method(*given, **options))


@pytest.mark.parametrize("name", sorted(VIEWS.keys() - {"periksa"}))
def test_markup_in_documents_is_shown_as_text(library: Library, name: str) -> None:
    client = create_app(lambda: PoisonedLibrary(library), ["localhost"]).test_client()  # type: ignore[arg-type, return-value]
    response = client.get(VIEWS[name])
    assert response.status_code == 200
    assert "&lt;script&gt;" in response.text
    assert_harmless(response.text)


@pytest.mark.parametrize(
    "address",
    [
        *("/cari?q={}", "/pasal?sitasi={}", "/riwayat?sitasi={}", "/korpus?kata={}"),
        *("/cari?q=bolos&per={}", "/cari?q=bolos&tahap={}", "/cari?q=bolos&subjek={}"),
        *("/peraturan/{}", "/{}"),
    ],
)
def test_markup_in_requests_is_shown_as_text(client: FlaskClient, address: str) -> None:
    from urllib.parse import quote

    response = client.get(address.format(quote(HOSTILE, safe="")))
    assert response.status_code in {200, 400, 404}
    assert_harmless(response.text)


def assert_harmless(text: str) -> None:
    """Only the page's own script is there, nothing inline, no handler, no foreign address.

    Nothing turns the direction of writing either.
    """
    assert not {"\u202e", "\x9b"} & set(text)
    tree = html.document_fromstring(text)
    assert [s.get("src") for s in tree.iter("script")] == ["/static/web.js"]
    assert not tree.xpath("//img | //style | //@style | //iframe | //base")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    for address in tree.xpath("//@href | //@src | //@action"):
        assert address.startswith(("/", "#")), address
        assert not address.startswith("//"), address


@pytest.mark.parametrize("address", [*VIEWS.values(), *(a for a, _ in FAILURES.values())])
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_policy_allows_no_inline_code_and_no_other_site() -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example"]
)
@pytest.mark.parametrize("path", ["/", "/cari?q=bolos", "/static/web.css", "/tidak/ada"])
def test_another_name_for_this_machine_is_refused(
    client: FlaskClient, host: str, path: str
) -> None:
    response = client.get(path, headers={"Host": f"{host}:8000" if host else ""})
    assert response.status_code == 400
    assert "Nama ini tidak diterima" in response.text
    assert HEADERS.items() <= dict(response.headers).items()


def test_own_names_are_accepted_with_any_port(library: Library) -> None:
    client = create_app(lambda: library, hosts_of("127.0.0.1", ["kantor.lokal"])).test_client()
    for host in ("127.0.0.1:8000", "localhost:81", "[::1]:8000", "kantor.lokal:8000"):
        assert client.get("/", headers={"Host": host}).status_code == 200


def test_listening_everywhere_needs_a_name() -> None:
    with pytest.raises(UsageError, match="--nama"):
        hosts_of("0.0.0.0", [])
    assert "kantor.lokal" in hosts_of("0.0.0.0", ["kantor.lokal"])
    assert hosts_of("192.168.1.5", []) == ["192.168.1.5"]
    assert hosts_of("::1", [])[-1] == hosts_of("[::1]", [])[-1] == "::1"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 405),
    ],
)
def test_post_of_another_site_is_refused(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    assert client.post("/cari", data={"q": "bolos"}, headers=headers).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/static/..\\app.py",
        "/peraturan/..%2f..%2fetc%2fpasswd",
        "/peraturan/pp-94-2021%00",
    ],
)
def test_no_path_leads_out_of_the_static_files(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {308, 400, 404}
    assert "create_app" not in response.text
    assert "root:" not in response.text


def test_static_files_are_served_as_what_they_are(client: FlaskClient) -> None:
    for name, kind in (("web.css", "text/css"), ("web.js", "text/javascript")):
        with client.get(f"/static/{name}") as response:
            assert response.mimetype == kind
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "://" not in response.text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "post"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/korpus").status_code == 405


def test_no_more_is_read_than_a_draft_may_have() -> None:
    assert MAX_UPLOAD <= 20 << 20


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("[::1]:80", ("[::1]", 80)),
        ("localhost:0", ("localhost", 0)),
    ],
)
def test_addresses_are_read(text: str, read: tuple[str, int]) -> None:
    assert parse_address(text) == read


@pytest.mark.parametrize(
    "text", ["", "8000", "127.0.0.1", ":8000", "a:b", "a:70000", "a:-1", "a:²"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Contoh"):
        parse_address(text)


def test_only_loopback_is_local() -> None:
    assert all(map(is_local, ("127.0.0.1", "127.0.0.53", "[::1]", "localhost")))
    assert not any(map(is_local, ("0.0.0.0", "192.168.1.5", "kantor.lokal", "::")))
