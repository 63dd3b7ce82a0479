"""What holds for every type of page (tests/pages.py), on a phone and a large screen, light and dark."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page

from tests.browser import VIEWPORTS, Browser, axe, colours, fits
from tests.browser_fixtures import Devices
from tests.page_type import PageType

MOST_REQUESTS = 12


def check(
    browser: Browser, devices: Devices, kind: PageType, language: str, sizes: Sequence[str], *, dark: bool = False
) -> None:
    """It is light, axe finds nothing, nothing sticks out, nothing breaks; on the device of the person who sees it.

    ``sizes``: names of VIEWPORTS. ``dark``: whether its colours in the dark are looked at as well.
    """
    page = devices.get(kind.who) or browser.page_for(kind.person(browser.site), language=language)
    devices[kind.who] = page
    resize(page, "phone")
    page.emulate_media(color_scheme="light")
    browser.visit_anew(page, kind.path(browser.site), language)
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
    if dark:
        page.emulate_media(color_scheme="dark")
        found["dark"] = colours(page)
        page.emulate_media(color_scheme="light")
    for viewport in sizes:
        resize(page, viewport)
        found[viewport] = axe(page)
    assert {where: lines for where, lines in found.items() if lines} == {}
    resize(page, "narrow")
    assert fits(page) == []
    assert browser.complaints(page) == []


def resize(page: Page, viewport: str) -> None:
    width, height = VIEWPORTS[viewport]
    page.set_viewport_size({"width": width, "height": height})
