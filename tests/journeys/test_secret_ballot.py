"""A secret ballot on a phone: a code from a letter, a test of the site's honesty, a vote, a second one, the count.

Nothing of it needs JavaScript; what checks all ballots is a program and not a page.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import (
    PhasePlan,
    create_consultation,
    describe_consultation,
    open_consultation,
    set_phases,
)
from consultations.record.ballots import roll
from consultations.record.verify.cli import main
from consultations.voting.enums import Method, Secrecy, Voters
from consultations.voting.models import Question
from consultations.voting.operations import (
    OptionPlan,
    QuestionPlan,
    bring_roll,
    close_question,
    open_question,
    prepare_question,
)
from tests.browser import Browser
from tests.journeys.walk import TELLINGS, Walk
from tests.site import Site

LINES = {
    "Line 4: hospital": "الخط ٤: المستشفى",
    "Line 7: university": "الخط ٧: الجامعة",
    "Line 12: old town": "الخط ١٢: المدينة القديمة",
}


def vote(site: Site, slug: str) -> Consultation:
    now = timezone.now() - timedelta(hours=1)
    consultation = create_consultation(actor=site.cast.dana, slug=slug, now=now)
    for language, title in (("en", "Buses at night"), ("ar", "حافلات الليل")):
        words = {"title": title, "question": title}
        describe_consultation(actor=site.cast.dana, consultation=consultation, language=language, now=now, **words)
    phase = PhasePlan(PhaseKind.VOTE, now, now + timedelta(days=9), may=(Act.VOTE,))
    set_phases(actor=site.cast.dana, consultation=consultation, phases=[phase], now=now)
    return open_consultation(actor=site.cast.dana, consultation=consultation, now=now)


def ask(site: Site, consultation: Consultation) -> tuple[Question, list[str]]:
    """An open secret question with twenty codes on its roll, and the codes."""
    plan = QuestionPlan(
        phase=consultation.phases.get(),
        title={"en": "Which two lines run at night?", "ar": "أي خطين يسيران ليلاً؟"},
        options=[OptionPlan({"en": english, "ar": arabic}) for english, arabic in LINES.items()],
        method=Method.APPROVAL,
        limit=2,
        secrecy=Secrecy.SECRET,
        voters=Voters.ROLL,
    )
    now = timezone.now()
    question = prepare_question(actor=site.cast.dana, consultation=consultation, plan=plan, now=now)
    credentials = [roll.new_credential() for _ in range(20)]
    digests = [roll.entry(question.subject, each) for each in credentials]
    bring_roll(actor=site.cast.dana, question=question, digests=digests, now=now)
    return open_question(actor=site.cast.dana, question=question, now=now), [roll.code(each) for each in credentials]


def choose(walk: Walk, page: Page, code: str, *places: int) -> None:
    """Types the code and ticks options by their place; the ballot is made and waits."""
    page.locator("#id_code").fill(code)
    for place in places:
        page.locator(f"input[name=choice][value='{place}']").check()
    walk.press(page, "Make my ballot")
    walk.read(page, "Your ballot is made and locked. It does not count yet.")


def fingerprint(page: Page) -> str:
    return page.locator(".fingerprint").inner_text().replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(("viewport", "language", "javascript"), TELLINGS)
def test_a_secret_ballot_is_tested_cast_changed_and_counted(
    site: Site, browser: Browser, viewport: str, language: str, javascript: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    walk = Walk(browser, "secret-ballot", viewport, language, javascript)
    consultation = vote(site, f"night-{walk.name}".lower())
    question, codes = ask(site, consultation)
    page = walk.open(question.get_absolute_url())
    walk.look(page, "ballot")
    page.locator("#id_code").fill("ABCD")
    page.locator("input[name=choice][value='3']").check()
    walk.press(page, "Make my ballot")
    assert page.title().startswith(walk.words("Error:"))
    assert page.locator("input[name=choice][value='3']").is_checked()
    walk.look(page, "wrong-code")
    choose(walk, page, codes[0].lower())
    walk.look(page, "cast-or-check")
    audited = fingerprint(page)
    page.locator("summary", has_text=walk.words("Do you want to test whether this site is honest?")).click()
    walk.press(page, "Open it to check it")
    walk.read(page, "This ballot was opened and does not count")
    assert (fingerprint(page), page.locator("td.number").all_inner_texts()) == (audited, ["0", "0", "1"])
    walk.look(page, "opened")
    walk.follow(page, "Make a new ballot")
    choose(walk, page, codes[0], 1, 2)
    first = fingerprint(page)
    walk.press(page, "Cast this ballot")
    walk.read(page, "This ballot counts")
    assert fingerprint(page) == first
    walk.look(page, "counts")
    walk.go(page, question.get_absolute_url())
    choose(walk, page, codes[0], 2)
    walk.read(page, "You have voted before. If you cast this ballot, it takes the place of the earlier one.")
    walk.press(page, "Cast this ballot")
    find(walk, page, question, first)
    close_question(actor=site.cast.dana, question=question, reason="Enough.", now=timezone.now())
    walk.go(page, question.get_absolute_url())
    walk.look(page, "result")
    verified(site, question, capsys)


def find(walk: Walk, page: Page, question: Question, sha256: str) -> None:
    """The replaced ballot is found by the first eight characters of its fingerprint."""
    walk.follow(page, "How to check all ballots")
    walk.look(page, "check")
    page.locator("#id_hash").fill(sha256[:8].upper())
    walk.press(page, "Find it")
    walk.read(page, "This ballot was replaced by a later one")


def verified(site: Site, question: Question, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody else's program over the network, as soon as the count stands on the record."""
    deadline, code = time.monotonic() + 20, 2
    while code == 2 and time.monotonic() < deadline:
        capsys.readouterr()
        code = main(["tally", f"{site.url}/record/1", "--question", str(question.pk), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (code, said["problems"]) == (0, [])
    assert (said["sums"], said["turnout"], said["replaced"], said["spoiled"]) == ({"1": 0, "2": 1, "3": 0}, 1, 1, 1)
