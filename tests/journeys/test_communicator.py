"""Dana, who needs no technical help: from sign-in to a published outcome page, in Chromium."""

from __future__ import annotations

import re

from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.groups import keep_in_step
from cms.models import ConsultationPage, OutcomePage
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import contribute
from tests.browser import Browser, shot
from tests.journeys.walk import Walk
from tests.site import Site

expect.set_options(timeout=20_000)


def sign_in(browser: Browser) -> Page:
    """By the code that comes by mail; the page editor sends there whoever is not signed in."""
    dana = browser.site.cast.dana
    EmailAddress.objects.get_or_create(user=dana, email=dana.email, defaults={"verified": True, "primary": True})
    page = browser.page_for(viewport="desktop")
    page.goto("/cms/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.fill("input[name=login]", str(dana.email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector("input[name=code]")
    page.fill("input[name=code]", browser.site.code_sent_to(str(dana.email)))
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm").click()
    expect(page).to_have_url(re.compile("/cms/$"))
    return page


def make_consultation(page: Page) -> None:
    page.get_by_role("link", name="Consultations", exact=True).first.click()
    page.get_by_role("link", name="New consultation").click()
    shot(page, "communicator-desk-new")
    page.fill("[name=title]", "Mobility account")
    page.fill("[name=question]", "What should one account for buses, bikes and parking do?")
    page.fill("[name=who_decides]", "The city council, on 4 March.")
    page.fill("[name=can_change]", "What the account offers.")
    page.fill("[name=cannot_change]", "Cash stays possible.")
    page.fill("[name=themes]", "Tickets\nPrivacy")
    page.get_by_label("Arabic").check()
    page.get_by_role("button", name="Save and open").click()
    expect(page.get_by_text("“Mobility account” is saved.")).to_be_visible()
    shot(page, "communicator-desk-consultation")


def translate(page: Page) -> None:
    arabic = ConsultationPage.objects.get(language="ar", consultation__slug="mobility-account")
    page.goto(f"/cms/pages/{arabic.pk}/edit/")
    page.fill("[name=title]", "حساب التنقل")
    page.fill("[name=question]", "ماذا ينبغي أن يقدم الحساب الواحد؟")
    shot(page, "communicator-editor-arabic")
    publish(page)


def write(page: Page, text: str) -> None:
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    # The editor hands its text to the form a moment after the last key.
    page.wait_for_function("text => document.querySelector('[name=html]').value.includes(text)", arg=text)


def decide(page: Page) -> None:
    page.goto("/cms/desk/consultations/mobility-account/")
    page.get_by_role("link", name="Start a decision").click()
    page.fill("[name=title]", "Rules of the account")
    write(page, "The account keeps trips for one year.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Edit the text").click()
    write(page, "The account keeps trips for thirty days.")
    page.get_by_role("button", name="Save as the next version").click()
    expect(page.get_by_role("link", name="Say why")).to_be_visible()
    shot(page, "communicator-desk-decision")
    page.get_by_role("link", name="Say why").click()
    page.get_by_label("Delete my trips").check()
    page.fill("[name=link-reason]", "It asked for thirty days.")
    shot(page, "communicator-desk-change")
    page.get_by_role("button", name="Link the chosen ones").click()
    expect(page.get_by_text("1 contribution is linked.")).to_be_visible()


def answer_and_publish(page: Page) -> None:
    page.goto("/cms/desk/consultations/mobility-account/answers/")
    page.get_by_label("Delete my trips").check()
    page.get_by_label("Taken up", exact=True).check()
    page.fill("[name=reason]", "Thirty days now stand in the text.")
    shot(page, "communicator-desk-answers")
    page.get_by_role("button", name="Answer the chosen ones").click()
    expect(page.get_by_text("Nobody waits for an answer here.")).to_be_visible()
    page.goto("/cms/desk/consultations/mobility-account/")
    page.get_by_role("link", name="Rules of the account").click()
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text("The decision is published.")).to_be_visible()


LIVE_BLOCKS = (
    "Live figures",
    "Changes, with their reasons",
    "Where it came from (picture)",
    "Who has an answer",
    "Promises",
)


def tell(page: Page) -> str:
    """Makes the outcome page under the consultation's, with blocks that count when they are read; its address."""
    above = ConsultationPage.objects.get(language="en", consultation__slug="mobility-account")
    page.goto(f"/cms/pages/add/cms/outcomepage/{above.pk}/")
    page.fill("[name=title]", "What came of it")
    page.select_option("[name=decision]", label="Rules of the account")
    for label in LIVE_BLOCKS:
        page.get_by_role("button", name="Insert a block").last.click()
        page.get_by_role("option", name=label).click()
    page.get_by_label("people took part with an account").check()
    shot(page, "communicator-outcome-editor")
    publish(page)
    return str(OutcomePage.objects.get(title="What came of it").url)


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(re.compile(r"(has been|and) published\."))).to_be_visible()


def everyone_reads(browser: Browser, outcome: str) -> None:
    """Both languages show the same contributions; the outcome counts them; the record holds all of it."""
    for language, words in (("en", "What should one account"), ("ar", "ماذا ينبغي")):
        for viewport in ("phone", "desktop"):
            walk = Walk(browser, "communicator", viewport, language, viewport == "desktop")
            page = walk.open("/consultations/mobility-account/")
            expect(page.locator("h1")).to_contain_text(words)
            expect(page.get_by_role("link", name="Delete my trips")).to_be_visible()
            walk.shot(page, "consultation")
            page = walk.open(outcome)
            expect(page.get_by_text("It asked for thirty days.")).to_be_visible()
            expect(page.locator(".flow svg")).to_be_visible()
            walk.look(page, "outcome")
    page = browser.open(outcome)
    expect(page.get_by_text("1 of 1 contribution has an answer.")).to_be_visible()
    say(browser.site, Consultation.objects.get(slug="mobility-account"), "Keep my trips")
    page.reload()
    expect(page.get_by_text("1 of 2 contributions have an answer.")).to_be_visible()


def say(site: Site, consultation: Consultation, title: str) -> Contribution:
    return contribute(
        actor=site.cast.amina,
        consultation=consultation,
        kind="proposal",
        title=title,
        body="Delete trips after thirty days." if title == "Delete my trips" else "I like to look at them.",
        now=timezone.now(),
    )


def test_from_sign_in_to_a_published_outcome(browser: Browser) -> None:
    keep_in_step(browser.site.cast.dana)
    page = sign_in(browser)
    make_consultation(page)
    say(browser.site, Consultation.objects.get(slug="mobility-account"), "Delete my trips")
    translate(page)
    decide(page)
    answer_and_publish(page)
    everyone_reads(browser, tell(page))
