"""What a phone tells its own person: that time runs out, and where they stand on the opinion map."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from realtime.domain.activity import Activity
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, look, shot
from tests.realtime.rooms import TestRoom
from tests.scene import scene

SHARES_THE_SITE = True
STATEMENTS = ["Night buses", "Fewer stops", "Bicycles aboard", "Free for children", "شاشات في المحطات"]
AGENDA = (
    Activity("ideas", "collect", "Ideas", "What should change?", 300),
    Activity("views", "opinion", "Views", "Do you agree?", settings={"statements": STATEMENTS}),
)
KEEP_WHAT_IS_SAID = """(place) => {
  window.said = [];
  new MutationObserver(() => said.push([performance.now(), place.textContent])).observe(place, { childList: true });
}"""


def opened(browser: Browser, step: str) -> TestRoom:
    now, chidi = timezone.now(), browser.site.cast.chidi
    consultation = scene(browser.site).consultation
    session = prepare_session(
        actor=chidi, consultation=consultation, title="Your own", agenda=AGENDA, language="en", now=now
    )
    room = TestRoom(session, join(session=session, actor=chidi, now=now)[0], now)
    room.lead("room.open")
    room.lead("activity.open", activity=step)
    return room


def joined(browser: Browser, room: TestRoom, language: str = "en", **device: object) -> Page:
    page = browser.open(f"/live/{room.session.code}/", language=language, **device)
    page.locator("main form button").click()
    expect(page.locator("section[data-activity]:not([hidden])")).to_be_visible()
    return page


def shorten(room: TestRoom, seconds: int) -> None:
    room.now = timezone.now()
    assert room.lead("activity.extend", activity="ideas", seconds=-seconds).seq


@pytest.mark.nightly
def test_that_time_runs_out_is_said_politely(browser: Browser) -> None:
    room = opened(browser, "ideas")
    phones = [joined(browser, room), joined(browser, room, "ar")]
    phones.append(browser.open(f"/live/{room.session.code}/facilitate/", browser.site.cast.chidi, viewport="desktop"))
    for page in phones:
        expect(page.locator("section[data-activity=ideas] .live-timer, .live-now .live-timer").first).to_be_visible()
        page.locator("[data-said]").evaluate(KEEP_WHAT_IS_SAID)
    shorten(room, 235)
    guest = room.guest()
    for number in range(20):
        assert room.act(guest, "note.add", activity="ideas", text=f"Idea {number}").seq
    for page in phones:
        said = page.locator("[data-said]")
        words = page.locator("live-room")
        expect(said).to_contain_text(words.get_attribute("words-minute"), timeout=20_000)
    look(phones[0], "own-minute-phone-en")
    shorten(room, 3600)
    for page in phones:
        words = page.locator("live-room").get_attribute("words-over")
        expect(page.locator("[data-said]")).to_contain_text(words, timeout=20_000)
        expect(page.locator(".live-timer[data-state=over]").first).to_have_text(words)
    late = joined(browser, room)
    late.wait_for_timeout(6000)
    expect(late.locator("[data-said]")).to_have_text("")
    for name, page in zip(("phone-en", "phone-ar", "desk-en"), phones, strict=True):
        look(page, f"own-over-{name}")
        times = [at for at, _text in page.evaluate("said")]
        assert all(later - at > 4900 for at, later in zip(times, times[1:], strict=False)), "at most every five seconds"
        assert [
            text.count(page.locator("live-room").get_attribute("words-over")) for _at, text in page.evaluate("said")
        ][-1] == 1


def answer(page: Page, votes: tuple[int, ...]) -> None:
    """As they are put, one after the other, by keyboard."""
    section = page.locator("section[data-activity=views]")
    for _ in votes:
        text = section.locator("[data-ask] [data-text]").inner_text()
        vote = votes[STATEMENTS.index(text)]
        section.locator(f"[data-ask] button[value='{vote}']").press("Enter")
        expect(section.locator("[data-ask] [data-text]")).not_to_have_text(text)


def test_where_one_stands_on_the_map(browser: Browser) -> None:
    room = opened(browser, "views")
    for person in range(24):
        seat = room.guest()
        for place, vote in enumerate((1, 2, 1, 1, 2) if person % 2 else (2, 1, 2, 1, 1), 1):
            assert room.act(seat, "opinion.give", activity="views", item=-place, vote=vote).seq
    phone, arabic, silent = joined(browser, room), joined(browser, room, "ar"), joined(browser, room)
    answer(phone, (1, 2, 1, 1, 3))
    answer(arabic, (2, 1, 2, 1, 1))
    plain = joined(browser, room, javascript=False)
    for _ in STATEMENTS:
        plain.locator("section[data-activity=views] [data-ask] button[value='1']").click()
    room.lead("activity.close", activity="views")
    for page in (phone, arabic, silent):
        page.locator("[data-map] a").click()
    plain.reload()
    plain.locator("[data-map] a").click()
    expect(plain.locator(".opinion-map__own")).to_have_count(1)
    expect(plain.locator("main")).to_contain_text("Only you see this.")
    shot(plain, "own-map-plain-en")
    for name, page in {"phone-en": phone, "phone-ar": arabic}.items():
        expect(page.locator(".opinion-map__own")).to_have_count(1)
        look(page, f"own-map-{name}")
        page.set_viewport_size({"width": 1280, "height": 800})
        look(page, f"own-map-desktop-{name}")
    expect(phone.locator("main")).to_contain_text("Only you see this.")
    expect(silent.locator("main")).to_contain_text("You did not answer here, so you have no place on the map.")
    expect(silent.locator(".opinion-map__own")).to_have_count(0)
    look(silent, "own-map-silent-phone-en")
