"""The picture of README.md: ``python -m tests.readme_picture http://127.0.0.1:8000 docs/screenshot.png``."""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

from tests.services import find

PAGE = "/consultations/reporting-app/decisions/rules/"


def main(base: str, file: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 980})
        page.goto(base + PAGE)
        page.locator("main details").first.evaluate("element => { element.open = true }")
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
