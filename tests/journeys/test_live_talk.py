"""A room that speaks in turn, is told something and works in groups: a desk, a wall, phones, one without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from realtime.domain.activity import Activity
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, look
from tests.scene import scene

SHARES_THE_SITE = True
# test_live_session.py walks through the same steps in every run.
pytestmark = pytest.mark.nightly
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


SLIDES = [
    {"title": "Where the line will go", "text": "From the depot along the river.\n\nEvery ten minutes until midnight."},
    {
        "title": "What it costs",
        "text": "Four million a year. The details: https://example.org/budget",
        "picture": "/static/img/mark.svg",
        "alt": "The mark of the platform",
        "video": "/media/line.mp4",
        "captions": "/media/line-captions",
        "transcript": "Good evening. This is the new line.",
    },
    {"title": "What comes next", "text": "You decide in March."},
]
FACTS = Activity(
    "facts", "inform", "Facts", "The new line", settings={"slides": SLIDES, "questions": True, "visible": "at_once"}
)


def test_slides_and_questions(browser: Browser) -> None:
    hall = gathered(browser, (FACTS,), "An evening of facts")
    hall.press("facts", "Open this step")
    phone, wall, arabic, plain = (hall.here(page, "facts") for page in (hall.phone, hall.wall, hall.arabic, hall.plain))
    expect(wall.get_by_role("heading", name="Where the line will go")).to_be_visible()
    hall.press("facts", "Next slide")
    for page in (phone, wall, arabic):
        expect(page.get_by_role("heading", name="What it costs")).to_be_visible()
        expect(page.get_by_role("heading", name="Where the line will go")).to_be_hidden()
    phone.get_by_text("Other slides shown so far").click()
    expect(phone.get_by_role("heading", name="Where the line will go")).to_be_visible()
    expect(phone.get_by_role("heading", name="What comes next")).to_be_hidden()
    phone.get_by_label("Your question").fill("Will it run at night, too?")
    phone.get_by_role("button", name="Ask the question").press("Enter")
    phone.get_by_label("Your question").fill("Who pays for it?")
    phone.get_by_role("button", name="Ask the question").press("Enter")
    expect(wall.locator(".live-question")).to_have_count(2)
    hall.plain.reload()
    plain.locator("[data-questions] li", has_text="Who pays").get_by_role("button").click()
    arabic.locator("[data-questions] li", has_text="Who pays").locator("button:visible").click()
    expect(wall.locator(".live-question").first).to_contain_text("Upvotes: 2")
    sheet = hall.sheet("facts")
    sheet.locator("[data-questions] li", has_text="at night").get_by_role("button", name="Answer it now").click()
    expect(wall.locator(".live-question--now")).to_contain_text("Will it run at night, too?")
    hall.look("questions")
    hall.plain.reload()
    assert "Being answered now" in hall.plain.inner_text("main")
    sheet.locator("[data-questions] li", has_text="at night").get_by_role("button", name="It is answered").click()
    expect(wall.locator(".live-question")).to_have_count(1)
    hall.press("facts", "Close this step")
    hall.desk.get_by_role("button", name="Close the session").click()
    hall.desk.get_by_role("link", name="Hand over results").first.click()
    expect(hall.desk.get_by_label("Hand this over: Who pays for it?")).to_be_visible()
    hall.desk.goto(hall.desk.url.replace("results", "minutes"))
    look(hall.desk, "talk-questions-minutes-desk-en")
    assert hall.desk.locator("main table tbody tr", has_text="at night").inner_text().split()[-1] == "yes"


PREPARED = [
    {"name": "Buses", "place": "By the door", "question": "Which stops are missing?"},
    {"name": "Bicycles", "place": "At the window", "question": "Where do you park?"},
]
GROUPS = Activity(
    "groups",
    "breakouts",
    "Groups",
    "What do you need on your way?",
    600,
    settings={"how": "chance", "count": 2, "size": 0, "texts": PREPARED},
)


def come_into_groups(hall: Hall) -> tuple[str, Page, Page]:
    """The group of the phone without JavaScript; who else is in it, and who is not."""
    hall.press("groups", "Open this step")
    expect(hall.here(hall.phone, "groups").get_by_text("The groups are being formed.")).to_be_visible()
    hall.press("groups", "Form the groups")
    pages = [hall.phone, hall.arabic]
    for page in pages:
        expect(hall.here(page, "groups").locator(".live-group__name")).to_be_visible()
    names = [hall.here(page, "groups").locator(".live-group__name").inner_text() for page in pages]
    assert sorted(names) == ["Bicycles", "Buses"]
    hall.plain.reload()
    hall.here(hall.plain, "groups").get_by_role("button", name="Get my group").click()
    plain = hall.here(hall.plain, "groups").locator(".live-group__name").inner_text()
    assert plain in names
    return (plain, hall.phone, hall.arabic) if plain == names[0] else (plain, hall.arabic, hall.phone)


def test_groups_that_report_back(browser: Browser) -> None:
    hall = gathered(browser, (GROUPS,), "An evening in groups")
    plain, first, other = come_into_groups(hall)
    mate, here = hall.plain, hall.here(first, "groups")
    here.locator("textarea").fill("A roof at the depot")
    here.locator("form:visible button[type=submit]").first.press("Enter")
    expect(here.locator("[data-group-notes=own] li")).to_have_count(1)
    hall.plain.reload()
    assert "A roof at the depot" in mate.inner_text("main")
    hall.here(mate, "groups").get_by_label("A note of your group").fill("Benches")
    hall.here(mate, "groups").get_by_role("button", name="Write it down").click()
    assert "Your note is saved for your group." in mate.inner_text("main")
    expect(here.locator("[data-group-notes=own] li")).to_have_count(2)
    expect(hall.here(hall.wall, "groups").get_by_text("Notes: 2")).to_be_visible()
    for page in (other, hall.wall):
        assert "roof" not in page.content()
    hall.look("working")
    hall.press("groups", f"Let the group report {plain}")
    for page in (other, hall.wall, first):
        expect(hall.here(page, "groups").get_by_text("A roof at the depot").first).to_be_visible()
    hall.look("report")
    hall.plain.reload()
    assert "Your group has reported." in hall.plain.inner_text("main")
    expect(hall.desk.locator("[data-columns]").get_by_text("Benches")).to_be_visible()
    hall.press("groups", "End this report")
    expect(hall.here(hall.wall, "groups").locator(".live-group").first).to_be_visible()
    hall.press("groups", "Close this step")
    hall.desk.get_by_role("button", name="Close the session").click()
    expect(hall.desk.get_by_role("link", name="Read the minutes").first).to_be_visible()
    hall.desk.goto(hall.desk.url.replace("facilitate", "minutes"))
    look(hall.desk, "talk-groups-minutes-desk-en")
    assert hall.desk.locator("main table tbody tr", has_text=plain).inner_text().split()[-1] == "yes"
