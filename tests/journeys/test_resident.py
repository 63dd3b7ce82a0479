"""A resident reads, signs up by a code, proposes, comments, supports, changes, withdraws; also without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.deliberation.enums import Act, ContributionKind, PhaseKind
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.operations import (
    PhasePlan,
    contribute,
    create_consultation,
    describe_consultation,
    open_consultation,
    set_phases,
    set_themes,
)
from tests.browser import Browser, axe, fits
from tests.site import Site

LONG = "Not everybody wants one more account for a single ride. " * 40


@pytest.fixture(scope="module")
def consultation(site: Site) -> Consultation:
    """Open now, in English and Arabic, with three proposals and a small thread."""
    cast, now = site.cast, timezone.now()
    consultation = create_consultation(actor=cast.dana, slug="mobility", now=now)
    words = {
        "en": ("A mobility account", "How should one account for buses, bikes and parking work?"),
        "ar": ("حساب التنقل", "كيف ينبغي أن يعمل حساب واحد للحافلات والدراجات ومواقف السيارات؟"),
    }
    for language, (title, question) in words.items():
        describe_consultation(
            actor=cast.dana, consultation=consultation, language=language, now=now, title=title, question=question
        )
    set_themes(actor=cast.dana, consultation=consultation, themes={"access": {"en": "Access", "ar": "إتاحة"}}, now=now)
    acts = (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)
    day = timedelta(days=1)
    phases = [
        PhasePlan(PhaseKind.PROPOSE, now - day, now + 20 * day, may=acts),
        PhasePlan(PhaseKind.DECISION, now + 20 * day, now + 40 * day),
    ]
    set_phases(actor=cast.dana, consultation=consultation, phases=phases, now=now)
    open_consultation(actor=cast.dana, consultation=consultation, now=now)

    def give(actor, title, body, **other) -> Contribution:
        kind = ContributionKind.COMMENT if other.get("parent") else ContributionKind.PROPOSAL
        return contribute(actor=actor, consultation=consultation, kind=kind, title=title, body=body, now=now, **other)

    night = give(cast.besnik, "حافلات ليلية إلى الميناء", "من يعمل ليلاً يحتاج إلى طريق آمن إلى البيت.", language="ar")
    give(cast.besnik, "One card for children", "Children have no phone.", tags=["Children"], language="en")
    answer = give(cast.amina, "", LONG, parent=night, stance="for", language="en")
    give(cast.besnik, "", "شكرا", parent=answer, language="ar")
    return consultation


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


@pytest.mark.parametrize(("javascript", "viewport"), [(True, "phone"), (False, "desktop")])
def test_from_reading_to_withdrawing(
    browser: Browser, site: Site, consultation: Consultation, javascript: bool, viewport: str
) -> None:
    person = "with" if javascript else "without"
    page = browser.open("/consultations/", javascript=javascript, viewport=viewport)
    page.get_by_role("link", name="How should one account").click()
    page.get_by_role("link", name="Make a proposal").click()
    title = f"Let me pay {person} an account"
    write(page, "Your proposal in one sentence", title)
    page.get_by_role("button", name="Publish proposal").click()
    assert page.title().startswith("Error: ")
    assert page.get_by_label("Your proposal in one sentence").input_value() == title
    write(page, "Explain your proposal", "Not everybody wants one more account.")
    page.get_by_role("button", name="Publish proposal").click()
    sign_up(page, site, person)
    assert page.get_by_label("Your proposal in one sentence").input_value() == title
    assert "Your text is still here" in page.inner_text("main")
    page.get_by_role("button", name="Publish proposal").click()
    assert page.locator("h1").inner_text() == title
    address = page.url.split("?")[0]
    assert page.locator(".receipt").count() == 1

    comment_change_and_support(page)
    page.goto(address)
    page.get_by_role("link", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Withdraw").click()
    assert "withdrew" in page.locator(".tombstone").first.inner_text()
    assert title not in browser.open(address.removeprefix(site.url)).inner_text("main")


def comment_change_and_support(page: Page) -> None:
    page.get_by_label("In favour").check()
    write(page, "Your comment", "For days when my phone is empty.")
    page.get_by_role("button", name="Publish comment").click()
    assert "For days when my phone is empty." in page.locator(".comment").last.inner_text()

    page.get_by_role("link", name="Change my text").click()
    write(page, "Your text", "Not everybody wants another account.")
    page.get_by_role("button", name="Publish the change").click()
    page.get_by_role("link", name="see what changed").click()
    assert page.locator("ins").inner_text().strip().endswith("another")

    page.goto("/consultations/mobility/?q=children")
    page.get_by_role("link", name="One card for children").click()
    page.get_by_role("button", name="Support").click()
    assert "You support this." in page.inner_text("#support")
    page.goto("/me/contributions/?show=supported")
    assert "One card for children" in page.inner_text("main")


def sign_up(page: Page, site: Site, person: str) -> None:
    """By the code in the mail, under a public name, and back to where one was."""
    page.get_by_role("link", name="Make an account").click()
    email = f"{person}@example.org"
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=pseudonym]").fill(f"Walker {person}")
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(code_sent_to(site, email))
    page.locator("main form button[type=submit]").first.click()


def code_sent_to(site: Site, email: str) -> str:
    """The code stands alone on the third line of the letter."""
    lines = site.letters(email)[-1].get_content().splitlines()
    return next(line.strip() for line in lines if line.startswith("    "))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("viewport", ["phone", "desktop"])
def test_every_page_is_accessible_and_fits(
    browser: Browser, site: Site, consultation: Consultation, language: str, viewport: str
) -> None:
    night = Contribution.objects.get(title__startswith="حافلات")
    own = Contribution.objects.get(body=LONG.strip())
    pages = [
        ("/consultations/", None),
        ("/consultations/mobility/", None),
        ("/consultations/mobility/propose/", site.cast.amina),
        (f"/contributions/{night.pk}/", site.cast.amina),
        (f"/contributions/{night.pk}/revisions/", None),
        (f"/contributions/{night.pk}/comment/", None),
        (f"/contributions/{night.pk}/merge/", site.cast.chidi),
        (f"/contributions/{own.pk}/edit/", site.cast.amina),
        (f"/contributions/{own.pk}/withdraw/", site.cast.amina),
        ("/me/contributions/", site.cast.amina),
    ]
    for path, person in pages:
        page = browser.open(path, person, language, viewport=viewport)
        assert (path, axe(page), fits(page)) == (path, [], [])
        page.context.close()


def test_the_language_switch_keeps_the_place(browser: Browser, consultation: Consultation) -> None:
    page = browser.open("/consultations/mobility/?order=newest")
    page.locator(".site-header summary").first.click()
    page.locator(".site-header a[hreflang=ar]").click()
    assert page.url == f"{browser.site.url}/ar/consultations/mobility/?order=newest"
    assert page.locator("h1").inner_text().startswith("كيف ينبغي")
    assert page.locator("h1").get_attribute("lang") == "ar"
