"""A room that speaks in turn, is told something and works in groups: a desk, a wall, phones, one without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from realtime.domain.activity import Activity
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, look
from tests.scene import scene

SHARES_THE_SITE = True
AGENDA = (Activity("talk", "speak", "Talk", "What do you expect of the new line?", settings={"seconds_each": 90}),)


@dataclass
class Hall:
    """Who is in the room; ``plain`` has no JavaScript."""

    desk: Page
    wall: Page
    phone: Page
    arabic: Page
    plain: Page

    def look(self, step: str) -> None:
        named = {"phone-en": self.phone, "phone-ar": self.arabic, "projector-en": self.wall, "desk-en": self.desk}
        for name, page in named.items():
            look(page, f"talk-{step}-{name}")

    def sheet(self, step: str) -> Locator:
        return self.desk.locator(f"[data-step={step}]")

    def press(self, step: str, label: str) -> None:
        self.sheet(step).get_by_role("button", name=label).first.click()

    def here(self, page: Page, step: str) -> Locator:
        return page.locator(f"section[data-activity={step}]")


def gathered(browser: Browser, agenda: tuple[Activity, ...], title: str) -> Hall:
    """An open session with everyone in it."""
    cast = browser.site.cast
    session = prepare_session(
        actor=cast.chidi,
        consultation=scene(browser.site).consultation,
        title=title,
        agenda=agenda,
        language="en",
        now=timezone.now(),
    )
    join(session=session, actor=cast.chidi, now=timezone.now())
    desk = browser.open(f"/live/{session.code}/facilitate/", cast.chidi, viewport="desktop")
    desk.get_by_role("button", name="Open the session").click()
    wall = browser.open(f"/live/{session.code}/projector/", viewport="projector")
    phones = [
        browser.open(f"/live/{session.code}/", language=language, javascript=javascript)
        for language, javascript in (("en", True), ("ar", True), ("en", False))
    ]
    for page in phones:
        page.locator("main form button").first.click()
    return Hall(desk, wall, *phones)


def ask_to_speak(hall: Hall) -> None:
    hall.press("talk", "Open this step")
    phone, arabic, plain = (hall.here(page, "talk") for page in (hall.phone, hall.arabic, hall.plain))
    phone.get_by_label("A name to show while you speak").fill("Mira")
    phone.get_by_role("button", name="I want to speak").press("Enter")
    expect(phone.get_by_text("You are next.")).to_be_visible()
    hall.plain.reload()
    plain.get_by_role("button", name="I want to speak").click()
    expect(plain.get_by_text("You are number 2 in the order.")).to_be_visible()
    arabic.locator("form:visible button[type=submit]").click()
    expect(arabic.locator("[data-if=waits]")).to_be_visible()
    hall.sheet("talk").get_by_label("Somebody without a phone").fill("The lady in the second row")
    hall.press("talk", "Put them on the list")
    expect(hall.sheet("talk").locator("[data-queue] li")).to_have_count(4)
    expect(hall.sheet("talk").locator("[data-queue] strong")).to_have_text(
        ["Mira", "Speaker 2", "Speaker 3", "The lady in the second row"]
    )
    expect(hall.here(hall.wall, "talk").get_by_text("Waiting to speak: 4")).to_be_visible()
    hall.look("asked")


def speak(hall: Hall) -> None:
    phone, wall, sheet = hall.here(hall.phone, "talk"), hall.here(hall.wall, "talk"), hall.sheet("talk")
    hall.press("talk", "Call the next")
    expect(phone.get_by_text("It is your turn. Please speak.")).to_be_visible()
    expect(hall.phone.locator("[data-said]")).to_contain_text("It is your turn. Please speak.", timeout=12_000)
    expect(wall.get_by_text("Mira")).to_be_visible()
    hall.look("speaking")
    hall.press("talk", "Let the interpreter speak")
    expect(wall.get_by_text("The interpreter is speaking. The time stands still.")).to_be_visible()
    hall.look("interpreter")
    hall.press("talk", "The speaker goes on")
    hall.press("talk", "One more minute")
    phone.get_by_role("button", name="I have finished").click()
    expect(wall.get_by_text("Nobody is speaking now.")).to_be_visible()
    expect(wall.get_by_text("Next: Speaker 2")).to_be_visible()
    phone.get_by_role("button", name="I want to speak").click()
    expect(phone.get_by_text("You are number 4 in the order.")).to_be_visible()
    hall.press("talk", "Call the next")
    expect(wall.get_by_text("Speaker 2", exact=True)).to_be_visible()
    hall.plain.reload()
    assert "It is your turn. Please speak." in hall.plain.inner_text("main")
    sheet.get_by_role("button", name="Call The lady in the second row").click()
    expect(wall.get_by_text("Speaker 4")).to_be_visible()
    hall.press("talk", "Close this step")


def test_speaking_in_turn(browser: Browser) -> None:
    hall = gathered(browser, AGENDA, "An evening of speeches")
    ask_to_speak(hall)
    speak(hall)
    hall.desk.get_by_role("button", name="Close the session").click()
    hall.desk.get_by_role("link", name="Read the minutes").first.click()
    expect(hall.desk.get_by_text("People who spoke: 3.")).to_be_visible()
    assert "Mira" not in hall.desk.inner_text("main")
    look(hall.desk, "talk-minutes-desk-en")
