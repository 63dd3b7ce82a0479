"""Five browsers in one room: the facilitator's desk, the wall, a phone, an Arabic phone, and one without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from realtime.domain.activity import Activity
from realtime.models import Session
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, fits, look, shot
from tests.scene import scene


@dataclass
class Hall:
    """Who is in the room; ``plain`` has no JavaScript. ``story`` begins the names of its pictures."""

    story: str
    code: str
    desk: Page
    wall: Page
    phone: Page
    arabic: Page
    plain: Page

    def look(self, step: str) -> None:
        """Pictures of every screen, and nothing that axe or a narrow screen finds; axe needs JavaScript."""
        named = {"phone-en": self.phone, "phone-ar": self.arabic, "projector-en": self.wall, "desk-en": self.desk}
        for name, page in named.items():
            look(page, f"{self.story}-{step}-{name}")
        shot(self.plain, f"{self.story}-{step}-plain-en")
        assert (step, fits(self.plain)) == (step, [])

    def on(self, page: Page, step: str) -> Locator:
        return page.locator(f"section[data-activity={step}]")

    def told(self, page: Page, step: str) -> Locator:
        return page.locator(f"[data-after={step}]")

    def key(self, key: str) -> None:
        """A key on the desk, as a facilitator presses it who looks at the hall."""
        self.desk.locator("body").press(key)

    def open_next(self, step: str) -> None:
        self.key("n")
        for page in (self.phone, self.arabic, self.wall):
            expect(self.on(page, step)).to_be_visible()
        self.plain.goto(self.plain.url.split("?")[0])

    def close(self, step: str, *, told: bool = True) -> None:
        self.key("n")
        for page in (self.phone, self.arabic, self.wall) if told else ():
            expect(self.told(page, step)).to_be_visible()
        for page in (self.phone, self.arabic, self.wall):
            expect(self.on(page, step)).to_be_hidden()
        self.plain.goto(self.plain.url.split("?")[0])


def gathered(browser: Browser, agenda: tuple[Activity, ...], title: str, story: str) -> Hall:
    """An open session with everyone in it."""
    chidi = browser.site.cast.chidi
    session = prepare_session(
        actor=chidi,
        consultation=scene(browser.site).consultation,
        title=title,
        agenda=agenda,
        language="en",
        now=timezone.now(),
    )
    join(session=session, actor=chidi, now=timezone.now())
    desk = browser.open(f"/live/{session.code}/facilitate/", chidi, viewport="desktop")
    expect(desk.locator("[data-line]").first).to_have_text("Connected")
    desk.locator("body").press("n")
    wall = browser.open(f"/live/{session.code}/projector/", viewport="projector")
    phones = [came_in(browser, session, language, javascript=javascript) for language, javascript in WHO]
    return Hall(story, session.code, desk, wall, *phones)


WHO = (("en", True), ("ar", True), ("en", False))


def came_in(browser: Browser, session: Session, language: str, *, javascript: bool) -> Page:
    page = browser.open(f"/live/{session.code}/", language=language, javascript=javascript)
    page.locator("main form button[type=submit]").last.press("Enter")
    return page
