"""Every view in a real browser: two widths, without JavaScript, by keyboard, with axe-core.

Screenshots are kept in ``build/screens``.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import FAILURES, VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

sync_api = pytest.importorskip("playwright.sync_api", reason="needs regsearch[dev]")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs regsearch[dev]")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt install chromium)"),
    # Playwright's event loop leaves its sockets to the collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SCREENS = Path(__file__).parents[2] / "build/screens"
WIDTHS = {"ponsel": (390, 844), "meja": (1280, 900)}
ALL = VIEWS | {name: FAILURES[name][0] for name in ("tidak-ada", "bukan-sitasi")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Watched:
    """A page whose complaints are kept."""

    def __init__(self, browser: Any, site: str, **options: Any) -> None:
        self.context = browser.new_context(base_url=site, locale="id-ID", **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda r: r.url.startswith(site) or self.foreign.append(r.url))

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ALL)
def test_view_fits_is_quiet_and_accessible(browser: Any, site: str, name: str, width: str) -> None:
    wide, high = WIDTHS[width]
    with Watched(browser, site, viewport={"width": wide, "height": high}) as watched:
        page = watched.page
        page.goto(ALL[name])
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        assert [c for c in watched.complaints if "status of 40" not in c] == []
        assert watched.foreign == []
        assert_accessible(page)


def assert_accessible(page: Any) -> None:
    found = axe.Axe().run(page).response
    assert found["passes"]
    problems = [
        (v["id"], v["help"], [node["target"] for node in v["nodes"]][:3])
        for v in found["violations"]
    ]
    assert problems == []


DRAFT = """KEPUTUSAN BUPATI
Menimbang: bahwa ia melanggar Pasal 5 huruf n angka 8 PP 94/2021;
Mengingat: 1. Undang-Undang Nomor 20 Tahun 2003; 2. Pasal 5 huruf n angka 6 PP 94/2021;
Ditetapkan pada tanggal 6 Mei 2024
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_checked_draft_fits_and_is_accessible(browser: Any, site: str, width: str) -> None:
    wide, high = WIDTHS[width]
    with Watched(browser, site, viewport={"width": wide, "height": high}) as watched:
        page = watched.page
        page.goto("/periksa")
        page.fill("#naskah", DRAFT)
        page.click("button.main")
        page.wait_for_selector(".checked")
        assert page.locator(".checked > li.masalah").count() == 1
        assert page.locator(".paper .cited").count() == 3
        page.screenshot(path=SCREENS / f"periksa-hasil-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        assert watched.complaints == watched.foreign == []
        assert_accessible(page)


def test_too_large_a_file_is_named_before_it_is_sent(browser: Any, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page
        page.goto("/periksa")
        large = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a" * (11 << 20)}
        page.set_input_files("#berkas", files=[large])
        assert page.inner_text("#terlalu") == "Berkas ini terlalu besar; pilih yang lain."


@pytest.mark.parametrize("name", ["awal", "cari", "cari-tangga", "pasal-diubah", "korpus"])
def test_dark_theme_is_accessible(browser: Any, site: str, name: str) -> None:
    with Watched(browser, site, color_scheme="dark") as watched:
        watched.page.goto(ALL[name])
        watched.page.screenshot(path=SCREENS / f"{name}-gelap.png", full_page=True)
        assert_accessible(watched.page)


def test_everything_works_without_javascript(browser: Any, site: str) -> None:
    with Watched(browser, site, java_script_enabled=False) as watched:
        page = watched.page
        page.goto("/")
        page.fill("#q", "like postingan calon bupati")
        page.select_option("#tahap", "sesudah")
        page.press("#q", "Enter")
        assert re.search(r"/cari\?q=like\+postingan.*tahap=sesudah", page.url)
        assert "DISIPLIN BERAT" in page.inner_text(".cases")
        page.click("text=Buka ketentuan ini")
        assert "Lampiran II huruf B angka 6" in page.inner_text("h1")
        assert page.locator("button:visible").count() == 0  # none that needs a script
        page.click("nav.crumbs a:nth-child(2)")
        page.click(".contents a >> nth=2")
        page.click("text=Korpus >> nth=0")
        page.fill("#kata", "disiplin")
        page.click("text=Tampilkan")
        assert "PP 94/2021" in page.inner_text(".corpus")
        assert "UU 10/2016" not in page.inner_text(".corpus")


def test_keyboard_alone_leads_from_the_question_to_the_provision(browser: Any, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page
        focused = "document.activeElement"
        page.goto("/korpus")
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused}.textContent") == "Langsung ke isi"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate(f"{focused}.id") == "isi"
        page.goto("/cari?q=masuk+partai+politik")
        page.keyboard.press("/")
        assert page.evaluate(f"{focused}.id") == "q"
        page.keyboard.type("like postingan calon bupati")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cari?q=like+postingan+calon+bupati")  # no empty fields
        for _ in range(40):
            page.keyboard.press("Tab")
            style = page.evaluate(f"getComputedStyle({focused}).outlineStyle")
            assert style != "none"
            if page.evaluate(f"{focused}.textContent") == "Buka ketentuan ini":
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/pasal?sitasi=SKB**")


def test_citation_is_copied_and_the_list_narrows(browser: Any, site: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with Watched(browser, site, permissions=allowed) as watched:
        page = watched.page
        page.goto(VIEWS["pasal"])
        page.click("text=Salin kutipan")
        page.wait_for_selector("text=Tersalin.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (
            "Pasal 5 huruf n angka 6 Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin "
            "Pegawai Negeri Sipil"
        )
        page.goto("/korpus")
        before = page.locator(".corpus tbody tr:visible").count()
        page.locator("#kata").press_sequentially("netralitas")
        assert 0 < page.locator(".corpus tbody tr:visible").count() < before


def test_policy_stops_scripts_that_get_into_a_page(browser: Any, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page
        page.goto("/")
        page.evaluate(
            """() => {
                document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.got=1'>");
                const script = document.createElement("script");
                script.textContent = "window.got = 1";
                document.body.append(script);
            }"""
        )
        page.wait_for_timeout(300)
        assert page.evaluate("window.got") is None
        assert any("Content Security Policy" in c for c in watched.complaints)


def test_print_leaves_out_what_only_a_screen_needs(browser: Any, site: str) -> None:
    with Watched(browser, site) as watched:
        page = watched.page
        page.goto(VIEWS["pasal"])
        page.emulate_media(media="print")
        for gone in (".top", ".actions", ".turn"):
            assert not page.locator(gone).first.is_visible()
        assert page.locator(".caution").first.is_visible()
        assert page.locator(".quoted").is_visible()
        page.screenshot(path=SCREENS / "pasal-cetak.png", full_page=True)
