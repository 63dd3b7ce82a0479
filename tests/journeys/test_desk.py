"""The desk in Chromium: a text is edited, its causes linked by keyboard, thirty answered alike; a resident reads."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from cms.groups import keep_in_step
from consultations.decisions.models import Decision, Disposition, Link
from consultations.deliberation.models import Contribution
from tests.browser import Browser, axe, fits
from tests.journeys.desk_story import STORIES, Story, drafted
from tests.journeys.walk import Walk
from tests.site import Site

SHOTS = os.environ.get("SHOTS", "")
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
def decisions(site: Site) -> dict[str, Decision]:
    keep_in_step(site.cast.dana)
    return {language: drafted(site, language) for language in STORIES}


@pytest.fixture
def decision(site: Site, decisions: dict[str, Decision]) -> Decision:
    choose(site, language="en", theme="light")
    return decisions["en"]


def choose(site: Site, *, language: str, theme: str) -> None:
    """What Dana has set in her account of the administration."""
    wanted = {"preferred_language": language, "theme": theme}
    UserProfile.objects.update_or_create(user=site.cast.dana, defaults=wanted)


@dataclass
class Desk(Walk):
    """Dana's way, in her language."""

    @property
    def told(self) -> Story:
        return STORIES[self.language]

    def button(self, page: Page, label: str) -> None:
        page.get_by_role("button", name=self.words(label)).click()

    def says(self, page: Page, sentence: str) -> None:
        expect(page.get_by_text(sentence).first).to_be_visible()

    def look(self, page: Page, step: str) -> None:
        look(page, f"{step}-{self.name}")


def save_after_the_session_ended(desk: Desk, page: Page) -> None:
    """Nothing is sent to a site that no longer knows who sends it; signed in again, the same page is saved."""
    session = page.context.cookies()
    page.context.clear_cookies()
    desk.button(page, "Save as the next version")
    ended = desk.words("You are no longer signed in. Nothing is saved yet, and nothing is lost.")
    expect(page.get_by_role("alert")).to_contain_text(ended)
    expect(page.locator(".public-DraftEditor-content").first).to_contain_text(desk.told.final)
    page.context.add_cookies([cookie for cookie in session if cookie["name"] == "sessionid"])
    desk.button(page, "Save as the next version")


def edit(desk: Desk, page: Page, decision: Decision) -> None:
    page.goto(f"/cms/desk/decisions/{decision.pk}/text/")
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(desk.told.final)
    typed = "text => document.querySelector('[name=html]').value.includes(text)"
    page.wait_for_function(typed, arg=desk.told.final)
    save_after_the_session_ended(desk, page)
    some = ("%(done)s of %(all)s change has a reason", "%(done)s of %(all)s changes have a reason")
    desk.says(page, desk.counted(*some, 2, done=0, all=2))
    desk.look(page, "decision")


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


def link_by_keyboard(desk: Desk, page: Page) -> None:
    page.goto(page.url.split("#")[0])
    press(page, desk.words("Say why"))
    desk.says(page, desk.words("Hints only. They compare words, not meaning: you decide."))
    expect(page.locator("mark", has_text=desk.told.shared).first).to_be_visible()
    desk.look(page, "change")
    press(page, desk.told.alike[0], key="Space")
    press(page, desk.words("Reason"), key="End")
    page.keyboard.type(desk.told.cause)
    press(page, desk.words("Link the chosen ones"))
    desk.says(page, desk.counted("%(number)s contribution is linked.", "%(number)s contributions are linked.", 1))
    desk.follow(page, "Next change without a reason")
    desk.says(page, desk.words("Or: the city's own initiative"))
    page.get_by_text(desk.words("Or: the city's own initiative")).click()
    page.fill("[name=own-reason]", desk.told.initiative)
    desk.button(page, "Mark as own initiative")
    desk.says(page, desk.words("It is marked as the city's own initiative."))


def answer_thirty(desk: Desk, page: Page, decision: Decision) -> None:
    page.goto(f"/cms/desk/consultations/{decision.consultation.slug}/answers/?q={desk.told.searched}")
    every = ("Choose %(number)s", "Choose all %(number)s that this list holds, on every page")
    page.get_by_label(desk.counted(*every, 30)).check()
    expect(page.locator("[data-desk-count]")).to_have_text("30")
    desk.choose(page, "Taken up")
    page.fill("[name=reason]", desk.told.answer)
    desk.look(page, "answers")
    desk.button(page, "Answer the chosen ones")
    alike = ("You answer %(number)s contribution:", "You answer %(number)s contributions alike:")
    desk.says(page, f"{desk.counted(*alike, 30)} {desk.words('Taken up')}")
    desk.look(page, "confirm")
    page.get_by_role(
        "button", name=desk.counted("Answer %(number)s contribution", "Answer %(number)s contributions", 30)
    ).click()
    desk.says(page, desk.counted("%(number)s contribution is answered.", "%(number)s contributions are answered.", 30))


def publish(desk: Desk, page: Page, decision: Decision) -> None:
    page.goto(f"/cms/desk/decisions/{decision.pk}/")
    desk.button(page, "Publish this version")
    waits = ("%(count)s contribution has no answer yet.", "%(count)s contributions have no answer yet.")
    desk.says(page, desk.counted(*waits, 1, count=1))
    desk.look(page, "stopped")
    with page.expect_navigation():
        desk.follow(page, "What is missing")
    desk.look(page, "missing")
    other = Contribution.objects.get(consultation=decision.consultation, title=desk.told.other[0])
    page.get_by_role("link", name=desk.words("Contribution %(number)s has no answer") % {"number": other.pk}).click()
    expect(page.get_by_label(desk.told.other[0])).to_be_checked()
    desk.choose(page, "Already provided for")
    page.fill("[name=reason]", desk.told.provided)
    desk.button(page, "Answer the chosen ones")
    desk.says(page, desk.counted("%(number)s contribution is answered.", "%(number)s contributions are answered.", 1))
    page.goto(f"/cms/desk/decisions/{decision.pk}/")
    desk.says(page, desk.words("Nothing is missing: every change has a reason and every contribution an answer."))
    desk.button(page, "Publish this version")
    desk.says(page, desk.words("The decision is published."))


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.nightly)])
def test_from_an_edited_text_to_a_resident_who_reads_why(
    browser: Browser, decisions: dict[str, Decision], language: str
) -> None:
    decision = decisions[language]
    choose(browser.site, language=language, theme="light")
    desk = Desk(browser, "desk", "desktop", language)
    page = browser.page_for(browser.site.cast.dana, viewport="desktop")
    edit(desk, page, decision)
    link_by_keyboard(desk, page)
    answer_thirty(desk, page, decision)
    publish(desk, page, decision)
    adopted = Disposition.objects.filter(outcome="adopted", contribution__consultation=decision.consultation)
    assert adopted.count() == 30
    for javascript in (True, False):
        read = f"/consultations/{decision.consultation.slug}/decisions/rules/"
        shown = browser.open(read, language=language, javascript=javascript)
        shown.locator("#main summary").first.click()
        desk.says(shown, desk.told.cause)
        desk.says(shown, desk.told.alike[0])


def test_dragging_a_contribution_onto_the_change_ticks_it(browser: Browser, decision: Decision) -> None:
    link = decision.links.filter(contribution__isnull=False).order_by("pk").first()
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
    link = decision.links.filter(contribution__isnull=False).order_by("pk").first()
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


def test_words_typed_in_the_last_moment_before_saving_are_saved(browser: Browser, decision: Decision) -> None:
    address = f"/cms/desk/consultations/{decision.consultation.slug}/decisions/new/"
    page = browser.open(address, browser.site.cast.dana, viewport="desktop")
    page.fill("[name=title]", "Typed in haste")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("Saved at once.")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/desk/decisions/\d+/$"))
    assert Decision.objects.get(title="Typed in haste").revisions.get().body == "<p>Saved at once.</p>"


def test_the_desk_on_a_phone(browser: Browser, decision: Decision) -> None:
    page = browser.page_for(browser.site.cast.dana, viewport="phone")
    for name, path in (
        ("decision", f"/cms/desk/decisions/{decision.pk}/"),
        ("missing", f"/cms/desk/decisions/{decision.pk}/missing/"),
        ("answers", f"/cms/desk/consultations/{decision.consultation.slug}/answers/?show=all"),
    ):
        page.goto(path)
        look(page, f"{name}-phone")


@pytest.mark.parametrize("viewport", ["phone", pytest.param("desktop", marks=pytest.mark.nightly)])
def test_the_desk_in_arabic_in_the_dark(browser: Browser, decision: Decision, viewport: str) -> None:
    """As Dana chose it in her account."""
    choose(browser.site, language="ar", theme="dark")
    page = browser.page_for(browser.site.cast.dana, viewport=viewport, scheme="dark")
    link = decision.links.filter(contribution__isnull=False).order_by("pk").first()
    assert link is not None
    for name, path in (
        ("decision", f"/cms/desk/decisions/{decision.pk}/"),
        ("change", f"/cms/desk/decisions/{decision.pk}/changes/{link.change_id}/"),
        ("answers", f"/cms/desk/consultations/{decision.consultation.slug}/answers/?show=all"),
    ):
        page.goto(path)
        assert page.evaluate("document.dir") == "rtl"
        look(page, f"{name}-{viewport}-ar-dark")
