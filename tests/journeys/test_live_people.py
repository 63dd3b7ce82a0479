"""People in a room: a door, waiting, roles, a note-taker's slip, order kept, and what comes after.

A desk; a phone that becomes the note-taker's; an Arabic phone; a phone without JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from realtime.domain.activity import Activity
from realtime.domain.plan import Plan
from realtime.models import Session
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, look, shot
from tests.scene import scene

SHARES_THE_SITE = True
TITLE = "An afternoon at the library"
AGENDA = (
    Activity("ideas", "collect", "Ideas", "What is missing here?", 300, {"notes": 0, "names": "who_wants"}),
    Activity("themes", "group", "Themes", "What belongs together?"),
)


def prepared(browser: Browser) -> str:
    plan = Plan(
        planned_at=timezone.now() + timedelta(days=1),
        place="Library, second floor",
        captions_url="https://captions.example.org/library",
    )
    session = prepare_session(
        actor=browser.site.cast.chidi,
        consultation=scene(browser.site).consultation,
        title=TITLE,
        agenda=AGENDA,
        language="en",
        now=timezone.now(),
        plan=plan,
    )
    return session.code


def arrive(browser: Browser, code: str, name: str, language: str = "en", *, javascript: bool = True) -> Page:
    page = browser.open(f"/live/{code}/", language=language, javascript=javascript)
    page.locator("input[name=name]").fill(name)
    page.locator("main form button").click()
    return page


@dataclass(frozen=True)
class Screens:
    browser: Browser
    code: str
    desk: Page
    phone: Page
    arabic: Page
    plain: Page

    def people(self) -> None:
        self.desk.goto(self.browser.site.address(f"/live/{self.code}/people/", "en"))

    def card(self, name: str) -> Page:
        return self.desk.locator(".card", has=self.desk.get_by_role("heading", name=name))


def come_in(browser: Browser) -> Screens:
    code = prepared(browser)
    desk = browser.open(f"/live/{code}/facilitate/", browser.site.cast.chidi, viewport="desktop")
    desk.get_by_role("button", name="Lead this session").click()
    door = browser.open(f"/live/{code}/")
    look(door, "people-join-phone-en")
    given = door.locator("input[name=name]").input_value()
    for _ in range(5):
        door.get_by_role("link", name="Give me another name").click()
    assert given != ""
    phone = arrive(browser, code, "Lila")
    desk.get_by_role("link", name="People and door").click()
    desk.get_by_label("I let people in myself").check()
    desk.get_by_role("button", name="Save").click()
    arabic = arrive(browser, code, "أمل", "ar")
    plain = arrive(browser, code, "Milo", javascript=False)
    return Screens(browser, code, desk, phone, arabic, plain)


def wait_to_be_let_in(screens: Screens) -> None:
    desk, arabic, plain = screens.desk, screens.arabic, screens.plain
    look(arabic, "people-waiting-phone-ar")
    assert "You are waiting to be let in" in plain.inner_text("main")
    desk.goto(screens.browser.site.address(f"/live/{screens.code}/facilitate/", "en"))
    desk.get_by_role("button", name="Open the session").click()
    expect(desk.locator("[data-waiting]")).to_have_text("Waiting to be let in: 2")
    look(desk, "people-desk-desktop-en")
    screens.people()
    look(desk, "people-list-desktop-en")
    desk.get_by_role("button", name="Let everybody in").click()
    expect(arabic.locator("[data-when=between]")).to_be_visible(timeout=15_000)
    plain.reload()
    assert "A short break" in plain.inner_text("main")
    look(arabic, "people-place-phone-ar")


def take_notes_for_others(screens: Screens) -> str:
    """The code on the slip."""
    desk, phone = screens.desk, screens.phone
    lila = screens.card("Lila")
    lila.locator("summary").click()
    look(desk, "people-role-desktop-en")
    lila.get_by_label("Role in this session").select_option("notetaker")
    lila.get_by_role("button", name="Give this role").click()
    expect(phone.locator("[data-line]")).to_have_text(
        "Your place in this room has changed. Reload the page.", timeout=15_000
    )
    desk.goto(screens.browser.site.address(f"/live/{screens.code}/facilitate/", "en"))
    desk.locator("[data-step=ideas]").get_by_role("button", name="Open this step").click()
    expect(desk.locator("[data-step=ideas]").get_by_role("button", name="Close this step")).to_be_visible()
    phone.reload()
    phone.get_by_role("link", name="Notes for people without a phone").click()
    look(phone, "people-notes-phone-en")
    phone.get_by_label("What the person said").fill("A bench in the shade of the plane tree")
    phone.get_by_label("Language of the slip").select_option("ar")
    phone.get_by_role("button", name="Put it on the board and make a slip").click()
    look(phone, "people-slip-phone-en")
    phone.emulate_media(media="print")
    shot(phone, "people-slip-printed")
    phone.emulate_media(media="screen")
    return phone.locator(".slip__letters code").inner_text()


def write_with_a_name_or_without(screens: Screens) -> None:
    arabic, plain, desk = screens.arabic, screens.plain, screens.desk
    form = arabic.locator("section[data-activity=ideas] form.live-write")
    form.locator("textarea").fill("ماء بارد في الصيف")
    form.locator("input[name=named]").check()
    look(arabic, "people-named-phone-ar")
    form.locator("button").click()
    plain.reload()
    plain.locator("section[data-activity=ideas] textarea").fill("Longer hours")
    plain.get_by_role("button", name="Put it on the board").click()
    expect(desk.locator(".live-note__name:visible")).to_have_text(["أمل"])
    expect(desk.locator(".live-note__text", has_text="plane tree")).to_be_visible()
    look(desk, "people-board-desktop-en")


def keep_order(screens: Screens) -> None:
    plain = screens.plain
    screens.people()
    milo = screens.card("Milo")
    milo.locator("summary").click()
    milo.get_by_label("Reason, told to the person").fill("Shouts at others.")
    milo.get_by_role("button", name="Mute").click()
    plain.reload()
    assert "Shouts at others." in plain.inner_text("main")
    look(screens.desk, "people-muted-desktop-en")
    people = f"/live/{screens.code}/people/"
    small = screens.browser.open(people, screens.browser.site.cast.chidi, language="ar")
    small.locator("summary", has=small.locator("bdi", has_text="Milo")).click()
    look(small, "people-list-phone-ar")
    milo = screens.card("Milo")
    milo.locator("summary").click()
    milo.get_by_label("Reason, told to the person").fill("Threatened a neighbour.")
    milo.get_by_role("button", name="Remove from the session").click()
    plain.reload()
    assert "The reason: Threatened a neighbour." in plain.inner_text("main")
    assert plain.locator("main form").count() == 0


def end(screens: Screens) -> None:
    desk = screens.desk
    desk.goto(screens.browser.site.address(f"/live/{screens.code}/facilitate/", "en"))
    desk.locator("[data-step=ideas]").get_by_role("button", name="Close this step").click()
    desk.get_by_role("button", name="Close the session").click()
    desk.get_by_role("link", name="Hand over results").first.click()
    desk.get_by_label("Hand this over: A bench").check()
    desk.get_by_role("button", name="Hand over what is chosen").click()
    look(desk, "people-minutes-desktop-en")


def correct(screens: Screens) -> None:
    arabic, desk = screens.arabic, screens.desk
    arabic.goto(screens.browser.site.address(f"/live/{screens.code}/minutes/", "ar"))
    arabic.locator("#id-text").fill("كانت ثلاثة مقاعد")
    arabic.locator("button[name=act][value=propose]").click()
    look(arabic, "people-minutes-phone-ar")
    desk.reload()
    desk.get_by_label("Reason, shown to everyone").fill("Three were meant.")
    desk.get_by_role("button", name="Accept").click()
    expect(desk.locator("#correction-1")).to_contain_text("It stands in the minutes from this day:")
    look(desk, "people-corrected-desktop-en")


def hear(screens: Screens) -> None:
    arabic = screens.arabic
    arabic.goto(screens.browser.site.address(f"/live/{screens.code}/hear/", "ar"))
    look(arabic, "people-hear-phone-ar")
    arabic.locator("input[name=email]").fill("amal@example.org")
    arabic.locator("main form button").click()
    expect(arabic.locator(".notice--info")).to_be_visible()
    assert Session.objects.get(code=screens.code).seats.filter(listener__email="amal@example.org").exists()


def follow(screens: Screens, code: str) -> None:
    page = screens.browser.open("/follow/", language="ar")
    page.locator("textarea[name=code]").fill(code)
    page.locator("main form button").click()
    expect(page.locator("blockquote").first).to_have_text("A bench in the shade of the plane tree")
    look(page, "people-follow-phone-ar")


def test_from_the_door_to_what_became_of_it(browser: Browser) -> None:
    screens = come_in(browser)
    wait_to_be_let_in(screens)
    code = take_notes_for_others(screens)
    write_with_a_name_or_without(screens)
    keep_order(screens)
    end(screens)
    correct(screens)
    hear(screens)
    follow(screens, code)
