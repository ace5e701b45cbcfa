"""The examples of docs/python.md and README.md run and print what they say."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

import regsearch
from regsearch.paths import INDEX_VARIABLE

ROOT = Path(__file__).resolve().parents[1]


def examples(page: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.M | re.S)


PYTHON = examples("docs/python.md")


def run(source: str, index: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv(INDEX_VARIABLE, str(index))
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(source, "docs/python.md", "exec", dont_inherit=True), names)
    return names


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_example_runs(
    number: int,
    index_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(PYTHON[number], index_folder, monkeypatch)
    assert capsys.readouterr().out or "FastAPI" in PYTHON[number]


@pytest.mark.parametrize("source", [e for e in examples("README.md") if "open()" in e])
def test_example_of_the_readme_runs(
    source: str, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, index_folder, monkeypatch)


def test_web_service_answers(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (source,) = [example for example in PYTHON if "FastAPI" in example]
    app = run(source, index_folder, monkeypatch)["app"]

    async def get(*requests: tuple[str, dict[str, str]]) -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://contoh") as client,
        ):
            return [await client.get(path, params=params) for path, params in requests]

    found, whole, absent = asyncio.run(
        get(
            ("/cari", {"kueri": "memasang baliho", "per": "2024-01-30"}),
            ("/pasal", {"sitasi": "PP 94/2021 Pasal 5"}),
            ("/pasal", {"sitasi": "PP 94/2021 Pasal 999"}),
        )
    )
    assert found.json()["outcome"] == "found"
    assert whole.json()["answers"][0]["children"]
    assert absent.status_code == 404


def test_reference_has_every_public_name(tmp_path: Path) -> None:
    pytest.importorskip("pdoc")
    script = ROOT / "docs" / "make_reference.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=ROOT)
    page = (tmp_path / "regsearch.html").read_text("utf-8")
    wanted = [*regsearch.__all__, "Library.ask", "Library.history", "Answer.whole_text"]
    assert [name for name in wanted if f'id="{name}"' not in page] == []
