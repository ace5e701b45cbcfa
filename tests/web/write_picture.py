"""Write the picture of the README: the answer to a question in Chromium.

PYTHONPATH=benchmarks python -m tests.web.write_picture
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from web_load import served

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "web.png"
PAGE = "/cari?q=like+postingan+calon+bupati"
SIZE = (1100, 900)
COLOURS = 48


def main() -> None:
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="id-ID")
        page.goto(f"http://{address}{PAGE}")
        taken = page.screenshot()
        browser.close()
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
    picture.save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
