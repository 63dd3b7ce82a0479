"""A round of opinions: a resident answers one statement after the other, changes an answer, adds a statement, and sees
what people think; on a phone, in Arabic, without JavaScript. The communicator sets it up and takes the statement up."""

from __future__ import annotations

import re
from itertools import count

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.groups import keep_in_step
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import describe_consultation
from consultations.opinions.enums import Choice, Results
from consultations.opinions.models import Opinion, Statement
from consultations.opinions.operations import give_opinion, make_map, set_up_round
from consultations.opinions.queries.rounds import shown
from consultations.people.models import Participant
from tests.browser import Browser
from tests.consultations.opinions.conftest import make_round, statements_of
from tests.journeys.walk import TELLINGS, Walk
from tests.site import Site

SHARES_THE_SITE = True
TEXTS = (
    "Buses should run at night.",
    "Parking should cost more.",
    "Trams should be free on Sundays.",
    "تكتب المحطات بكل لغات المدينة.",
    "Bikes belong on trains.",
    "Night buses should stop wherever it is safe.",
    "Lights matter more than cameras.",
    "Taxis should be shared at night.",
)
people = count(1)


@pytest.fixture(scope="module")
def night(site: Site) -> Consultation:
    """Twenty-four people have answered, in two camps; new statements are looked at first."""
    now = timezone.now()
    night = make_round(site.cast.dana, now, slug="nights-journey", texts=TEXTS)
    describe_consultation(
        actor=site.cast.dana,
        consultation=night,
        language="ar",
        now=now,
        title="حافلات الليل",
        question="كيف يعود الناس إلى بيوتهم ليلا؟",
    )
    set_up_round(actor=site.cast.dana, consultation=night, moderated=True, results=Results.TAKING_PART, now=now)
    for number in range(24):
        person = Participant.objects.create_user(f"crowd{number}@example.org", "x", pseudonym=f"Crowd {number}")
        for place, statement in enumerate(statements_of(night)):
            agrees = place < 2 or (place % 2 == number % 2)
            choice = Choice.PASS if (number + place) % 9 == 0 else Choice.AGREE if agrees else Choice.DISAGREE
            give_opinion(actor=person, statement=statement, choice=choice, now=now)
    make_map(consultation=night, now=now)
    return night


def answer(walk: Walk, page: Page, label: str) -> str:
    """One tap; returns the words of the statement."""
    words = page.locator("#asked").inner_text()
    walk.press(page, label)
    expect(page.locator(".notice--success")).to_contain_text(walk.words(label))
    return words


@pytest.mark.parametrize(("viewport", "language", "javascript"), TELLINGS)
def test_a_resident_answers_and_sees_what_people_think(
    night: Consultation, browser: Browser, viewport: str, language: str, javascript: bool
) -> None:
    walk = Walk(browser, "opinions", viewport, language, javascript)
    person = Participant.objects.create_user(f"walker{next(people)}@example.org", "x", pseudonym=f"On {walk.name}")
    page = walk.open("/consultations/nights-journey/", person)
    walk.look(page, "consultation")
    page.locator("#opinions").get_by_role("link", name=walk.words("Give your opinion"), exact=True).click()
    walk.look(page, "asked")
    first = answer(walk, page, "Agree")
    walk.look(page, "answered")
    walk.follow(page, "Change it")
    assert page.locator("#asked").inner_text() == first
    assert page.locator('.vote[aria-pressed="true"]').inner_text().strip() == walk.words("Agree")
    walk.look(page, "change")
    walk.press(page, "Disagree")
    heard = {first} | {answer(walk, page, label) for label in ("Agree", "Pass", "Agree", "Disagree", "Agree", "Agree")}
    assert heard <= set(TEXTS)
    assert len(heard) == 7
    assert Opinion.objects.filter(person__participant=person, current=True).count() == 7
    see_the_map(walk, page)
    add_one(walk, page)
    look_through_the_list(walk, page)


def see_the_map(walk: Walk, page: Page) -> None:
    walk.follow(page, "See what people think")
    walk.look(page, "map")
    walk.read(page, "Where you stand", "Only you see this.", "Where the groups differ")
    assert page.locator(".opinion-map svg").first.is_visible()
    assert not re.search(r"Crowd \d|On (phone|desktop)", page.locator("main").inner_text())


def add_one(walk: Walk, page: Page) -> None:
    walk.follow(page, "One at a time")
    walk.follow(page, "Something is missing? Add a statement")
    walk.fill(page, "Your statement", "Night buses should stop where it is safe.")
    walk.press(page, "Add the statement")
    walk.read(page, "Others say something like it", TEXTS[5])
    walk.look(page, "alike")
    text = f"Drivers should wait for the last train ({walk.name})."
    walk.fill(page, "Your statement", text)
    page.locator("main form.form button[type=submit]").click()
    walk.read(page, "Waits for a look", text)
    walk.look(page, "waits")
    assert Statement.objects.get(text=text).waits


def look_through_the_list(walk: Walk, page: Page) -> None:
    walk.go(page, "/consultations/nights-journey/opinions/statements/")
    assert page.locator('.vote[aria-pressed="true"]').count() == 7
    walk.look(page, "list")
    last = page.locator(".opinion-list > li").filter(has=page.get_by_role("button", pressed=True)).first
    last.get_by_role("button", name=walk.words("Take my answer back"), exact=True).click()
    expect(page.locator('.vote[aria-pressed="true"]')).to_have_count(6)


def test_the_communicator_sets_up_a_round_and_takes_a_statement_up(night: Consultation, browser: Browser) -> None:
    walk = Walk(browser, "opinions-desk", "desktop", "en")
    cast = browser.site.cast
    keep_in_step(cast.dana)
    waiting = Statement.objects.create(
        consultation=night,
        author=cast.amina,
        text="Wait for the last train.",
        language="en",
        handed_in_at=timezone.now(),
    )
    page = browser.open("/cms/desk/consultations/nights-journey/statements/", cast.dana)
    page.get_by_label("Statements to begin with").fill("Walking should be safe.\nTickets should be cheaper at night.")
    walk.press(page, "Save")
    expect(page.get_by_text("Saved, with 2 new statements.")).to_be_visible()
    assert {"Walking should be safe.", "Tickets should be cheaper at night."} <= {each.words for each in shown(night)}
    page.get_by_label("Wait for the last train.").check()
    walk.shot(page, "waiting")
    walk.press(page, "Show the chosen ones")
    expect(page.get_by_text("Done with 1 statement.")).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.contribution is not None
    assert waiting.contribution.author == cast.amina
