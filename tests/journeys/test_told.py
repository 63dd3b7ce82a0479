"""A resident opens the mail, follows its link, sees the sentence, and checks the receipt in the browser."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.decisions.operations.publishing import publish_decision
from consultations.people.models import Participant
from consultations.people.operations.account import change_profile
from tests.browser import Browser, axe, fits
from tests.page_types.decisions import decided
from tests.site import Site

PATIENCE = 90
FILE = ".tlog-proof"


@pytest.fixture(scope="module")
def letters(site: Site) -> dict[str, EmailMessage]:
    """To Amina in English and to Besnik in Arabic, sent by the server itself after the decision was published."""
    cast, now = site.cast, timezone.now()
    change_profile(actor=cast.besnik, pseudonym="Besnik", language="ar", now=now)
    decision = decided(site)
    missing = "The answers to the other contributions follow in December."
    publish_decision(actor=cast.dana, decision=decision, number=1, missing=missing, now=now)
    return {"en": _letter(site, "amina@example.org"), "ar": _letter(site, "besnik@example.org")}


def _letter(site: Site, address: str) -> EmailMessage:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = [letter for letter in site.letters(address) if letter["List-Unsubscribe"]]
        if found:
            assert len(found) == 1, "told twice"
            return found[0]
        time.sleep(1)
    raise AssertionError(f"no letter to {address}\n{site.log()[-2000:]}")


def html_of(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_mail_to_the_sentence_and_the_receipt(
    browser: Browser, site: Site, letters: dict[str, EmailMessage], language: str, javascript: bool
) -> None:
    person: Participant = site.cast.amina if language == "en" else site.cast.besnik
    letter = letters[language]
    assert letter["Content-Language"] == language
    page = browser.page_for(person, language=language, javascript=javascript)
    page.set_content(html_of(letter))
    assert page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator("del").first.inner_text().strip() != ""
    assert page.locator("img").count() == 0
    receipt = page.locator("section.told a[href*='/record/receipts/']").last.get_attribute("href")
    sentence = page.locator("a[href*='#s']").first.get_attribute("href")
    assert sentence is not None
    assert receipt is not None
    assert sentence.startswith(site.url + ("/ar/" if language == "ar" else "/consultations/"))
    said = page.inner_text("body")
    page.goto(sentence)
    assert page.locator(":target").inner_text().strip() in said
    page.goto(receipt)
    file = _recorded(page)
    page.goto(f"{site.address('/record/verify/', language)}?receipt={site.url}{file}")
    page.locator("main form button[type=submit]").first.click()
    page.locator(".notice--success").first.wait_for()


def _recorded(page: Page) -> str:
    """The address of the receipt's file, once the entry has its place in the record."""
    link = page.locator(f"a[href$='{FILE}']")
    deadline = time.monotonic() + PATIENCE
    while not link.count() and time.monotonic() < deadline:
        page.reload()
    return str(link.first.get_attribute("href"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_mail_itself_is_fit_for_everybody(
    browser: Browser, letters: dict[str, EmailMessage], language: str
) -> None:
    page = browser.page_for(None, language=language)
    page.set_content(html_of(letters[language]))
    assert axe(page) == []
    assert fits(page) == []


def test_stopping_without_signing_in(browser: Browser, site: Site, letters: dict[str, EmailMessage]) -> None:
    address = str(letters["en"]["List-Unsubscribe"]).strip("<> ")
    page = browser.page_for(None)
    page.goto(address)
    page.get_by_role("button", name="Stop these e-mails").click()
    assert page.locator("h1").inner_text() == "We send no more of these e-mails"
    assert Participant.objects.get(pk=site.cast.amina.pk).hears == "site"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_message_waits_on_the_site(
    browser: Browser, site: Site, letters: dict[str, EmailMessage], javascript: bool
) -> None:
    page = browser.open("/me/messages/", site.cast.amina, javascript=javascript)
    page.get_by_role("link", name="What became of yours").first.click()
    assert "Cards, yes." in page.inner_text("main")
    page.goto("/me/messages/")
    read = page.locator("main li", has_text="What became of yours")
    assert (read.count(), read.locator(".badge--accent").count()) == (1, 0)


def test_following_and_stopping_with_a_tap(browser: Browser, site: Site, letters: dict[str, EmailMessage]) -> None:
    page = browser.open("/consultations/mobility-account/", site.cast.gezim, javascript=False)
    page.locator("#follow button").click()
    assert "You follow this." in page.inner_text("#follow")
    page.goto("/me/following/")
    page.get_by_role("button", name="Stop following").click()
    assert "Nothing here yet" in page.inner_text("main")
