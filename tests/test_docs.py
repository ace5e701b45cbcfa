"""The docs name files that exist, licences of all dependencies, and stay short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.mark.parametrize(
    ("page", "lines"), [("docs/architecture.md", 160), ("docs/quality.md", 80)]
)
def test_page_is_short(page: str, lines: int) -> None:
    assert len((ROOT / page).read_text("utf-8").splitlines()) <= lines


def test_links_lead_to_files() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_named_source_files_exist(page: str) -> None:
    named = re.findall(r"`((?:\w+/)+[\w.-]+\.(?:py|toml|txt))`", (ROOT / page).read_text("utf-8"))
    assert named
    roots = (ROOT, ROOT / "regsearch", ROOT / "tests" / "cases")
    unwritten = {"corpus/sumber/ID.txt", "show/json.py", "read/parse.py"}
    assert {n for n in named if not any((r / n).exists() for r in roots)} <= unwritten


def test_notice_names_every_locked_package() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8").casefold().replace("_", "-")
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    assert len(locked) > 40
    assert [name for name in locked if name.casefold().replace("_", "-") not in notice] == []
