"""The facilitator's desk: an agenda chosen, changed and saved; rehearsed with ghosts; led by keyboard; taken along."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from realtime.models import Session
from realtime.operations.prepare import prepare_session
from tests.browser import Browser, fits, look
from tests.realtime.rooms import AGENDA
from tests.scene import scene

SHARES_THE_SITE = True
SCREENS = (("ar", "phone", "light"), ("ar", "desktop", "dark"), ("en", "narrow", "dark"))
TITLE = "An evening about shade"


def prepare(browser: Browser) -> tuple[Page, str]:
    slug = scene(browser.site).consultation.slug
    desk = browser.open(f"/consultations/{slug}/live/new/", browser.site.cast.chidi, viewport="desktop")
    desk.get_by_label("Name of the session").fill(TITLE)
    desk.get_by_label("Question to the room").fill("What would make waiting pleasant?")
    desk.get_by_label("Looking back").check()
    expect(desk.get_by_label("Question to the room")).to_be_hidden()
    desk.get_by_label("Ideas and priorities").check()
    expect(desk.get_by_label("Question to the room")).to_have_value("What would make waiting pleasant?")
    desk.get_by_label("When it begins").fill("2030-05-02T18:30")
    desk.get_by_role("textbox", name="Where (optional)").fill("Depot, ground floor")
    look(desk, "agenda-templates-desktop-en")
    desk.get_by_role("button", name="Prepare the session").click()
    expect(desk.locator(".live-agenda__step")).to_have_count(3)
    return desk, Session.objects.get(title=TITLE).code


def titles(page: Page) -> list[str]:
    return page.locator(".live-agenda__step .card__title").all_inner_texts()


def change(desk: Page) -> None:
    """A poll is added by form, moved by button, dragged, copied and one deleted."""
    desk.get_by_role("link", name="Ask and count answers").click()
    desk.get_by_role("textbox", name="Question to the room").fill("When do you wait?")
    desk.get_by_label("Answers", exact=True).fill("In the morning")
    desk.get_by_role("button", name="Add this step").click()
    expect(desk.locator(".error-summary")).to_contain_text("Write at least two answers")
    expect(desk.get_by_role("textbox", name="Question to the room")).to_have_value("When do you wait?")
    look(desk, "agenda-step-error-desktop-en")
    desk.get_by_label("Answers", exact=True).fill("In the morning\nIn the evening")
    desk.get_by_label("Name of the step").fill("Hours")
    desk.get_by_role("button", name="Add this step").click()
    assert titles(desk) == ["1. Ideas", "2. Themes", "3. Priorities", "4. Hours"]
    desk.get_by_role("button", name=re.compile("^Up.*Hours")).click()
    desk.locator("#step-poll-1").drag_to(desk.locator("#step-ideas"))
    expect(desk.locator(".live-agenda__step .card__title").first).to_have_text("1. Hours")
    desk.get_by_role("button", name=re.compile("^Copy.*Hours")).click()
    assert titles(desk) == ["1. Hours", "2. Hours", "3. Ideas", "4. Themes", "5. Priorities"]
    desk.locator("#step-poll-2 summary").click()
    desk.get_by_role("button", name="Delete this step").click()
    assert titles(desk) == ["1. Hours", "2. Ideas", "3. Themes", "4. Priorities"]
    look(desk, "agenda-desktop-en")


def save(desk: Page) -> None:
    desk.get_by_label("Name of the agenda").fill("Evenings at the depot")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("The agenda is saved.")).to_be_visible()
    desk.get_by_label("Name of the agenda").fill("Evenings at the depot")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".error-summary")).to_contain_text("Another saved agenda has this name.")


def rehearse(browser: Browser, desk: Page, code: str) -> None:
    """Ghosts write by themselves; the facilitator leads with single keys; afterwards nothing is left."""
    desk.goto(f"/live/{code}/facilitate/")
    desk.get_by_role("link", name="Rehearse with ghosts").click()
    look(desk, "agenda-rehearse-desktop-en")
    desk.get_by_label("How many ghosts take part").fill("30")
    desk.get_by_role("button", name="Begin the rehearsal").click()
    expect(desk.get_by_text("Ghosts take part. Nothing of it is kept.")).to_be_visible()
    copy = Session.objects.exclude(rehearsal_of=None).get()
    expect(desk.locator("[data-line]")).to_have_text("Connected")
    desk.keyboard.press("n")
    expect(desk.get_by_role("button", name="Open the next step")).to_be_visible()
    desk.keyboard.press("n")
    voters = desk.locator("[data-lead=poll-1] [data-voters]")
    expect(voters).to_have_text(re.compile(r"Answers: [1-9]"), timeout=40_000)
    look(desk, "agenda-rehearsal-desk-en")
    wall = browser.open(f"/live/{copy.code}/projector/", viewport="projector")
    expect(wall.locator(".live-rehearsal")).to_be_visible()
    look(wall, "agenda-rehearsal-projector-en")
    desk.get_by_role("button", name="End the rehearsal").click()
    expect(desk.get_by_text("The rehearsal is over. Nothing of it is kept.")).to_be_visible()
    assert not Session.objects.exclude(rehearsal_of=None).exists()


def lead_by_keyboard(browser: Browser, desk: Page, code: str) -> None:
    """Without a mouse."""
    wall = browser.open(f"/live/{code}/projector/", viewport="projector")
    arabic = browser.open(f"/live/{code}/", language="ar")
    arabic.locator("main form button").first.click()
    plain = browser.open(f"/live/{code}/", javascript=False)
    plain.get_by_role("button", name="Join the session").click()
    expect(desk.locator("[data-line]")).to_have_text("Connected")
    desk.get_by_role("button", name="Open the session").press("Enter")
    expect(desk.get_by_role("button", name="Open the next step")).to_be_focused()
    desk.keyboard.press("n")
    timer = desk.locator("[data-lead=poll-1] .live-timer")
    expect(timer).to_have_text(re.compile(r"^[45]:"))
    desk.keyboard.press("p")
    expect(timer).to_have_text(re.compile(r"paused$"))
    expect(arabic.locator("section[data-activity=poll-1] .live-timer")).to_have_attribute("data-state", "paused")
    desk.keyboard.press("p")
    desk.keyboard.press("+")
    expect(timer).to_have_text(re.compile(r"^[67]:"))
    expect(desk.locator("[data-late]")).to_have_text("Behind the plan, in minutes: 2")
    look(desk, "agenda-desk-en")
    expect(desk.frame_locator("wall-preview iframe").locator("#step-poll-1")).to_be_visible()
    hold_the_wall(desk, wall, arabic)
    write_in_peace(desk, plain)
    for page, name in ((arabic, "phone-ar"), (wall, "projector-en")):
        look(page, f"agenda-open-{name}")


def hold_the_wall(desk: Page, wall: Page, arabic: Page) -> None:
    """It stands still while a step is closed, goes on, is empty and comes back."""
    desk.keyboard.press("f")
    expect(desk.get_by_text("The wall is frozen. The room goes on.")).to_be_visible()
    expect(wall.locator("live-room")).to_have_attribute("data-wall", "frozen")
    desk.keyboard.press("n")
    expect(arabic.locator("section[data-activity=poll-1]")).to_be_hidden()
    expect(wall.locator("section[data-activity=poll-1]")).to_be_visible()
    desk.keyboard.press("f")
    expect(wall.locator("section[data-activity=poll-1]")).to_be_hidden()
    expect(desk.get_by_role("button", name="Blank the wall")).to_be_visible()
    desk.keyboard.press("b")
    expect(wall.locator(".live-wall__code")).to_be_hidden()
    expect(desk.get_by_text("The wall is blank. The room goes on.")).to_be_visible()
    desk.keyboard.press("b")
    expect(wall.locator(".live-wall__code")).to_be_visible()


def write_in_peace(desk: Page, plain: Page) -> None:
    """Keys rest while somebody writes."""
    expect(desk.get_by_role("button", name="Open the next step")).to_be_visible()
    desk.keyboard.press("n")
    expect(desk.locator("[data-lead=ideas]")).to_be_visible()
    desk.get_by_label("New theme").press_sequentially("pbn")
    expect(desk.get_by_label("New theme")).to_have_value("pbn")
    expect(desk.locator("[data-lead=ideas] .live-timer")).not_to_have_text(re.compile("paused"))
    plain.reload()
    plain.locator("section[data-activity=ideas] textarea").fill("Trees")
    plain.locator("section[data-activity=ideas] form:has(textarea) button[type=submit]").first.click()
    expect(desk.locator(".live-note__text", has_text="Trees")).to_be_visible()


def change_while_it_runs(browser: Browser, desk: Page, code: str) -> None:
    """A phone that writes is offered the new agenda, the wall takes it at once; the step that runs stays."""
    phone = browser.open(f"/live/{code}/")
    phone.get_by_role("button", name="Join the session").click()
    expect(phone.locator("[data-line]")).to_have_text("Connected")
    phone.locator("section[data-activity=ideas] textarea").first.fill("half a thou")
    other = browser.open(f"/live/{code}/agenda/", browser.site.cast.chidi)
    expect(other.get_by_role("link", name=re.compile("^Edit.*Ideas"))).to_have_count(0)
    other.get_by_role("button", name=re.compile("^Copy.*Priorities")).click()
    look(other, "agenda-phone-en")
    expect(phone.get_by_text("The agenda has changed.")).to_be_visible()
    expect(phone.locator("section[data-activity=ideas] textarea").first).to_have_value("half a thou")
    expect(desk.get_by_text("The agenda has changed.")).to_be_visible()
    desk.get_by_role("link", name="Load this page anew").click()
    expect(desk.locator(".live-sheet__step")).to_have_count(5)


def end(browser: Browser, desk: Page, code: str) -> None:
    desk.locator("[data-step=ideas]").get_by_role("button", name="Close this step").press("Enter")
    desk.get_by_role("button", name="Close the session").press("Enter")
    desk.get_by_role("link", name="Read the minutes").click()
    expect(desk.get_by_role("link", name="Notes as a table (CSV)")).to_be_visible()
    desk.emulate_media(media="print")
    expect(desk.get_by_role("link", name="Notes as a table (CSV)")).to_be_hidden()
    assert fits(desk) == []
    desk.emulate_media(media="screen")
    with desk.expect_download() as got:
        desk.get_by_role("link", name="Notes as a table (CSV)").click()
    assert "Trees" in got.value.path().read_text()


@pytest.mark.nightly
def test_from_a_template_to_the_files(browser: Browser) -> None:
    desk, code = prepare(browser)
    change(desk)
    save(desk)
    rehearse(browser, desk, code)
    lead_by_keyboard(browser, desk, code)
    change_while_it_runs(browser, desk, code)
    end(browser, desk, code)


@pytest.mark.nightly
def test_the_desk_in_arabic_dark_and_small(browser: Browser) -> None:
    site = browser.site
    session = prepare_session(
        actor=site.cast.chidi,
        consultation=scene(site).consultation,
        title="مساء عن الظل",
        agenda=AGENDA,
        language="ar",
        now=timezone.now(),
    )
    for path, name in (("facilitate/", "desk"), ("agenda/", "steps"), ("agenda/new/poll/", "step")):
        for language, viewport, scheme in (
            ("ar", "phone", "light"),
            ("ar", "desktop", "dark"),
            ("en", "narrow", "dark"),
        ):
            page = browser.open(
                f"/live/{session.code}/{path}", site.cast.chidi, language=language, viewport=viewport, scheme=scheme
            )
            look(page, f"agenda-{name}-{viewport}-{scheme}-{language}")


def test_without_javascript_the_desk_has_the_same_buttons(browser: Browser) -> None:
    site = browser.site
    session = prepare_session(
        actor=site.cast.chidi,
        consultation=scene(site).consultation,
        title="Plain",
        agenda=AGENDA,
        language="en",
        now=timezone.now(),
    )
    desk = browser.open(f"/live/{session.code}/facilitate/", site.cast.chidi, javascript=False)
    desk.get_by_role("button", name="Lead this session").click()
    for name in ("Open the session", "Open the next step", "Pause the timer", "Go on with the timer"):
        desk.get_by_role("button", name=name).click()
    desk.get_by_role("button", name="Freeze the wall").click()
    desk.get_by_role("button", name="Let the wall go on").click()
    desk.get_by_role("button", name="Close this step").click()
    expect(desk.get_by_role("button", name="Open the next step")).to_be_visible()
    desk.goto(f"/live/{session.code}/agenda/")
    desk.get_by_role("button", name=re.compile("^Down.*Themes")).click()
    assert titles(desk)[1] == "2. Priorities"
