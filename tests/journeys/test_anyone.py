"""Anyone reads a decision, why it says what it says, what became of a contribution, and checks it all themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.decisions.models import Decision
from consultations.decisions.operations.publishing import publish_decision
from tests.browser import Browser
from tests.journeys.walk import TELLINGS, Walk
from tests.page_types.decisions import decided
from tests.scene import ARABIC, ENGLISH, scene
from tests.site import Site

QUESTION = {"en": ENGLISH["question"], "ar": ARABIC["question"]}
PROPOSAL = "Let me pay a single ride without an account"
CAUSE = "A single ride needs no account."


@pytest.fixture(scope="module")
def decision(site: Site) -> Decision:
    """Published, with something missing."""
    decision = decided(site)
    missing = "The proposals that came last wait until the transport office has counted the stops."
    publish_decision(actor=site.cast.dana, decision=decision, number=1, missing=missing, now=timezone.now())
    return decision


def read_why(walk: Walk) -> Page:
    """From the list of consultations to the sentence that changed, and who caused it."""
    page = walk.open("/consultations/")
    page.get_by_role("link", name=QUESTION[walk.language]).click()
    page.get_by_role("link", name="Rules of the account").click()
    assert page.locator("h1").inner_text() == "Rules of the account"
    walk.read(page, "Decided")
    why = page.locator("details", has=page.get_by_text(CAUSE)).first
    expect(why.get_by_text(CAUSE)).to_be_hidden()
    why.get_by_text(walk.words("Why does it say this?")).click()
    expect(why.get_by_text(CAUSE)).to_be_visible()
    expect(why.get_by_role("link", name=PROPOSAL)).to_be_visible()
    walk.look(page, "decision")
    return page


def read_around(walk: Walk, page: Page) -> None:
    """What changed, where it came from, who has an answer."""
    walk.follow(page, "What changed")
    assert page.locator("h1").inner_text() == walk.words("What changed because of you")
    assert [page.locator(tag).first.inner_text().strip() != "" for tag in ("main ins", "main del")] == [True, True]
    expect(page.get_by_text(CAUSE).first).to_be_visible()
    walk.shot(page, "changes")
    walk.follow(page, "Where it came from")
    assert page.locator("main figure svg").count() == 1
    assert page.locator("main table tbody tr").count() > 0
    walk.shot(page, "flow")
    walk.follow(page, "Who has an answer")
    walk.read(page, "Waiting, longest first")
    expect(page.locator("main .waiting li").first).to_be_visible()
    walk.shot(page, "coverage")


def read_fate(walk: Walk) -> None:
    """What became of one contribution, down to its entry on the record."""
    page = walk.open(f"/contributions/{scene(walk.browser.site).proposal.pk}/")
    fate = page.locator("section", has=page.get_by_role("heading", name=walk.words("What became of it"))).last
    expect(fate.get_by_text(walk.words("Taken up in part"), exact=True)).to_be_visible()
    expect(fate.get_by_text("Cards, yes.")).to_be_visible()
    walk.shot(page, "fate")
    fate.get_by_role("link", name=walk.words("Entry on the record")).first.click()
    walk.shot(page, "receipt")


def read_record(walk: Walk) -> None:
    page = walk.open("/record/")
    walk.read(page, "How you can check this")
    expect(page.locator(".entries__item").first).to_be_visible()
    walk.shot(page, "record")
    page.locator(".entries__number").first.click()
    assert page.locator("h1").count() == 1
    walk.shot(page, "entry")


@pytest.mark.parametrize(("viewport", "language", "javascript"), TELLINGS)
def test_from_a_sentence_to_the_record(
    browser: Browser, decision: Decision, viewport: str, language: str, javascript: bool
) -> None:
    walk = Walk(browser, "anyone", viewport, language, javascript)
    read_around(walk, read_why(walk))
    read_fate(walk)
    read_record(walk)


def test_the_record_is_checked_with_the_program_and_key_that_the_page_names(
    site: Site, decision: Decision, tmp_path: Path
) -> None:
    program = tmp_path / "participate-verify.pyz"
    program.write_bytes(requests.get(f"{site.url}/record/participate-verify.pyz", timeout=60).content)
    log = f"{site.url}/record/1"
    key = requests.get(f"{log}/vkey", timeout=60).text.strip()
    process = decision.consultation.slug
    for command in (["log", log], ["coverage", log, "--process", process]):
        # As on a stranger's machine: nothing of this one's packages.
        stranger = [sys.executable, "-I", "-S", program, *command, "--vkey", key]
        done = subprocess.run(stranger, check=False, capture_output=True, text=True)
        assert (command, done.returncode, done.stdout + done.stderr) == (command, 0, done.stdout)
