"""A budget ballot on a phone, in English and in Arabic without JavaScript; an officer enters ballots on paper."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.groups import keep_in_step
from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import (
    PhasePlan,
    create_consultation,
    describe_consultation,
    open_consultation,
    set_phases,
)
from consultations.voting.enums import Bound, Method, Paper
from consultations.voting.models import Ballot, Question
from consultations.voting.operations import OptionPlan, QuestionPlan, open_question, prepare_question
from tests.browser import Browser, fits
from tests.journeys.walk import Walk
from tests.site import Site

SHARES_THE_SITE = True

PROJECTS = (
    ("Shade trees", "أشجار ظل", 600),
    ("Benches", "مقاعد", 300),
    ("A playground", "ملعب أطفال", 500),
)
TITLE = {"en": "Which projects should be built?", "ar": "أي المشاريع ينبغي أن تُنفذ؟"}


@pytest.fixture(scope="module")
def consultation(site: Site) -> Consultation:
    dana, now = site.cast.dana, timezone.now()
    keep_in_step(dana)
    made = create_consultation(actor=dana, slug="squares-budget", now=now)
    for language, title in (("en", "The squares' budget"), ("ar", "ميزانية الساحات")):
        describe_consultation(
            actor=dana, consultation=made, language=language, title=title, question=TITLE[language], now=now
        )
    phase = PhasePlan(PhaseKind.BUDGET, now - timedelta(days=1), now + timedelta(days=20), may=(Act.VOTE,))
    set_phases(actor=dana, consultation=made, phases=[phase], now=now)
    return open_consultation(actor=dana, consultation=made, now=now)


def ask(site: Site, consultation: Consultation) -> Question:
    options = [OptionPlan({"en": en, "ar": ar}, cost=Decimal(cost)) for en, ar, cost in PROJECTS]
    plan = QuestionPlan(
        phase=consultation.phases.get(),
        title=TITLE,
        options=options,
        method=Method.APPROVAL,
        bound=Bound.COST,
        total=Decimal(1000),
        currency="€",
        paper=Paper.LAST,
    )
    now = timezone.now()
    made = prepare_question(actor=site.cast.dana, consultation=consultation, plan=plan, now=now)
    return open_question(actor=site.cast.dana, question=made, now=now)


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_a_budget_ballot(
    browser: Browser, site: Site, consultation: Consultation, language: str, javascript: bool
) -> None:
    """From the consultation's page over a ballot that costs too much to one that counts, which is changed once."""
    question = ask(site, consultation)
    walk = Walk(browser, "budget", "phone", language, javascript)
    page = walk.open(consultation.get_absolute_url(), site.cast.amina)
    walk.look(page, "consultation")
    page.locator(f"#voting a[href$='/vote/{question.pk}/']").click()
    walk.look(page, "ballot")
    for place in (0, 1, 2):
        page.locator("input[name=choice]").nth(place).check()
    if javascript:
        assert page.locator("[data-sum]").inner_text() == "1,400\xa0€ of 1,000\xa0€: 400\xa0€ too much"
    walk.press(page, "Check my ballot")
    assert [page.locator("input[name=choice]").nth(place).is_checked() for place in (0, 1, 2)] == [True] * 3
    walk.look(page, "too-dear")
    page.locator("input[name=choice]").nth(2).uncheck()
    walk.press(page, "Check my ballot")
    walk.read(page, "It does not count yet.")
    walk.look(page, "check")
    walk.press(page, "Change it")
    page.locator("input[name=choice]").nth(1).uncheck()
    walk.press(page, "Check my ballot")
    walk.press(page, "Cast this ballot")
    assert PROJECTS[0][0 if language == "en" else 1] in page.locator("#ballot").inner_text()
    walk.wait_for_record(page, page.locator(".receipt--recorded"))
    walk.look(page, "cast")
    assert [ballot.choice for ballot in Ballot.objects.filter(question=question)] == [[1]]


def test_an_officer_enters_ballots_on_paper(browser: Browser, site: Site, consultation: Consultation) -> None:
    """Two sheets; the number of the first, given again with another choice, is refused with everything kept."""
    question = ask(site, consultation)
    walk = Walk(browser, "paper", "phone", "en")
    page = walk.open(f"/cms/desk/consultations/{consultation.slug}/votes/{question.pk}/", site.cast.dana)
    walk.shot(page, "vote")
    walk.follow(page, "Enter ballots on paper")
    for sheet, place in (("1", 0), ("2", 1)):
        page.locator("[name=sheet]").fill(sheet)
        page.locator("input[name=choice]").nth(place).check()
        walk.shot(page, f"sheet-{sheet}")
        walk.press(page, "Enter this ballot")
        expect(page.get_by_text(f"The ballot {sheet} is entered. Take the next one.").first).to_be_visible()
    page.locator("[name=sheet]").fill("1")
    page.locator("input[name=choice]").nth(2).check()
    walk.press(page, "Enter this ballot")
    refused = page.get_by_text("A ballot with this number is entered already, with another choice.")
    expect(refused.first).to_be_visible()
    walk.shot(page, "twice")
    assert page.locator("input[name=choice]").nth(2).is_checked()
    page.locator("[name=correct]").check()
    walk.press(page, "Enter this ballot")
    expect(page.get_by_text("The ballot 1 is entered. Take the next one.").first).to_be_visible()
    assert fits(page) == []
    standing = Ballot.objects.filter(question=question, state="standing").order_by("sheet")
    assert [(ballot.sheet, ballot.choice) for ballot in standing] == [("1", [3]), ("2", [2])]


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_a_facilitator_enters_paper_at_a_meeting_by_keyboard_alone(
    browser: Browser, site: Site, consultation: Consultation, language: str, javascript: bool
) -> None:
    """The form is ready to be typed into; Tab, space and Enter suffice. The last ballot is taken back with a reason."""
    question = ask(site, consultation)
    walk = Walk(browser, f"meeting-{language}", "phone", language, javascript)
    page = walk.open(question.get_absolute_url(), site.cast.chidi)
    page.locator("a[href$='/paper/']").click()
    walk.look(page, "empty")
    for sheet, tabs in (("1", 1), ("2", 2)):
        expect(page.locator("[name=sheet]")).to_be_focused()
        page.keyboard.type(sheet)
        for _tab in range(tabs):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    walk.look(page, "entered")
    page.locator("details.disclosure summary").click()
    page.locator("[name=reason]").fill("Sheet 2 says the playground.")
    walk.look(page, "take-back")
    page.locator("form[action$='/take-back/'] button").click()
    expect(page.locator("details.disclosure")).to_have_count(0)
    walk.look(page, "taken-back")
    rows = Ballot.objects.filter(question=question).order_by("sheet").values_list("sheet", "state", "choice")
    assert list(rows) == [("1", "standing", [1]), ("2", "withdrawn", None)]
