"""A resident adds a drawing and a letter to a proposal; on a phone, also in Arabic without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from participate.demo.drawings import letter, notice
from tests.browser import Browser
from tests.journeys.walk import Walk
from tests.scene import scene

SHARES_THE_SITE = True

SHOWS = "Three ways of being told before a ticket ends"
TITLE = "What the letter could say"


def hand_in(walk: Walk, page: Page, name: str, type_: str, content: bytes, words: str) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": type_, "buffer": content})
    walk.fill(page, "What the picture shows, or the title of the document", words)


@pytest.mark.parametrize(("javascript", "language"), [(True, "en"), (False, "ar")])
def test_a_proposal_gets_its_pictures(browser: Browser, javascript: bool, language: str):
    walk = Walk(browser, "files", "phone", language, javascript)
    page = walk.open(f"/consultations/{scene(browser.site).consultation.slug}/propose/", browser.site.cast.amina)
    walk.fill(page, "Your proposal in one sentence", f"Tell people before a ticket ends ({walk.name})")
    walk.fill(page, "Explain your proposal", "Also by letter.")
    hand_in(walk, page, "plan.svg", "image/svg+xml", b"<svg onload='alert(1)'/>", SHOWS)
    walk.press(page, "Save draft")
    walk.read(page, "Choose a picture (JPEG, PNG or WebP) or a PDF.")
    expect(page.get_by_label(walk.words("Explain your proposal"), exact=True)).to_have_value("Also by letter.")
    walk.look(page, "refused")
    hand_in(walk, page, "plan.png", "image/png", notice(), SHOWS)
    walk.press(page, "Save draft")
    hand_in(walk, page, "letter.pdf", "application/pdf", letter(), TITLE)
    walk.press(page, "Save draft")
    expect(page.locator("input[name=drop]")).to_have_count(2)
    walk.look(page, "draft")
    walk.press(page, "Publish proposal")
    walk.read(page, "Your proposal is published.")
    picture = page.get_by_role("img", name=SHOWS)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("one => one.naturalWidth") > 0
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    walk.look(page, "published")
