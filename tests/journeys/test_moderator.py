"""A report without an account, hiding with reasons, an appeal, another person's decision, and both on the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute
from consultations.moderation import models as cases
from consultations.people.domain.roles import Role
from consultations.people.models import Participant, RoleGrant
from tests.browser import Browser
from tests.journeys.walk import TELLINGS, Walk
from tests.scene import scene

SHARES_THE_SITE = True

REASONS = "Whoever sits at a counter is a private person, not the city."
FACTS = "The second sentence speaks of one person."
RESTORED = "A counter is no person. Its hours are the city's business."


@dataclass
class Case(Walk):
    """``said``: Amina's words, which no other telling is about."""

    said: Contribution = field(kw_only=True)

    @property
    def address(self) -> str:
        return f"/contributions/{self.said.pk}/"

    @property
    def desk_address(self) -> str:
        return f"/moderation/cases/{cases.Case.objects.get(contribution=self.said).pk}/"


@pytest.fixture
def said(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Contribution]:
    """Amina reads in the telling's language. Edon may decide appeals too: the case stops him, not his role."""
    cast, telling = browser.site.cast, request.node.callspec.params
    review = {"participant": cast.edon, "role": Role.APPEAL_REVIEWER.value}
    RoleGrant.objects.get_or_create(**review, defaults={"granted_at": datetime(2026, 1, 1, tzinfo=UTC)})
    Participant.objects.filter(pk=cast.amina.pk).update(language=telling["language"])
    yield contribute(
        actor=cast.amina,
        consultation=scene(browser.site).consultation,
        kind=ContributionKind.PROPOSAL,
        title=f"Tell the people at counter 3 ({telling['viewport']}, {telling['language']})",
        body="At counter 3 they send you away at noon. Whoever sits there should be told that the hall closes at one.",
        language="en",
        now=timezone.now(),
    )
    Participant.objects.filter(pk=cast.amina.pk).update(language="en")


def report(case: Case) -> str:
    """A visitor reports and gets a code, which they come back with."""
    page = case.open(case.address)
    case.follow(page, "Report")
    case.press(page, "Send the report")
    assert page.title().startswith(case.words("Error:"))
    case.shot(page, "report-error")
    case.choose(page, "Private details of a person")
    page.locator("[name=text]").fill("Everybody knows who sits at counter 3.")
    case.press(page, "Send the report")
    case.read(page, "Thank you, your report is sent")
    case.shot(page, "report-sent")
    code = page.locator(".report-code").inner_text().strip()
    page.goto(case.browser.site.address(case.address))
    assert case.said.title in page.inner_text("main")
    return code


def follow(case: Case, code: str) -> Page:
    """What became of the report, for whoever holds its code."""
    page = case.open("/moderation/reports/")
    case.fill(page, "Code of your report", code)
    case.press(page, "Show")
    return page


def hide(case: Case) -> None:
    """With a statement of reasons; what lacks is asked for first."""
    page = case.open("/moderation/", case.browser.site.cast.edon)
    case.shot(page, "desk")
    page.locator(f"main a[href$='{case.desk_address}']").click()
    expect(page.get_by_text("Everybody knows who sits at counter 3.")).to_be_visible()
    case.choose(page, "Hide it")
    page.locator("[name=explanation]").fill(REASONS)
    case.press(page, "Decide and tell everyone concerned")
    case.read(page, "Choose whether a rule of this site or a law is the ground.")
    assert page.locator("[name=explanation]").input_value() == REASONS
    case.choose(page, "A rule of this site")
    page.locator("[name=concern]").select_option("privacy")
    page.locator("[name=facts]").fill(FACTS)
    case.shot(page, "case")
    case.press(page, "Decide and tell everyone concerned")
    case.read(page, "Decided. Everyone concerned is told.")
    gone = case.open(case.address)
    case.read(gone, "Why it is hidden")
    assert case.said.body not in gone.content()
    assert FACTS not in gone.content()
    case.shot(gone, "hidden")


def told(case: Case, subject: str, *lines: str) -> None:
    """Amina has it by mail, in her language."""
    letter = case.browser.site.letter_about(case.words(subject), str(case.browser.site.cast.amina.email))
    for line in lines:
        assert line in letter


def appeal(case: Case) -> None:
    """From the message on the site."""
    told(case, "A decision about your contribution", case.words("The contribution is hidden."), REASONS, FACTS)
    page = case.open("/me/messages/", case.browser.site.cast.amina)
    newest = page.get_by_role("article").first
    expect(newest.get_by_text(case.words("New"), exact=True)).to_be_visible()
    case.shot(page, "author-messages")
    newest.get_by_role("link", name=case.words("A decision about your contribution")).click()
    expect(page.get_by_text(FACTS)).to_be_visible()
    case.shot(page, "author-message")
    page.locator(f"main a[href$='{case.desk_address}']").first.click()
    case.shot(page, "author-statement")
    case.follow(page, "Appeal this decision")
    case.press(page, "Send the appeal")
    case.read(page, "Say why the decision is wrong.")
    page.locator("[name=text]").fill("I speak of a counter of the city, not of a person.")
    case.shot(page, "appeal")
    case.press(page, "Send the appeal")
    case.read(page, "Your appeal is sent. Another person decides, and you are told.")


def only_another_person_decides(case: Case) -> None:
    cast = case.browser.site.cast
    page = case.open(case.desk_address, cast.edon)
    case.read(page, "You decided this case first. Another person decides the appeal.")
    assert page.locator("main form").count() == 0
    case.shot(page, "case-not-twice")
    page = case.open(case.desk_address, cast.fatima)
    expect(page.get_by_text("I speak of a counter of the city, not of a person.")).to_be_visible()
    case.choose(page, "Show it again")
    page.locator("[name=explanation]").fill(RESTORED)
    case.shot(page, "case-appealed")
    case.press(page, "Decide and tell everyone concerned")
    case.read(page, "Decided. Everyone concerned is told.")


def everyone_reads_both(case: Case, code: str) -> None:
    told(case, "The decision on the appeal", case.words("The first decision is changed."), RESTORED)
    assert case.said.body in case.open(case.address).inner_text("main")
    log = case.open("/moderation/log/")
    for reasons in (REASONS, RESTORED):
        expect(log.get_by_text(reasons).first).to_be_visible()
    assert case.said.title not in log.content()
    assert FACTS not in log.content()
    case.shot(log, "log")
    answered = follow(case, code)
    assert [title.inner_text() for title in answered.locator("main .card__title").all()] == [
        f"{case.words('Decision')}: {case.words('The contribution is hidden.')}",
        f"{case.words('Decision on the appeal')}: {case.words('The contribution is shown again.')}",
    ]
    case.shot(answered, "report-answered")


def stands_on_the_record(case: Case) -> None:
    """The entries follow within two seconds of the acts."""
    page = case.open(f"/record/?subject=contribution/{case.said.pk}")
    for sentence in (
        "Moderation decided.",
        "Somebody appealed against a decision, or objected to a fact note.",
        "An appeal or objection was decided.",
    ):
        case.wait_for_record(page, page.locator(".entries__words", has_text=case.words(sentence)))
    case.shot(page, "record")
    decided = page.locator(".entries__item", has_text=case.words("An appeal or objection was decided."))
    decided.get_by_role("link").first.click()
    expect(page.get_by_text(RESTORED).first).to_be_visible()
    case.shot(page, "record-entry")


@pytest.mark.parametrize(("viewport", "language", "javascript"), TELLINGS)
def test_from_a_report_to_both_decisions_on_the_record(
    browser: Browser, said: Contribution, viewport: str, language: str, javascript: bool
) -> None:
    case = Case(browser, "moderator", viewport, language, javascript, said=said)
    code = report(case)
    case.read(follow(case, code), "No decision yet. A moderator will look at it.")
    hide(case)
    appeal(case)
    only_another_person_decides(case)
    everyone_reads_both(case, code)
    stands_on_the_record(case)
