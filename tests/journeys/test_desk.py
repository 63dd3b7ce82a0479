"""The desk in Chromium: a text is edited, its causes linked by keyboard, thirty answered alike; a resident reads."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cms.groups import keep_in_step
from cms.operations.consultations import ConsultationPlan, make_consultation
from consultations.decisions.models import Decision, Disposition, Link
from consultations.decisions.operations import draft_decision
from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import PhasePlan, contribute
from tests.browser import Browser, axe, fits
from tests.site import Site

SHOTS = os.environ.get("SHOTS", "")
DRAFT = "<p>The account keeps trips for one year.</p><p>Tickets are sold in the app.</p>"
FINAL = "The account keeps trips for thirty days."
WORDS = {
    "title": "Mobility account",
    "question": "What should one account for buses, bikes and parking do?",
    "who_decides": "The city council, on 4 March.",
    "can_change": "What the account offers.",
    "cannot_change": "Cash stays possible.",
}
# The administration's own messages fade in: half seen, their contrast is nobody's.
AT_REST = "() => Promise.allSettled(document.getAnimations().map(each => each.finished)).then(() => null)"
expect.set_options(timeout=20_000)


def look(page: Page, name: str) -> None:
    """Nothing that axe finds; a picture where SHOTS names a folder."""
    page.evaluate(AT_REST)
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"desk-{name}.png"), full_page=True)
    assert axe(page, within="#main") == []
    assert fits(page) == []


@pytest.fixture(scope="module")
def decision(site: Site) -> Decision:
    """A draft with thirty contributions that ask for the same, and one that asks for something else."""
    now = timezone.now()
    dana = site.cast.dana
    keep_in_step(dana)
    open_acts = [Act.PROPOSE, Act.COMMENT, Act.SUPPORT]
    phases = [PhasePlan(PhaseKind.PROPOSE, now - timedelta(days=1), now + timedelta(days=20), open_acts)]
    themes = {"privacy": {"en": "Privacy", "ar": "الخصوصية"}}
    plan = ConsultationPlan("mobility", "en", {**WORDS, "summary": "", "plain_summary": ""}, phases, themes)
    consultation = make_consultation(actor=dana, plan=plan, now=now, open_it=True).consultation
    titles = [*(f"Delete my trips ({number})" for number in range(1, 31)), "Keep cash"]
    for number, title in enumerate(titles):
        body = "Keep a counter." if title == "Keep cash" else "Delete trips after thirty days."
        contribute(
            actor=site.cast.amina,
            consultation=consultation,
            kind="proposal",
            title=title,
            body=body,
            now=now - timedelta(minutes=60 - number),
        )
    return draft_decision(actor=dana, consultation=consultation, slug="rules", title="Rules", html=DRAFT, now=now)


def save_after_the_session_ended(page: Page) -> None:
    """Nothing is sent to a site that no longer knows who sends it; signed in again, the same page is saved."""
    session = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Save as the next version").click()
    expect(page.get_by_role("alert")).to_contain_text("You are no longer signed in.")
    expect(page.locator(".public-DraftEditor-content").first).to_contain_text(FINAL)
    page.context.add_cookies([cookie for cookie in session if cookie["name"] == "sessionid"])
    page.get_by_role("button", name="Save as the next version").click()


def edit(page: Page, decision: Decision) -> None:
    page.goto(f"/cms/desk/decisions/{decision.pk}/text/")
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(FINAL)
    page.wait_for_function("text => document.querySelector('[name=html]').value.includes(text)", arg=FINAL)
    save_after_the_session_ended(page)
    expect(page.get_by_text("0 of 2 changes have a reason")).to_be_visible()
    look(page, "decision")


def press(page: Page, name: str, key: str = "Enter") -> None:
    """Goes by Tab to the control with that name, and presses."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(
            "name => (document.activeElement.labels?.[0] ?? document.activeElement).innerText?.trim().startsWith(name)",
            name,
        ):
            page.keyboard.press(key)
            return
    raise AssertionError(f"no way by keyboard to {name}")


def link_by_keyboard(page: Page) -> None:
    page.goto(page.url.split("#")[0])
    press(page, "Say why")
    expect(page.get_by_text("Hints only. They compare words, not meaning: you decide.")).to_be_visible()
    expect(page.locator("mark", has_text="thirty").first).to_be_visible()
    look(page, "change")
    press(page, "Delete my trips", key="Space")
    press(page, "Reason", key="End")
    page.keyboard.type("It asked for thirty days.")
    press(page, "Link the chosen ones")
    expect(page.get_by_text("1 contribution is linked.")).to_be_visible()
    page.get_by_role("link", name="Next change without a reason").click()
    page.get_by_text("Or: the city's own initiative").click()
    page.fill("[name=own-reason]", "Tickets have rules of their own now.")
    page.get_by_role("button", name="Mark as own initiative").click()
    expect(page.get_by_text("It is marked as the city's own initiative.")).to_be_visible()


def answer_thirty(page: Page) -> None:
    page.goto("/cms/desk/consultations/mobility/answers/?q=trips")
    page.get_by_label("Choose all 30 that this list holds, on every page").check()
    expect(page.locator("[data-desk-count]")).to_have_text("30")
    page.get_by_label("Taken up", exact=True).check()
    page.fill("[name=reason]", "Thirty days now stand in the text.")
    look(page, "answers")
    page.get_by_role("button", name="Answer the chosen ones").click()
    expect(page.get_by_text("You answer 30 contributions alike: Taken up")).to_be_visible()
    look(page, "confirm")
    page.get_by_role("button", name="Answer 30 contributions").click()
    expect(page.get_by_text("30 contributions are answered.")).to_be_visible()


def publish(page: Page, decision: Decision) -> None:
    page.goto(f"/cms/desk/decisions/{decision.pk}/")
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text("1 contribution has no answer yet.").first).to_be_visible()
    look(page, "stopped")
    with page.expect_navigation():
        page.get_by_role("link", name="What is missing", exact=True).click()
    look(page, "missing")
    page.get_by_role("link", name="has no answer").click()
    expect(page.get_by_label("Keep cash")).to_be_checked()
    page.get_by_label("Already provided for").check()
    page.fill("[name=reason]", "Counters stay, as the law says.")
    page.get_by_role("button", name="Answer the chosen ones").click()
    expect(page.get_by_text("1 contribution is answered.")).to_be_visible()
    page.goto(f"/cms/desk/decisions/{decision.pk}/")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text("The decision is published.")).to_be_visible()


def test_from_an_edited_text_to_a_resident_who_reads_why(browser: Browser, decision: Decision) -> None:
    page = browser.page_for(browser.site.cast.dana, viewport="desktop")
    edit(page, decision)
    link_by_keyboard(page)
    answer_thirty(page)
    publish(page, decision)
    assert Disposition.objects.filter(outcome="adopted").count() == 30
    for language in ("en", "ar"):
        for javascript in (True, False):
            shown = browser.open("/consultations/mobility/decisions/rules/", language=language, javascript=javascript)
            shown.locator("#main summary").first.click()
            expect(shown.get_by_text("It asked for thirty days.").first).to_be_visible()
            expect(shown.get_by_text("Delete my trips").first).to_be_visible()


def test_dragging_a_contribution_onto_the_change_ticks_it(browser: Browser, decision: Decision) -> None:
    link = Link.objects.filter(contribution__isnull=False).order_by("pk").first()
    assert link is not None
    page = browser.open(
        f"/cms/desk/decisions/{decision.pk}/changes/{link.change_id}/?q=cash",
        browser.site.cast.dana,
        viewport="desktop",
    )
    page.locator("[data-desk-drag]", has_text="Keep cash").drag_to(page.locator("[data-desk-drop]"))
    expect(page.get_by_label("Keep cash")).to_be_checked()
    expect(page.locator("[name=link-reason]")).to_be_focused()


def test_the_forms_of_the_desk_need_no_script(browser: Browser, decision: Decision) -> None:
    link = Link.objects.filter(contribution__isnull=False).order_by("pk").first()
    assert link is not None
    before = Link.objects.count()
    page = browser.open(
        f"/cms/desk/decisions/{decision.pk}/changes/{link.change_id}/?q=cash",
        browser.site.cast.dana,
        viewport="desktop",
        javascript=False,
    )
    page.get_by_label("Keep cash").check()
    page.get_by_label("Was considered").check()
    page.fill("[name=link-reason]", "It was weighed too.")
    page.get_by_role("button", name="Link the chosen ones").click()
    expect(page.locator("body")).to_contain_text("It was weighed too.")
    assert Link.objects.count() == before + 1


@pytest.mark.parametrize("viewport", ["phone", "desktop"])
def test_the_desk_on_a_phone_and_the_register_in_arabic(browser: Browser, decision: Decision, viewport: str) -> None:
    dana = browser.site.cast.dana
    address = Consultation.objects.get().slug
    for name, path in (
        ("decision", f"/cms/desk/decisions/{decision.pk}/"),
        ("missing", f"/cms/desk/decisions/{decision.pk}/missing/"),
        ("answers", f"/cms/desk/consultations/{address}/answers/?show=all"),
    ):
        look(browser.open(path, dana, viewport=viewport), f"{name}-{viewport}")
    register = browser.open("/algorithms/", language="ar", viewport=viewport)
    assert axe(register) == []
    assert fits(register) == []


@pytest.mark.parametrize("viewport", ["phone", "desktop"])
def test_the_desk_in_arabic_in_the_dark(browser: Browser, decision: Decision, viewport: str) -> None:
    """As Dana chose it in her account."""
    dana = browser.site.cast.dana
    UserProfile.objects.update_or_create(user=dana, defaults={"preferred_language": "ar", "theme": "dark"})
    link = Link.objects.filter(contribution__isnull=False).order_by("pk").first()
    assert link is not None
    for name, path in (
        ("decision", f"/cms/desk/decisions/{decision.pk}/"),
        ("change", f"/cms/desk/decisions/{decision.pk}/changes/{link.change_id}/"),
        ("answers", "/cms/desk/consultations/mobility/answers/?show=all"),
    ):
        page = browser.open(path, dana, viewport=viewport, scheme="dark")
        assert page.evaluate("document.dir") == "rtl"
        look(page, f"{name}-{viewport}-ar-dark")
