"""Somebody discusses a sentence of a draft; an answer, a bad form, and the next revision lose nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.decisions.models import Decision
from consultations.decisions.operations import draft_decision, revise_decision
from tests.browser import Browser
from tests.journeys.walk import TELLINGS, Walk
from tests.scene import scene
from tests.site import Site

DRAFT = (
    "<h3>Your trips</h3><p>The city keeps the data of every trip for twelve months. "
    "Nobody outside the mobility office may read it.</p>"
)
REVISED = DRAFT.replace("twelve months", "three months")
SAID = "Twelve months is too long: three are enough for every complaint."


def draft(site: Site, slug: str) -> Decision:
    return draft_decision(
        actor=site.cast.dana,
        consultation=scene(site).consultation,
        slug=slug,
        title="Rules of the account",
        html=DRAFT,
        now=timezone.now(),
    )


@pytest.mark.parametrize(("viewport", "language", "javascript"), TELLINGS)
def test_a_sentence_is_discussed(site: Site, browser: Browser, viewport: str, language: str, javascript: bool) -> None:
    walk = Walk(browser, "passages", viewport, language, javascript)
    rules = draft(site, f"rules-{walk.name}")
    address = f"/consultations/{rules.consultation.slug}/decisions/{rules.slug}/"
    page = walk.open(address, site.cast.besnik)
    walk.follow(page, "Comment on a sentence")
    walk.look(page, "text")
    page.locator("#s2 + .talk").click()
    walk.look(page, "sentence")
    walk.press(page, "Publish comment")
    assert page.title().startswith(walk.words("Error:"))
    walk.look(page, "error")
    walk.choose(page, "Against")
    walk.fill(page, "Your comment", SAID)
    walk.press(page, "Publish comment")
    walk.read(page, "Your comment is published.", SAID)
    walk.look(page, "said")
    other = walk.open(f"{address}passages/2/", site.cast.amina)
    other.locator(".comment__actions a").first.click()
    walk.fill(other, "Your comment", "Two, even.")
    walk.press(other, "Publish comment")
    walk.read(other, SAID, "Two, even.")
    walk.look(other, "answer")
    revise_decision(actor=site.cast.dana, decision=rules, html=REVISED, based_on=0, now=timezone.now())
    walk.go(page, address)
    walk.read(page, "2")
    page.locator("#s2 + .talk").click()
    walk.read(page, "About the wording then:", SAID)
    walk.look(page, "after-revision")
