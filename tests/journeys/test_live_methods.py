"""The room checks in, ranks, finds words, answers statements and consents: desk, wall, phones in English and Arabic,
one without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from realtime.domain.activity import Activity
from realtime.operations.join import join
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, look
from tests.scene import scene

SHARES_THE_SITE = True
# test_live_session.py walks through the same steps in every run.
pytestmark = pytest.mark.nightly
WAYS = ["The tram depot", "The harbour", "مركز المدينة"]
STATEMENTS = ["Buses should run all night", "تذكرة واحدة لكل وسائل النقل", "Cars should wait for buses"]
AGENDA = (
    Activity(
        "mood", "checkin", "Check in", "How are you here?", settings={"scale": True, "low": "tired", "high": "fit"}
    ),
    Activity("order", "poll", "Order", "Where should the line end?", settings={"kind": "ranking", "options": WAYS}),
    Activity("word", "poll", "A word", "The bus in a word or two?", settings={"kind": "words", "words": 3}),
    Activity("views", "opinion", "Views", "Do you agree?", 120, {"statements": STATEMENTS, "adds": 1}),
    Activity("may", "consent", "Consent", "We try a night bus on Fridays, for half a year. May this go ahead?"),
)


@dataclass
class Screens:
    desk: Page
    wall: Page
    phone: Page
    arabic: Page
    plain: Page

    def look(self, step: str, *, desk: bool = False) -> None:
        named = {"phone-en": self.phone, "phone-ar": self.arabic, "projector-en": self.wall}
        for name, page in {**named, **({"desk-en": self.desk} if desk else {})}.items():
            look(page, f"ways-{step}-{name}")

    def press(self, step: str, label: str) -> None:
        self.desk.locator(f"[data-step={step}]").get_by_role("button", name=label).first.click()

    def open(self, step: str) -> None:
        self.press(step, "Open this step")
        for page in (self.phone, self.arabic, self.wall):
            expect(page.locator(f"section[data-activity={step}]")).to_be_visible()
        self.plain.reload()

    def close(self, step: str) -> None:
        self.press(step, "Close this step")
        for page in (self.phone, self.arabic, self.wall):
            expect(page.locator(f"[data-after={step}]")).to_be_visible()
        self.plain.reload()


def on(page: Page, step: str):
    return page.locator(f"section[data-activity={step}]")


def come_in(browser: Browser) -> tuple[Screens, str]:
    now, chidi = timezone.now(), browser.site.cast.chidi
    consultation = scene(browser.site).consultation
    session = prepare_session(
        actor=chidi, consultation=consultation, title="Five ways", agenda=AGENDA, language="en", now=now
    )
    join(session=session, actor=chidi, now=now)
    code = session.code
    desk = browser.open(f"/live/{code}/facilitate/", chidi, viewport="desktop")
    desk.get_by_role("button", name="Open the session").click()
    wall = browser.open(f"/live/{code}/projector/", viewport="projector")

    def joined(language: str = "en", *, javascript: bool = True) -> Page:
        page = browser.open(f"/live/{code}/", language=language, javascript=javascript)
        page.locator("main form button[type=submit]").last.click()
        return page

    return Screens(desk, wall, joined(), joined("ar"), joined(javascript=False)), code


def check_in(screens: Screens) -> None:
    screens.open("mood")
    for page, label, words in [
        (screens.phone, "2", "A long day, glad to sit"),
        (screens.arabic, "5 · fit", "بخير"),
        (screens.plain, "2", "Curious"),
    ]:
        step = on(page, "mood")
        step.get_by_label(label, exact=True).check()
        step.locator("form[data-answer] button[type=submit]").click()
        on(page, "mood").locator("textarea").fill(words)
        on(page, "mood").locator("form:has(textarea) button[type=submit]").click()
    expect(on(screens.wall, "mood").locator(".live-note__text")).to_have_count(3)
    screens.look("checkin", desk=True)
    screens.close("mood")
    assert screens.wall.locator("[data-after=mood] [data-tally]").all_inner_texts() == ["0", "2", "0", "0", "1"]


def rank(screens: Screens) -> None:
    screens.open("order")
    phone = on(screens.phone, "order")
    phone.get_by_label("Choice 1").select_option(label=WAYS[2])
    phone.get_by_label("Choice 2").select_option(label=WAYS[2])
    phone.locator("button[type=submit]").click()
    expect(screens.phone.locator("[data-problem]")).to_contain_text("You chose one answer twice.")
    phone.get_by_label("Choice 2").select_option(label=WAYS[0])
    phone.locator("button[type=submit]").click()
    expect(phone.locator("[data-answered]")).to_be_visible()
    on(screens.arabic, "order").locator("select").first.select_option(label=WAYS[2])
    on(screens.arabic, "order").locator("button[type=submit]").click()
    on(screens.plain, "order").get_by_label("Choice 1").select_option(label=WAYS[1])
    on(screens.plain, "order").get_by_label("Choice 2").select_option(label=WAYS[1])
    on(screens.plain, "order").locator("button[type=submit]").click()
    assert "You chose one answer twice." in screens.plain.locator(".error-summary").inner_text()
    on(screens.plain, "order").get_by_label("Choice 1").select_option(label=WAYS[1])
    on(screens.plain, "order").get_by_label("Choice 2").select_option(label=WAYS[2])
    on(screens.plain, "order").locator("button[type=submit]").click()
    expect(on(screens.wall, "order").locator("[data-voters]")).to_have_text("Answers: 3")
    screens.phone.reload()
    expect(on(screens.phone, "order").get_by_label("Choice 2")).to_have_value("1")
    screens.look("rank")
    screens.close("order")
    for page in (screens.phone, screens.wall, screens.plain):
        told = page.locator("[data-after=order] [data-option]").all_inner_texts()
        assert [text.split("\n")[0].strip() for text in told][0] == WAYS[2]
        assert page.locator("[data-after=order] [data-outcome]").inner_text().startswith("First")
    screens.look("rank-told")


def find_words(screens: Screens) -> None:
    screens.open("word")
    for page, text in [
        (screens.phone, "Late"),
        (screens.arabic, "مزدحم"),
        (screens.plain, "late"),
        (screens.phone, "Warm"),
    ]:
        on(page, "word").locator("input[type=text]").fill(text)
        on(page, "word").locator("form:has(input[type=text]) button[type=submit]").click()
    for page in (screens.phone, screens.wall):
        expect(on(page, "word").locator(".live-word").first).to_have_text("Late 2")
        expect(on(page, "word").locator(".live-word")).to_have_count(3)
    screens.look("words", desk=True)
    screens.close("word")


def vote(page: Page, label: str) -> None:
    on(page, "views").locator("[data-ask]").get_by_role("button", name=label, exact=True).click()


def give_opinions(screens: Screens) -> None:
    screens.open("views")
    screens.look("statement")
    on(screens.phone, "views").locator("summary").first.click()
    on(screens.phone, "views").locator("textarea").fill("Night buses need light at the stops")
    on(screens.phone, "views").locator("form:has(textarea) button[type=submit]").click()
    for label in ("Agree", "Agree", "Disagree", "Agree"):
        vote(screens.phone, label)
    expect(on(screens.phone, "views").locator("[data-done]")).to_be_visible()
    for _ in range(4):
        on(screens.arabic, "views").locator("[data-ask] button").first.click()
    screens.plain.reload()
    vote(screens.plain, "Agree")
    vote(screens.plain, "Disagree")
    expect(on(screens.wall, "views").locator("[data-answers]")).to_have_text("Answers: 10")
    on(screens.phone, "views").locator("summary").last.click()
    on(screens.phone, "views").locator("[data-statements] li", has_text=STATEMENTS[0]).get_by_role(
        "button", name="Pass"
    ).click()
    expect(
        on(screens.phone, "views")
        .locator("[data-statements] li", has_text=STATEMENTS[0])
        .locator("[aria-pressed=true]")
    ).to_have_text("Pass")
    screens.look("answered")
    screens.close("views")
    assert screens.wall.locator("[data-after=views] .live-opinion").count() == 4
    screens.look("views-told")


def consent(screens: Screens) -> None:
    screens.open("may")
    phone = on(screens.phone, "may")
    phone.locator("button[type=submit]").click()
    expect(screens.phone.locator("[data-problem]")).to_contain_text("Choose an answer first.")
    phone.get_by_label("I object").check()
    phone.locator("button[type=submit]").click()
    expect(screens.phone.locator("[data-problem]")).to_contain_text("Say why you object.")
    phone.locator("textarea").fill("Nobody asked the people who live on Park Street")
    phone.locator("button[type=submit]").click()
    on(screens.arabic, "may").locator("input[type=radio]").first.check()
    on(screens.arabic, "may").locator("button[type=submit]").click()
    on(screens.plain, "may").get_by_label("I object").check()
    on(screens.plain, "may").locator("button[type=submit]").click()
    assert "Say why you object." in screens.plain.locator(".error-summary").inner_text()
    on(screens.plain, "may").get_by_label("I agree, with reservations").check()
    on(screens.plain, "may").locator("textarea").fill("Only if a driver rides along")
    on(screens.plain, "may").locator("button[type=submit]").click()
    expect(on(screens.wall, "may").locator(".live-note__text")).to_have_count(2)
    expect(phone.locator("[data-answered]")).to_be_visible()
    screens.look("consent", desk=True)
    screens.close("may")
    for page in (screens.phone, screens.wall, screens.plain):
        assert page.locator("[data-after=may] [data-outcome]").inner_text() == "Objections that stand: 1"
    screens.look("consent-told")


def test_five_ways_of_working_to_their_minutes(browser: Browser) -> None:
    screens, code = come_in(browser)
    for step in (check_in, rank, find_words, give_opinions, consent):
        step(screens)
    screens.desk.get_by_role("button", name="Close the session").click()
    screens.desk.get_by_role("link", name="Hand over results").first.click()
    look(screens.desk, "ways-results-desktop-en")
    screens.desk.get_by_label("Hand this over: We try a night bus").check()
    screens.desk.get_by_role("button", name="Hand over what is chosen").click()
    look(screens.desk, "ways-minutes-desktop-en")
    minutes = browser.open(f"/live/{code}/minutes/", language="ar")
    look(minutes, "ways-minutes-phone-ar")
    for text in ("Night buses need light at the stops", "Nobody asked the people", "Late"):
        assert text in minutes.inner_text("main")
