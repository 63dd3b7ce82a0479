"""A resident reads, signs up by a code, proposes, comments, supports, changes, withdraws; also without JavaScript."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import contribute
from tests.browser import Browser
from tests.journeys.walk import Walk
from tests.scene import ARABIC, ENGLISH, scene
from tests.site import Site

SHARES_THE_SITE = True

QUESTION = {"en": ENGLISH["question"], "ar": ARABIC["question"]}


@pytest.fixture(scope="module")
def consultation(site: Site) -> Consultation:
    """The scene's, and one more proposal that is looked for by its words."""
    shown = scene(site).consultation
    contribute(
        actor=site.cast.besnik,
        consultation=shown,
        kind=ContributionKind.PROPOSAL,
        title="One card for children",
        body="Children have no phone.",
        tags=["Children"],
        language="en",
        now=timezone.now(),
    )
    return shown


def write_and_sign_up(walk: Walk) -> tuple[Page, str]:
    """What was written is kept through the error, the sign-up and the way back."""
    page = walk.open("/consultations/")
    walk.shot(page, "consultations")
    page.get_by_role("link", name=QUESTION[walk.language]).click()
    walk.shot(page, "consultation")
    walk.follow(page, "Make a proposal")
    title = f"Let me pay without a telephone ({walk.name})"
    walk.fill(page, "Your proposal in one sentence", title)
    walk.press(page, "Publish proposal")
    assert page.title().startswith(walk.words("Error:"))
    walk.shot(page, "propose-error")
    sentence = page.get_by_label(walk.words("Your proposal in one sentence"), exact=True)
    assert sentence.input_value() == title
    walk.fill(page, "Explain your proposal", "Not everybody wants one more account.")
    walk.press(page, "Publish proposal")
    sign_up(walk, page)
    assert sentence.input_value() == title
    walk.read(page, "Your text is still here. Read it once more and publish it.")
    walk.shot(page, "propose-again")
    walk.press(page, "Publish proposal")
    assert page.locator("h1").inner_text() == title
    assert page.locator(".receipt").count() == 1
    walk.shot(page, "published")
    return page, title


def sign_up(walk: Walk, page: Page) -> None:
    """By the code in the mail, under a public name, and back to where one was."""
    walk.follow(page, "Make an account")
    email = f"{walk.name}@example.org"
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=pseudonym]").fill(f"Walker {walk.name}")
    walk.shot(page, "sign-up")
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(walk.browser.site.code_sent_to(email))
    walk.shot(page, "code")
    page.locator("main form button[type=submit]").first.click()


def comment_and_change(walk: Walk, page: Page) -> None:
    walk.choose(page, "In favour")
    walk.fill(page, "Your comment", "For days when my phone is empty.")
    walk.press(page, "Publish comment")
    assert "For days when my phone is empty." in page.locator(".comment").last.inner_text()
    walk.shot(page, "commented")
    walk.follow(page, "Change my text")
    walk.fill(page, "Your text", "Not everybody wants another account.")
    walk.shot(page, "change")
    walk.press(page, "Publish the change")
    page.locator("main a[href$='/revisions/']").click()
    assert page.locator("ins").inner_text().strip().endswith("another")
    walk.shot(page, "changed")


def support_another(walk: Walk, page: Page, consultation: Consultation) -> None:
    """Found by a word, and kept among one's own."""
    walk.go(page, f"/consultations/{consultation.slug}/?q=children")
    walk.shot(page, "found")
    page.get_by_role("link", name="One card for children").click()
    walk.press(page, "Support")
    assert walk.words("You support this.") in page.inner_text("#support")
    walk.shot(page, "supported")
    walk.go(page, "/me/contributions/?show=supported")
    assert "One card for children" in page.inner_text("main")
    walk.shot(page, "mine")


def withdraw(walk: Walk, page: Page, address: str, title: str) -> None:
    page.goto(address)
    walk.follow(page, "Withdraw")
    walk.shot(page, "withdraw")
    walk.press(page, "Withdraw")
    assert walk.words("Its author withdrew this contribution.") in page.locator(".tombstone").first.inner_text()
    walk.shot(page, "withdrawn")
    gone = walk.open("/consultations/")
    gone.goto(address)
    assert title not in gone.inner_text("main")


@pytest.mark.parametrize(
    ("viewport", "language", "javascript"),
    [("phone", "en", True), ("desktop", "en", False), ("phone", "ar", False), ("desktop", "ar", True)],
)
def test_from_reading_to_withdrawing(
    browser: Browser, consultation: Consultation, viewport: str, language: str, javascript: bool
) -> None:
    walk = Walk(browser, "resident", viewport, language, javascript)
    page, title = write_and_sign_up(walk)
    address = page.url.split("?")[0]
    comment_and_change(walk, page)
    support_another(walk, page, consultation)
    withdraw(walk, page, address, title)


def test_the_language_switch_keeps_the_place(browser: Browser, consultation: Consultation) -> None:
    page = browser.open(f"{consultation.get_absolute_url()}?order=newest")
    page.locator(".site-header summary").first.click()
    page.locator(".site-header a[hreflang=ar]").click()
    assert page.url == f"{browser.site.url}/ar{consultation.get_absolute_url()}?order=newest"
    assert page.locator("h1").inner_text() == QUESTION["ar"]
    assert page.locator("h1").get_attribute("lang") == "ar"
