"""Questions put to a room: a desk, a wall, a phone, an Arabic phone, and one without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from realtime.models import Session
from tests.browser import Browser, look
from tests.scene import scene

SHARES_THE_SITE = True
# test_live_session.py walks through the same steps in every run.
pytestmark = pytest.mark.nightly
TITLE = "An evening at the depot"


def prepare(browser: Browser) -> tuple[Page, str]:
    slug = scene(browser.site).consultation.slug
    desk = browser.open(f"/consultations/{slug}/live/new/", browser.site.cast.chidi, viewport="desktop")
    desk.get_by_label("Questions with answers to choose from").check()
    desk.get_by_label("Name of the session").fill(TITLE)
    desk.get_by_label("Question to the room").fill("When do you ride?")
    desk.get_by_role("textbox", name="Answers to choose from").fill("In the morning")
    desk.get_by_role("button", name="Prepare the session").click()
    expect(desk.locator(".error-summary")).to_contain_text("Write at least two answers")
    look(desk, "polls-prepare-desktop-en")
    desk.get_by_role("textbox", name="Answers to choose from").fill("In the morning\nAt noon\nمساءً، بعد العمل")
    desk.get_by_role("button", name="Prepare the session").click()
    desk.get_by_role("link", name="Ask and count answers").click()
    desk.get_by_label("Question to the room").fill("What do you carry?")
    desk.get_by_label("Answers", exact=True).fill("A child\nA bicycle\nShopping")
    desk.get_by_label("as many as they like").check()
    desk.get_by_role("button", name="Add this step").click()
    desk.get_by_role("link", name="Go to the desk").click()
    desk.get_by_role("button", name="Open the session").click()
    return desk, Session.objects.get(title=TITLE).code


def joined(browser: Browser, code: str, language: str = "en", *, javascript: bool = True) -> Page:
    page = browser.open(f"/live/{code}/", language=language, javascript=javascript)
    page.locator("main form button").click()
    return page


def answer(page: Page, poll: str, *options: str) -> None:
    """Chooses and sends, by keyboard alone."""
    form = page.locator(f"section[data-activity={poll}] form")
    expect(form).to_be_visible()
    for option in options:
        form.get_by_label(option).press("Space")
    form.locator("button[type=submit]").press("Enter")


def tallies(page: Page, place: str) -> list[str]:
    return page.locator(f"{place} [data-share]:visible [data-tally]").all_inner_texts()


@dataclass
class Screens:
    """Who is in the room; ``plain`` has no JavaScript."""

    desk: Page
    wall: Page
    phone: Page
    arabic: Page
    plain: Page

    def look(self, step: str) -> None:
        named = {"phone-en": self.phone, "phone-ar": self.arabic, "projector-en": self.wall, "desk-en": self.desk}
        for name, page in named.items():
            look(page, f"polls-{step}-{name}")

    def press(self, poll: str, label: str) -> None:
        self.desk.locator(f"[data-step={poll}]").get_by_role("button", name=label).click()


def ask_for_one(screens: Screens) -> None:
    phone, wall, plain = screens.phone, screens.wall, screens.plain
    screens.press("poll-1", "Open this step")
    answer(phone, "poll-1")
    expect(phone.locator("[data-problem]")).to_contain_text("Choose an answer first.")
    answer(phone, "poll-1", "In the morning")
    expect(phone.locator("section[data-activity=poll-1] [data-answered]")).to_be_visible()
    expect(phone.locator("[data-said]")).to_contain_text("Your answer is saved.", timeout=12_000)
    answer(screens.arabic, "poll-1", "مساءً")
    plain.reload()
    answer(plain, "poll-1", "مساءً")
    assert "Your answer is saved." in plain.inner_text("main")
    expect(wall.locator("section[data-activity=poll-1] [data-voters]")).to_have_text("Answers: 3")
    assert tallies(wall, "section[data-activity=poll-1]") == []
    screens.look("asked")


def tell(screens: Screens) -> None:
    screens.press("poll-1", "Close this step")
    for page in (screens.phone, screens.arabic, screens.wall):
        expect(page.locator("[data-after=poll-1]")).to_be_visible()
        assert tallies(page, "[data-after=poll-1]") == ["1", "0", "2"]
    screens.plain.reload()
    assert tallies(screens.plain, "[data-after=poll-1]") == ["1", "0", "2"]
    said = "Closed, with its result on this page: When do you ride?"
    expect(screens.phone.locator("[data-said]")).to_contain_text(said, timeout=12_000)
    screens.look("told")


def ask_for_several(screens: Screens) -> None:
    phone = screens.phone
    screens.press("poll-2", "Open this step")
    answer(phone, "poll-2", "A child", "Shopping")
    expect(screens.wall.locator("section[data-activity=poll-2] [data-voters]")).to_have_text("Answers: 1")
    phone.reload()
    expect(phone.locator("section[data-activity=poll-2] input:checked")).to_have_count(2)
    expect(screens.wall.locator("[data-after=poll-1]")).to_be_hidden()
    screens.press("poll-2", "Close this step")


def hand_over(browser: Browser, desk: Page, code: str) -> None:
    desk.get_by_role("button", name="Close the session").click()
    desk.get_by_role("link", name="Hand over results").first.click()
    look(desk, "polls-results-desktop-en")
    desk.get_by_label("Hand this over: When do you ride?").check()
    desk.get_by_role("button", name="Hand over what is chosen").click()
    look(desk, "polls-minutes-desktop-en")
    minutes = browser.open(f"/live/{code}/minutes/", language="ar")
    look(minutes, "polls-minutes-phone-ar")
    assert minutes.locator("main table tbody tr", has_text="In the morning").inner_text().split()[-1] == "1"


def test_from_a_question_to_the_minutes(browser: Browser) -> None:
    desk, code = prepare(browser)
    wall = browser.open(f"/live/{code}/projector/", viewport="projector")
    phone, arabic = joined(browser, code), joined(browser, code, "ar")
    screens = Screens(desk, wall, phone, arabic, joined(browser, code, javascript=False))
    ask_for_one(screens)
    tell(screens)
    ask_for_several(screens)
    hand_over(browser, desk, code)
