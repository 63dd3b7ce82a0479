"""One text, written by a room: a desk, a wall, two phones, one of them Arabic, and one without JavaScript."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from consultations.record.models import Event
from realtime.models import Draft, Session
from realtime.queries.drafts import document_of
from tests.browser import Browser, look, shot
from tests.scene import scene

SHARES_THE_SITE = True
# test_live_session.py walks through the same steps in every run.
pytestmark = pytest.mark.nightly
TITLE = "A letter to the mayor"
STEP = "section[data-activity=text]"


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
            look(page, f"draft-{step}-{name}")

    def press(self, label: str) -> None:
        self.desk.locator("[data-step=text]").get_by_role("button", name=label).first.click()


def prepare(browser: Browser) -> tuple[Page, str]:
    slug = scene(browser.site).consultation.slug
    desk = browser.open(f"/consultations/{slug}/live/new/", browser.site.cast.chidi, viewport="desktop")
    desk.get_by_label("Writing a text together").check()
    desk.get_by_label("Name of the session").fill(TITLE)
    desk.get_by_label("Question to the room").fill("What do we ask for?")
    desk.get_by_role("button", name="Prepare the session").click()
    desk.get_by_role("link", name="Go to the desk").click()
    desk.get_by_role("button", name="Open the session").click()
    return desk, Session.objects.get(title=TITLE).code


def joined(browser: Browser, code: str, language: str = "en", *, javascript: bool = True) -> Page:
    page = browser.open(f"/live/{code}/", language=language, javascript=javascript)
    page.locator("main form button").click()
    return page


def area(page: Page):
    return page.locator(f"{STEP} textarea[data-area]")


def stored() -> str:
    return document_of(Draft.objects.get(session__title=TITLE)).text


def write(screens: Screens) -> None:
    phone, arabic, wall = screens.phone, screens.arabic, screens.wall
    screens.press("Open this step")
    expect(area(phone)).to_be_visible()
    area(phone).press_sequentially("Dear mayor,\nwe ask for shade.")
    expect(area(arabic)).to_have_value("Dear mayor,\nwe ask for shade.")
    area(phone).press("Home")
    area(arabic).press("Control+End")
    area(arabic).press_sequentially("\nنطلب مقاعد 😀.")
    area(phone).press_sequentially("Please: ")
    both = "Dear mayor,\nPlease: we ask for shade.\nنطلب مقاعد 😀."
    for page in (phone, arabic):
        expect(area(page)).to_have_value(both)
    expect(wall.locator(f"{STEP} .live-text")).to_have_text("Dear mayor,Please: we ask for shade.نطلب مقاعد 😀.")
    expect(phone.locator(f"{STEP} [data-saved]")).to_have_text("Saved")
    expect(phone.locator(f"{STEP} [data-others]")).to_have_text("Others writing now: 1")
    assert stored() == both
    screens.look("written")


def save_without_a_program(screens: Screens) -> None:
    plain = screens.plain
    plain.reload()
    now = area(plain).input_value()
    area(plain).fill(now.replace("shade", "shade and water"))
    area(screens.phone).press("Control+Home")
    area(screens.phone).press_sequentially("To all: ")
    expect(area(screens.arabic)).to_have_value("To all: " + now)
    plain.locator(f"{STEP} form button[type=submit]").first.click()
    assert "Your text is saved." in plain.inner_text("main")
    merged = "To all: " + now.replace("shade", "shade and water")
    expect(area(screens.phone)).to_have_value(merged)
    area(plain).fill(merged.replace("Dear", "Honoured"))
    area(screens.phone).fill(merged.replace("Dear", "Esteemed"))
    expect(area(screens.arabic)).to_have_value(merged.replace("Dear", "Esteemed"))
    plain.locator(f"{STEP} form button[type=submit]").first.click()
    assert "Both texts are below" in plain.inner_text("main")
    assert area(plain).input_value() == merged.replace("Dear", "Honoured")
    assert plain.get_by_label("The text of the others").input_value() == merged.replace("Dear", "Esteemed")
    shot(plain, "draft-conflict-plain-en")
    plain.locator(f"{STEP} form button[type=submit]").first.click()
    expect(area(screens.phone)).to_have_value(merged.replace("Dear", "Honoured"))


def lose_the_line(screens: Screens) -> None:
    """What is typed without a line is kept over a reload and reaches the others later."""
    phone = screens.phone
    before = area(screens.arabic).input_value()
    phone.evaluate(
        "(line => { line.connect = () => {}; line.socket.close(); })(document.querySelector('live-room').line)"
    )
    area(phone).press("Control+End")
    area(phone).press_sequentially(" Thank you.")
    expect(phone.locator(f"{STEP} [data-saved]")).to_have_text("Saving…")
    area(screens.arabic).press("Control+Home")
    area(screens.arabic).press_sequentially("* ")
    phone.reload()
    for page in (phone, screens.arabic):
        expect(area(page)).to_have_value(f"* {before} Thank you.", timeout=20_000)


def suggest(screens: Screens) -> None:
    phone, desk, plain = screens.phone, screens.desk, screens.plain
    screens.press("suggest changes")
    expect(area(phone)).to_be_hidden()
    last = phone.locator(f"{STEP} .live-passage").last
    last.get_by_text("Suggest other words").press("Enter")
    last.get_by_label("What it should say").fill("نطلب مقاعد كثيرة. Thank you.")
    last.get_by_role("button", name="Send the suggestion").press("Enter")
    plain.reload()
    first = plain.locator(f"{STEP} .live-passage").first
    first.get_by_text("Suggest a new passage after it").click()
    first.get_by_label("New passage").fill("We are your neighbours.")
    first.locator("[data-add] button").click()
    assert "Your suggestion is sent." in plain.inner_text("main")
    waiting = desk.locator("[data-step=text] .live-suggestion")
    expect(waiting).to_have_count(2)
    screens.look("suggested")
    waiting.first.get_by_role("button", name="Accept").click()
    expect(screens.wall.locator(f"{STEP} .live-text")).to_contain_text("مقاعد كثيرة")
    expect(waiting.first).to_contain_text("Accepted")
    waiting.last.get_by_text("Decline or hide").click()
    waiting.last.get_by_label("Reason, shown to everyone").first.fill("The letter is from the city")
    waiting.last.get_by_role("button", name="Decline").click()
    expect(phone.locator(f"{STEP} .live-suggestion").last).to_contain_text("The letter is from the city")


def close(browser: Browser, screens: Screens, code: str) -> None:
    desk = screens.desk
    screens.press("Close this step")
    text = stored()
    for page in (screens.wall, screens.phone):
        expect(page.locator("[data-after=text]")).to_contain_text("مقاعد كثيرة")
        expect(page.locator("[data-after=text]")).to_contain_text("People who wrote: 3")
    screens.look("told")
    desk.get_by_role("button", name="Close the session").click()
    desk.get_by_role("link", name="Hand over results").first.click()
    look(desk, "draft-results-desktop-en")
    desk.get_by_label("Hand this over: What should our text say?").check()
    desk.get_by_role("button", name="Hand over what is chosen").click()
    look(desk, "draft-minutes-desktop-en")
    minutes = browser.open(f"/live/{code}/minutes/", language="ar")
    look(minutes, "draft-minutes-phone-ar")
    for line in text.splitlines():
        expect(minutes.locator("main")).to_contain_text(line)
    told = Event.objects.filter(type="session.result").order_by("-position").first()
    assert told is not None
    draft = Draft.objects.get(session__title=TITLE)
    assert (told.data["log_sha256"], told.data["edits"]) == (draft.digest, draft.edits)
    assert len(draft.digest) == len(hashlib.sha256().hexdigest())


def test_a_text_from_its_first_word_to_the_minutes(browser: Browser) -> None:
    desk, code = prepare(browser)
    wall = browser.open(f"/live/{code}/projector/", viewport="projector")
    phone, arabic = joined(browser, code), joined(browser, code, "ar")
    screens = Screens(desk, wall, phone, arabic, joined(browser, code, javascript=False))
    write(screens)
    save_without_a_program(screens)
    lose_the_line(screens)
    suggest(screens)
    close(browser, screens, code)
