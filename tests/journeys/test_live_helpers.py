"""Who helps to lead a session: a door that is seen at once, names in groups, the agenda, notes for a group.

A desk; a co-facilitator's phone in Arabic; a note-taker's phone; guests, one of them without JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from realtime.domain.activity import Activity
from realtime.enums import SeatRole
from realtime.models import Session
from realtime.operations.join import join
from realtime.operations.people import give_role
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, look
from tests.journeys.test_live_people import arrive
from tests.scene import scene

SHARES_THE_SITE = True
TABLES = [{"name": "Buses", "place": "By the door"}, {"name": "Bicycles"}]
AGENDA = (
    Activity("tables", "breakouts", "Tables", "Which stops?", settings={"how": "chance", "count": 2, "texts": TABLES}),
    Activity("ideas", "collect", "Ideas", "What is missing here?", 300, {"notes": 0, "names": "nobody"}),
)
SLOW = 15_000  # the list is asked for at most every five seconds


@dataclass(frozen=True)
class Helpers:
    browser: Browser
    session: Session
    desk: Page
    helper: Page
    writer: Page

    def go(self, page: Page, path: str, language: str = "en") -> None:
        page.goto(self.browser.site.address(f"/live/{self.session.code}/{path}", language))

    def card(self, page: Page, name: str) -> Locator:
        return page.locator(".card", has=page.get_by_role("heading", name=name))


def gathered(browser: Browser) -> Helpers:
    chidi, now = browser.site.cast.chidi, timezone.now()
    session = prepare_session(
        actor=chidi,
        consultation=scene(browser.site).consultation,
        title="An evening with helpers",
        agenda=AGENDA,
        language="en",
        now=now,
    )
    lead, _ = join(session=session, actor=chidi, now=now)
    helper, writer = arrive(browser, session.code, "سمر", "ar"), arrive(browser, session.code, "Lila")
    for name, role in (("سمر", SeatRole.COFACILITATOR), ("Lila", SeatRole.NOTETAKER)):
        give_role(by=lead, seat=session.seats.get(name=name), role=role, now=now)
    desk = browser.open(f"/live/{session.code}/people/", chidi, viewport="desktop")
    return Helpers(browser, session, desk, helper, writer)


def see_who_comes(helpers: Helpers) -> None:
    desk = helpers.desk
    expect(desk.locator("[data-line]")).to_have_text("Connected")
    expect(desk.get_by_role("link", name="Refresh")).to_be_hidden()
    desk.get_by_label("I let people in myself").check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("[data-line]")).to_have_text("Connected")
    lila = helpers.card(desk, "Lila")
    lila.locator("summary").click()
    typed = lila.get_by_label("Reason, told to the person")
    typed.fill("Half a sent")
    plain = arrive(helpers.browser, helpers.session.code, "Milo", javascript=False)
    expect(desk.get_by_role("heading", name="Milo")).to_be_visible(timeout=SLOW)
    expect(desk.locator("[data-said]")).to_have_text("People: 3 · Waiting to be let in: 1")
    typed.press_sequentially("ence")
    assert (typed.input_value(), typed.evaluate("field => field === document.activeElement")) == (
        "Half a sentence",
        True,
    )
    look(desk, "helpers-door-desktop-en")
    see_it_let_in(helpers, plain)
    assert typed.input_value() == "Half a sentence"


def see_it_let_in(helpers: Helpers, plain: Page) -> None:
    """By the co-facilitator; the facilitator's page follows, and keeps the button under somebody's finger."""
    desk, helper = helpers.desk, helpers.helper
    letting = helpers.card(desk, "Milo").get_by_role("button")
    letting.focus()
    helpers.go(helper, "people/", "ar")
    look(helper, "helpers-door-phone-ar")
    helpers.card(helper, "Milo").locator("button").click()
    expect(desk.locator("[data-list=here] h3", has_text="Milo")).to_be_visible(timeout=SLOW)
    assert letting.evaluate("button => button === document.activeElement")
    letting.evaluate("button => button.blur()")
    expect(desk.locator("[data-shown=waiting]")).to_be_hidden(timeout=SLOW)
    plain.reload()
    assert "You are waiting to be let in" not in plain.inner_text("main")


def read_names_in_groups(helpers: Helpers) -> None:
    desk, browser = helpers.desk, helpers.browser
    helpers.go(desk, "facilitate/")
    desk.get_by_role("button", name="Open the session").click()
    desk.get_by_role("button", name="Open the next step").click()
    desk.get_by_role("button", name="Form the groups").click()
    helpers.go(desk, "people/")
    desk.get_by_label("Anybody with the code comes in").check()
    desk.get_by_role("button", name="Save").click()
    helpers.go(desk, "facilitate/")
    for name in ("Otter 7", "أمل"):
        phone = arrive(browser, helpers.session.code, name)
        expect(phone.locator(".live-group__name")).not_to_be_empty()
    named = desk.locator("[data-names] bdi")
    expect(named.filter(has_text="Otter 7")).to_be_visible(timeout=SLOW)
    expect(named.filter(has_text="أمل")).to_be_visible(timeout=SLOW)
    expect(desk.locator("[data-fact=numbers]:visible")).to_have_count(0)
    look(desk, "helpers-groups-desktop-en")
    helpers.go(helpers.helper, "facilitate/", "ar")
    look(helpers.helper, "helpers-groups-phone-ar")


def write_for_a_group(helpers: Helpers) -> None:
    writer = helpers.writer
    helpers.go(writer, "notes/")
    writer.get_by_label("What the person said").fill("A stop at the school gate")
    writer.get_by_role("button", name="Write it down").click()
    assert "Choose the group." in writer.inner_text(".error-summary")
    look(writer, "helpers-which-group-phone-en")
    writer.get_by_label("Group").select_option("Bicycles")
    writer.get_by_role("button", name="Write it down").click()
    expect(writer.locator(".slip__letters code")).to_be_visible()
    look(writer, "helpers-slip-phone-en")
    group = helpers.desk.locator(".live-group", has_text="Bicycles").first
    group.get_by_text("Notes of this group").click()
    expect(group.locator(".live-notes")).to_contain_text("A stop at the school gate")


def change_the_agenda(helpers: Helpers) -> None:
    helper = helpers.helper
    helpers.go(helper, "facilitate/", "ar")
    helper.locator("[aria-labelledby=run-sheet] a[href$='/agenda/']").click()
    look(helper, "helpers-agenda-phone-ar")
    assert helper.locator("a[href$='/rehearse/'], a[href$='/plan/'], a[href$='/live/agendas/']").count() == 0
    helper.locator("#step-ideas button[value=copy]").click()
    expect(helper.locator(".live-agenda__step")).to_have_count(3)


@pytest.mark.nightly
def test_those_who_help_to_lead(browser: Browser) -> None:
    helpers = gathered(browser)
    see_who_comes(helpers)
    read_names_in_groups(helpers)
    write_for_a_group(helpers)
    change_the_agenda(helpers)
