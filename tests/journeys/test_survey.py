"""A resident answers a survey, stops, goes on elsewhere and sends it; an officer enters paper; all see results."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.people.models import Participant
from consultations.surveys.models import Response, Survey
from consultations.surveys.queries.surveys import items_of
from tests.browser import Browser
from tests.consultations.surveys.conftest import answer, make_open_survey
from tests.journeys.walk import TELLINGS, Walk
from tests.scene import scene
from tests.site import Site

SHARES_THE_SITE = True


@pytest.fixture(scope="module")
def survey(site: Site) -> Survey:
    return make_open_survey(site.cast.dana, scene(site).consultation, timezone.now() - timedelta(minutes=1))


def fields(survey: Survey) -> list[str]:
    """Names of the fields: how, late, (the page), wish."""
    return [item.name for item in items_of(survey.questions.order_by("position"))]


def begin(walk: Walk, survey: Survey, person: Participant) -> Page:
    """What is missing is said; what is typed opens a further question; then the person stops."""
    how, late, _page, _wish = fields(survey)
    page = walk.open(survey.consultation.get_absolute_url(), person)
    page.locator("#survey a").first.click()
    walk.look(page, "start")
    walk.follow(page, "Begin")
    walk.press(page, "Next")
    assert page.title().startswith(walk.words("Error:"))
    walk.look(page, "missing")
    page.locator(f"input[name={how}][value=a]").check()
    if not walk.javascript:
        assert page.locator(f"input[name={late}]").first.is_hidden()
        walk.press(page, "Next")
        walk.read(page, "Your answer opens a further question.")
    assert page.locator(f"input[name={how}][value=a]").is_checked()
    page.locator(f"input[name={late}][value='4']").check()
    walk.look(page, "opened")
    walk.press(page, "Save and go on later")
    walk.read(page, "Saved. You can go on here, or on another device.")
    return page


def go_on_elsewhere(walk: Walk, survey: Survey, person: Participant) -> Page:
    how, late, _page, wish = fields(survey)
    page = walk.open(survey.get_absolute_url(), person)
    walk.follow(page, "Go on where you were")
    assert page.locator(f"input[name={late}][value='4']").is_checked()
    page.locator(f"input[name={how}][value=b]").check()
    walk.press(page, "Next")
    page.locator(f"[name={wish}]").fill("x" * 4001)
    page.locator(f"input[name={wish}-share]").check()
    walk.press(page, "Next")
    assert page.locator(f"[name={wish}]").input_value() == "x" * 4001
    page.locator(f"[name={wish}]").fill(f"More trams ({walk.name})")
    walk.press(page, "Next")
    walk.look(page, "check")
    assert "4" not in page.locator(".answers").inner_text(), "hidden by the changed answer"
    walk.press(page, "Send your answers")
    walk.read(page, "Your answers are sent. Thank you.", "You have answered.")
    assert page.locator(".receipt").count() == 1
    walk.look(page, "sent")
    return page


@pytest.mark.parametrize(("viewport", "language", "javascript"), TELLINGS)
def test_a_resident_answers(browser: Browser, survey: Survey, viewport: str, language: str, javascript: bool) -> None:
    walk = Walk(browser, "survey", viewport, language, javascript)
    person = Participant.objects.create_user(f"survey-{walk.name}@example.org", pseudonym=f"Surveyed {walk.name}")
    begin(walk, survey, person)
    page = go_on_elsewhere(walk, survey, person)
    page.locator("section.box a[href*='/contributions/']").click()
    assert f"More trams ({walk.name})" in page.inner_text("main")
    assert person.pseudonym not in page.inner_text("main article, main .contribution, main h1")


def test_an_officer_enters_paper_and_everybody_sees_results(browser: Browser, survey: Survey) -> None:
    walk = Walk(browser, "survey-paper", "phone", "en")
    cast, now = browser.site.cast, timezone.now()
    how = fields(survey)[0]
    page = walk.open(f"{survey.get_absolute_url()}sheets/", cast.chidi)
    before = Response.objects.filter(survey=survey, channel="paper").count()
    walk.press(page, "Enter this sheet")
    assert page.title().startswith("Error:")
    for value in ("a", "b"):
        page.locator(f"input[name={how}][value={value}]").check()
        walk.press(page, "Enter this sheet")
        assert not page.locator(f"input[name={how}]:checked").count(), "an empty form follows"
    walk.look(page, "sheets")
    assert Response.objects.filter(survey=survey, channel="paper").count() == before + 2
    for number in range(24):
        other = Participant.objects.create_user(f"many-{number}@example.org", pseudonym=f"Many {number}")
        answer(other, survey, now, how="b" if number % 2 else "c")
    end_phase(survey)
    page = walk.open(f"{survey.get_absolute_url()}results/")
    walk.look(page, "results")
    shown = page.inner_text("main")
    assert re.search(r"\(1[0-9]\)", shown), "who came by bike"
    assert "not shown" in shown, "few came by bus"


def end_phase(survey: Survey) -> None:
    phase = survey.phase
    assert phase is not None
    phase.ends_at = timezone.now() - timedelta(seconds=1)
    phase.save(update_fields=["ends_at"])
