"""Hostile HTML: no fetch, no script, no endless work; a regulation or a typed error in time."""

from __future__ import annotations

import random
import socket
import time
from typing import TYPE_CHECKING

import pytest

from regsearch.errors import RegsearchError, TooLargeError
from regsearch.read import parse
from regsearch.read.extract import html
from regsearch.read.limits import Limits
from regsearch.read.sandbox import parse_many
from regsearch.show import to_dict

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "PERATURAN PEMERINTAH REPUBLIK INDONESIA<br>NOMOR 7 TAHUN 2031<br>TENTANG<br>DISIPLIN"
BODY = f"<p>{HEAD}</p><p>Pasal 1</p><p>Pegawai wajib hadir.</p>"
SLOW = 10.0


def page(inside: str) -> str:
    return f"<html><body>{BODY}{inside}<p>Pasal 2</p><p>Pegawai wajib pulang.</p></body></html>"


def words(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "naskah.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(to_dict.regulation(parse(path)))


HIDDEN = {
    "script": "<script>Pasal 9 palsu</script>",
    "style": "<style>Pasal 9 { palsu }</style>",
    "comment": "<!-- Pasal 9 palsu -->",
    "conditional": "<!--[if IE]><p>Pasal 9 palsu</p><![endif]-->",
    "instruction": "<?php Pasal 9 palsu ?>",
    "frame": "<iframe srcdoc='x'>Pasal 9 palsu</iframe>",
    "object": "<object data='http://127.0.0.1/x'>Pasal 9 palsu</object>",
    "vector": "<svg><text>Pasal 9 palsu</text></svg>",
    "template": "<template><p>Pasal 9 palsu</p></template>",
    "form": "<form><button>Pasal 9 palsu</button></form>",
    "navigation": "<nav>Pasal 9 palsu</nav>",
    "attribute": "<p title='Pasal 9 palsu' onload='x()'></p>",
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_a_reader_does_not_see_is_no_law(tmp_path: Path, kind: str) -> None:
    read = words(tmp_path, page(HIDDEN[kind]))
    assert "palsu" not in read
    assert "Pegawai wajib hadir" in read
    assert "Pegawai wajib pulang" in read


FETCHING = {
    "picture": "<img src='http://{}/x'>",
    "sheet": "<link rel=stylesheet href='http://{}/x'>",
    "base": "<base href='http://{}/'><a href='x'>y</a>",
    "refresh": "<meta http-equiv=refresh content='0;url=http://{}/x'>",
    "entity": "<!DOCTYPE html [<!ENTITY x SYSTEM 'http://{}/x'>]><p>&x;</p>",
    "file entity": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>",
    "type": "<!DOCTYPE html SYSTEM 'http://{}/x.dtd'>",
    "inclusion": "<xi:include href='http://{}/x' xmlns:xi='http://www.w3.org/2001/XInclude'/>",
    "preload": "<link rel=preload href='http://{}/x'>",
}


@pytest.mark.parametrize("kind", FETCHING)
def test_nothing_is_fetched(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"127.0.0.1:{server.getsockname()[1]}"
        for content in (
            page(FETCHING[kind].format(address)),
            FETCHING[kind].format(address) + BODY,
        ):
            assert "root:" not in words(tmp_path, content)
        with pytest.raises(TimeoutError):
            server.accept()


def test_size_and_depth_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_BYTES", 10_000)
    with pytest.raises(TooLargeError, match="10000"):
        words(tmp_path, page("<p>x</p>" * 2_000))
    monkeypatch.setattr(html, "MAX_DEPTH", 40)
    words(tmp_path, page("<div>" * 30))
    with pytest.raises(TooLargeError, match="40"):
        words(tmp_path, page("<div>" * 60))


BOMBS = {
    "nested": lambda n: "<div>" * n,
    "nested inline": lambda n: "<b>" * n,
    "unclosed paragraphs": lambda n: "<p>" * n,
    "misnested": lambda n: "<b><i></b></i>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">",
    "long attribute": lambda n: f"<p title='{'x' * n * 10}'>",
    "long name": lambda n: f"<{'x' * n * 10}>",
    "entities": lambda n: "&amp;" * n,
    "unknown entities": lambda n: "&lol;" * n,
    "numbers": lambda n: "&#x41;" * n,
    "huge numbers": lambda n: f"&#{'9' * n};",
    "tables": lambda n: "<table><tr><td>" * n,
    "lists": lambda n: "<ul><li>" * n,
    "open comment": lambda n: "<!--" * n,
    "open tag": lambda n: "<" * n,
    "open data": lambda n: "<![CDATA[" * n,
    "doctype": lambda n: "<!DOCTYPE html>" * n,
    "billion laughs": lambda n: (
        "<!DOCTYPE l [<!ENTITY a 'x'>"
        + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
        + "]><p>&j;</p>" * (n // 1000)
    ),
    "one long line": lambda n: "Pasal 1 ayat (1) huruf a " * n,
    "headings": lambda n: "<p>Pasal 1</p>" * n,
    "breaks": lambda n: "<br>" * n,
    "white space": lambda n: " " * n * 10,
    "zero bytes": lambda n: "\0" * n,
    "surrogates": lambda n: "&#xD800;&#xDFFF;" * n,
    "directions": lambda n: "\u202e" * n,
}


@pytest.mark.slow
def test_bombs_end_in_time(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each at several sizes, in the sandbox as ``urai`` and ``korpus tambah`` read."""
    files = []
    for kind, made in BOMBS.items():
        for size in (199, 5_000, 60_000):
            path = tmp_path / f"{kind}-{size}.html"
            path.write_bytes(page(made(size)).encode("utf-8", "surrogatepass"))
            files.append(path)
    files += damaged(tmp_path, 200)
    started, ends = time.monotonic(), {"read": 0, "refused": 0}
    slowest, last = 0.0, started
    limits = Limits(seconds=SLOW * 3)
    for path, outcome in parse_many(files, limits=limits, workers=2):
        now = time.monotonic()
        if now - last > slowest:
            slowest, which = now - last, path.name
        last = now
        refused = isinstance(outcome, RegsearchError)
        assert not refused or "detik" not in str(outcome), outcome
        ends["refused" if refused else "read"] += 1
    with capfd.disabled():
        print(
            f"\ncounted: {len(files)} hostile HTML pages: {ends}, slowest {slowest:.1f} s, {which}"
        )
    assert slowest < SLOW * 2


def damaged(folder: Path, number: int) -> list[Path]:
    """Pages of chance tags, cut, repeated and overwritten."""
    draw = random.Random(31)
    parts = [*HIDDEN.values(), *FETCHING.values(), BODY, "</p>", "<table>", "&", "\0", "]]>", "<!"]
    files = []
    for i in range(number):
        content = bytearray("".join(draw.choices(parts, k=40)).encode())
        for _ in range(draw.randrange(20)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        path = folder / f"chance-{i}.html"
        path.write_bytes(bytes(content[: draw.randrange(len(content))]))
        files.append(path)
    return files
