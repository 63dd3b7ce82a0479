"""Every type of page (tests/pages.py) in English and Arabic, light and dark, on a phone and a large screen."""

from __future__ import annotations

import pytest

from tests.browser import VIEWPORTS, Browser, axe, colours, fits
from tests.page_type import PageType
from tests.pages import PAGES

LANGUAGES = ("en", "ar")
MOST_REQUESTS = 12


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_axe_finds_nothing_nothing_sticks_out_and_it_is_light(browser: Browser, kind: PageType, language: str) -> None:
    page = browser.open(kind.path(browser.site), kind.person(browser.site), language)
    weight = browser.weigh(page)
    assert weight.compressed_bytes <= kind.budget
    assert weight.requests <= MOST_REQUESTS
    if kind.act:
        kind.act(page)
        page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    if language == "en":
        assert kind.heading in page.locator("h1").inner_text()
    found = {}
    for viewport in ("phone", "desktop"):
        page.set_viewport_size(dict(zip(("width", "height"), VIEWPORTS[viewport], strict=True)))
        page.emulate_media(color_scheme="light")
        found[viewport, "light"] = axe(page)
        page.emulate_media(color_scheme="dark")
        found[viewport, "dark"] = colours(page)
    assert {where: lines for where, lines in found.items() if lines} == {}
    page.set_viewport_size({"width": 320, "height": 640})
    assert fits(page) == []
