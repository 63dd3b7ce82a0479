"""Two people write a proposal, a third suggests other words for it; on a phone, also without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from consultations.deliberation.models import Contribution
from tests.browser import Browser
from tests.journeys.walk import Walk
from tests.scene import scene

SHARES_THE_SITE = True

BODY = "The stop has no shade.\n\nPlant two trees there.\n\nA bench would help too."
TEXTS = {
    "title": "Shade at the stop by the school",
    "body": BODY,
    "changed": BODY.replace("two trees", "two lime trees"),
    "other": "Plant four trees there.",
    "why": "Two trees do not reach across the stop.",
}


def begin(walk: Walk) -> Page:
    """Amina writes; the draft is kept by itself, or by its button."""
    page = walk.open(
        f"/consultations/{scene(walk.browser.site).consultation.slug}/propose/", walk.browser.site.cast.amina
    )
    walk.fill(page, "Your proposal in one sentence", f"{TEXTS['title']} ({walk.name})")
    walk.fill(page, "Explain your proposal", TEXTS["body"])
    if walk.javascript:
        expect(page.locator("[data-said]")).not_to_be_empty(timeout=10_000)
        walk.look(page, "kept")
        page.reload()
    else:
        walk.press(page, "Save draft")
    assert "/drafts/" in page.url
    expect(page.get_by_label(walk.words("Explain your proposal"), exact=True)).to_have_value(TEXTS["body"])
    walk.look(page, "draft")
    return page


def invite(walk: Walk, page: Page) -> str:
    walk.press(page, "Make a link that invites")
    walk.look(page, "link")
    return str(page.locator("#invite-link").input_value())


def write_with(walk: Walk, link: str) -> None:
    """Besnik reads, accepts and changes a word."""
    page = walk.open("/", walk.browser.site.cast.besnik)
    page.goto(link)
    walk.read(page, "You are asked to write a proposal together")
    walk.look(page, "invited")
    walk.press(page, "Accept")
    walk.fill(page, "Explain your proposal", TEXTS["changed"])
    walk.press(page, "Save draft")
    walk.read(page, "Your draft is saved.")
    expect(page.get_by_role("button", name=walk.words("Publish proposal"))).to_have_count(0)
    walk.look(page, "co-author")


def publish(walk: Walk, page: Page) -> str:
    page.reload()
    expect(page.get_by_label(walk.words("Explain your proposal"), exact=True)).to_have_value(TEXTS["changed"])
    walk.press(page, "Publish proposal")
    walk.read(page, "Your proposal is published.")
    assert "Amina, Besnik" in page.locator("article header").first.inner_text()
    walk.look(page, "published")
    return page.url.split("?")[0]


def suggest(walk: Walk, address: str) -> None:
    """Gezim chooses a paragraph and writes it as he would have it."""
    page = walk.open("/", walk.browser.site.cast.gezim)
    page.goto(address)
    walk.follow(page, "Suggest other words")
    walk.look(page, "which-paragraph")
    page.locator("main ol.stack a").nth(1).click()
    page.locator("#id_replacement").fill(TEXTS["other"])
    walk.fill(page, "Your reason", TEXTS["why"])
    walk.look(page, "suggest")
    walk.press(page, "Publish suggestion")
    walk.read(page, "Your suggestion is published. The authors are told.")
    walk.look(page, "suggested")


def answer(walk: Walk, page: Page, address: str) -> None:
    page.goto(address)
    walk.look(page, "suggestions")
    page.locator("#suggestions a.button").first.click()
    walk.look(page, "answer")
    walk.press(page, "Take the words over")
    assert TEXTS["other"] in page.locator(".said").first.inner_text()
    walk.look(page, "taken-over")
    page.locator("article header a[href*=revisions]").click()
    walk.look(page, "revisions")


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_from_a_draft_to_a_version_with_words_of_somebody_else(
    browser: Browser, language: str, javascript: bool
) -> None:
    walk = Walk(browser, "together", "phone", language, javascript)
    page = begin(walk)
    write_with(walk, invite(walk, page))
    address = publish(walk, page)
    suggest(walk, address)
    answer(walk, page, address)
    assert Contribution.objects.get(title=f"{TEXTS['title']} ({walk.name})").revision == 1
