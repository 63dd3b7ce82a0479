"""A live session to its contributions: a desk, a wall, two phones (one Arabic), one without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import create_consultation, describe_consultation, open_consultation
from consultations.record.models import Event
from realtime.models import Session
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from realtime.web.rooms import qr
from tests.browser import Browser, look
from tests.realtime.rooms import AGENDA, TestRoom


@pytest.fixture
def consultation(browser: Browser) -> str:
    if Consultation.objects.filter(slug="bus-line").exists():
        return "bus-line"
    now, dana = timezone.now(), browser.site.cast.dana
    made = create_consultation(actor=dana, slug="bus-line", now=now)
    describe_consultation(
        actor=dana,
        consultation=made,
        language="en",
        now=now,
        title="A bus line for all",
        question="What should the new bus line be like?",
    )
    open_consultation(actor=dana, consultation=made, now=now)
    return made.slug


def write(page: Page, text: str) -> None:
    page.locator("section[data-activity=ideas] textarea").fill(text)
    page.locator("section[data-activity=ideas] form:has(textarea) button[type=submit]").click()


@dataclass
class Screens:
    """Who is in the room."""

    desk: Page
    wall: Page
    english: Page
    arabic: Page
    plain: Page
    code: str


TEXTS = ["Shade where we wait", "A driver who waits for my wheelchair", "Seats in the shade at every stop"]


def prepare(browser: Browser, consultation: str) -> tuple[Page, str]:
    cast = browser.site.cast
    desk = browser.open(f"/consultations/{consultation}/", cast.chidi, viewport="desktop")
    desk.get_by_role("link", name="Prepare a live session").click()
    desk.get_by_role("button", name="Prepare the session").click()
    expect(desk.locator(".error-summary")).to_be_visible()
    desk.get_by_label("Name of the session").fill("Thursday at the library")
    desk.get_by_label("Question to the room").fill("What would make you take the bus?")
    look(desk, "live-prepare-desktop-en")
    desk.get_by_role("button", name="Prepare the session").click()
    desk.get_by_role("link", name="Go to the desk").click()
    expect(desk.get_by_role("button", name="Open the session")).to_be_visible()
    return desk, Session.objects.get(title="Thursday at the library").code


def come_in(browser: Browser, desk: Page, code: str) -> Screens:
    wall = browser.open(f"/live/{code}/projector/", viewport="projector")
    expect(wall.locator(".live-wall__code")).to_have_text(f"{code[:3]} {code[3:]}")
    look(wall, "live-projector-waiting-en")

    english = browser.open("/live/")
    english.get_by_label("Code of the session").fill("bcdbcd" if code != "BCDBCD" else "ddddd")
    english.get_by_role("button").get_by_text("Go to the session").click()
    expect(english.locator(".error-summary")).to_be_visible()
    look(english, "live-enter-error-phone-en")
    english.get_by_label("Code of the session").fill(f" {code[:3].lower()} {code[3:].lower()} ")
    english.get_by_role("button").get_by_text("Go to the session").click()
    look(english, "live-join-phone-en")
    english.get_by_label("A name for you").fill("Mira")
    english.get_by_role("button", name="Join the session").click()
    # The picture on the wall holds the address that the next phone opens; the language is chosen there.
    scanned = browser.site.address(f"/live/{code}/")
    assert wall.locator(".live-qr path").last.get_attribute("d") in qr(scanned)
    arabic = browser.page_for(language="ar")
    arabic.goto(scanned)
    arabic.locator(".site-header summary").first.click()
    arabic.locator(".site-header a[hreflang=ar]").click()
    arabic.locator("main form button").click()
    plain = browser.open(f"/live/{code}/", javascript=False)
    plain.get_by_role("button", name="Join the session").click()
    expect(english.locator("[data-line]")).to_have_text("Connected")
    look(english, "live-waiting-phone-en")
    return Screens(desk, wall, english, arabic, plain, code)


def collect(screens: Screens) -> None:
    desk, wall, english, arabic, plain = screens.desk, screens.wall, screens.english, screens.arabic, screens.plain
    desk.get_by_role("button", name="Open the session").click()
    expect(english.get_by_role("heading", name="A short break")).to_be_visible()
    desk.locator("[data-step=ideas]").get_by_role("button", name="Open").click()
    for page in (english, arabic, wall):
        expect(page.locator("section[data-activity=ideas]")).to_be_visible()
    write(english, "Seats in the shade at every stop")
    write(arabic, "حافلات كل عشر دقائق")
    plain.reload()
    write(plain, "   ")
    assert plain.locator(".error-summary").inner_text().count("Write something first.") == 1
    write(plain, "A driver who waits for my wheelchair")
    write(english, "Shade where we wait")
    for page in (english, arabic, wall):
        notes = page.locator("section[data-activity=ideas] [data-notes] .live-note__text")
        expect(notes).to_have_count(4)
        assert set(notes.all_inner_texts()) == {*TEXTS, "حافلات كل عشر دقائق"}
    expect(english.locator("[data-own]:visible")).to_have_count(2)
    assert "Mira" not in wall.content()
    for page, name in ((english, "phone-en"), (arabic, "phone-ar"), (wall, "projector-en"), (desk, "desk-en")):
        look(page, f"live-collect-{name}")
    plain.reload()
    assert plain.locator("section[data-activity=ideas] [data-notes] .live-note").count() == 4
    plain.get_by_role("link", name="Refresh by itself").click()
    assert (plain.locator("meta[http-equiv=refresh]").count(), plain.locator("main form").count()) == (1, 0)


def group(screens: Screens) -> None:
    desk, wall, english = screens.desk, screens.wall, screens.english
    desk.locator("[data-step=ideas]").get_by_role("button", name="Close this step").click()
    desk.locator("[data-step=themes]").get_by_role("button", name="Open").click()
    for title in ("Waiting", "Travelling"):
        desk.get_by_label("New theme").fill(title)
        desk.get_by_role("button", name="Add the theme").click()
        expect(desk.locator(".live-column h3", has_text=title)).to_be_visible()
    waiting = desk.locator(".live-column", has=desk.locator("h3", has_text="Waiting"))
    travelling = desk.locator(".live-column", has=desk.locator("h3", has_text="Travelling"))
    desk.locator(".live-note", has_text=TEXTS[2]).drag_to(waiting)
    expect(waiting.locator(".live-note")).to_have_count(1)
    note = desk.locator(".live-note", has_text=TEXTS[1])
    note.locator("summary").press("Enter")
    note.locator("select").select_option(label="Travelling")
    note.get_by_role("button", name="Move there").press("Enter")
    expect(travelling.locator(".live-note")).to_have_count(1)
    stays = desk.locator(".live-note", has_text=TEXTS[2]).get_attribute("data-id")
    note = desk.locator(".live-note", has_text=TEXTS[0])
    note.locator("summary").press("Enter")
    note.get_by_label("Says the same as note number").fill(str(stays))
    note.get_by_role("button", name="Merge into it").press("Enter")
    expect(waiting.locator("[data-merged] li")).to_have_text(TEXTS[0])
    expect(english.locator(".live-column:visible h3", has_text="Waiting")).to_be_visible()
    for page, name in ((english, "phone-en"), (wall, "projector-en"), (desk, "desk-en")):
        look(page, f"live-group-{name}")


def give_dots(screens: Screens) -> None:
    desk, wall, english, arabic, plain = screens.desk, screens.wall, screens.english, screens.arabic, screens.plain
    desk.locator("[data-step=themes]").get_by_role("button", name="Close this step").click()
    desk.locator("[data-step=dots]").get_by_role("button", name="Open").click()
    for page in (english, arabic):
        item = page.locator("section[data-activity=dots] .live-item", has_text="Waiting")
        item.locator("[data-more]").click()
        item.locator("[data-more]").click()
    item = english.locator("section[data-activity=dots] .live-item", has_text="Travelling")
    item.locator("[data-more]").click()
    expect(english.locator("section[data-activity=dots] .lead")).to_have_text("Dots left: 0")
    expect(item.locator("[data-more]")).to_be_disabled()
    plain.goto(f"/live/{screens.code}/")
    plain.locator("section[data-activity=dots] .live-item", has_text="Travelling").locator("[data-more]").click()
    assert "Your dots: 1" in plain.locator("section[data-activity=dots] .live-item", has_text="Travelling").inner_text()
    for page, name in ((english, "phone-en"), (arabic, "phone-ar"), (wall, "projector-en")):
        look(page, f"live-dots-{name}")
    assert "Dots of everyone" not in wall.inner_text("main")
    desk.locator("[data-step=dots]").get_by_role("button", name="Close this step").click()
    expect(desk.locator(".live-item", has_text="Waiting").locator("[data-tally]")).to_have_text("Dots of everyone: 4")
    for page, name in ((wall, "projector-en"), (arabic, "phone-ar")):
        expect(page.locator("[data-after=dots] [data-title]").first).to_have_text("Waiting")
        look(page, f"live-told-{name}")
    desk.get_by_role("button", name="Close the session").click()
    expect(english.get_by_role("link", name="Read the minutes")).to_be_visible()


def hand_over(browser: Browser, screens: Screens, consultation: str) -> None:
    desk, code = screens.desk, screens.code
    desk.get_by_role("link", name="Hand over results").first.click()
    look(desk, "live-results-desktop-en")
    desk.get_by_label("Hand this over: Waiting").check()
    desk.get_by_label("Hand this over: Travelling").check()
    desk.get_by_label("Title").first.fill("Shade and seats at every stop")
    desk.get_by_role("button", name="Hand over what is chosen").click()
    look(desk, "live-minutes-desktop-en")
    made = Contribution.objects.filter(kind="session_output", consultation__slug=consultation).order_by("pk")
    assert [(each.title, each.channel, each.author) for each in made] == [
        ("Shade and seats at every stop", "room", None),
        ("Travelling", "room", None),
    ]
    results = Event.objects.filter(type="session.result", process=consultation).order_by("position")
    assert [(event.data["notes"], event.data["dots"]) for event in results] == [(2, 4), (1, 2)]
    page = browser.open(f"/contributions/{made[0].pk}/", language="ar")
    page.locator(f"a[href$='/live/{code}/minutes/']").click()
    look(page, "live-minutes-phone-ar")
    page = browser.open(f"/consultations/{consultation}/")
    assert page.get_by_role("link", name="Thursday at the library").count() == 1


@pytest.mark.nightly
def test_a_session_from_preparing_to_contributions(browser: Browser, consultation: str) -> None:
    desk, code = prepare(browser, consultation)
    screens = come_in(browser, desk, code)
    collect(screens)
    group(screens)
    give_dots(screens)
    hand_over(browser, screens, consultation)


def test_what_is_written_without_a_line_is_sent_when_it_is_back(browser: Browser, consultation: str) -> None:

    now, chidi = timezone.now(), browser.site.cast.chidi
    session = prepare_session(
        actor=chidi,
        consultation=Consultation.objects.get(slug=consultation),
        title="Tunnels",
        agenda=AGENDA,
        language="en",
        now=now,
    )
    room = TestRoom(session, join(session=session, actor=chidi, now=now)[0], now)
    room.lead("room.open")
    room.lead("activity.open", activity="ideas")
    phone = browser.open(f"/live/{session.code}/")
    phone.get_by_role("button", name="Join the session").click()
    expect(phone.locator("[data-line]")).to_have_text("Connected")
    phone.locator("#text-ideas").fill("half a thou")
    phone.reload()
    expect(phone.locator("#text-ideas")).to_have_value("half a thou")
    browser.site.kill()
    expect(phone.locator("[data-line=offline], [data-line=connecting]")).to_be_visible()
    write(phone, "Written in the tunnel")
    expect(phone.locator("[data-sending] li")).to_have_count(1)
    browser.site.start()
    expect(phone.locator("[data-notes] .live-note__text")).to_have_text("Written in the tunnel", timeout=40_000)
    expect(phone.locator("[data-sending] li")).to_have_count(0)
    assert [note.text for note in room.state().board()] == ["Written in the tunnel"]
    watch = browser.watches[phone]
    watch.complaints = [line for line in watch.complaints if "WebSocket" not in line]
