"""kill -9 in the middle of a burst of comments over HTTP: what was answered stays, what was not can be sent again."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import requests
from django.db import connections
from django.utils import timezone

from consultations.deliberation.models import Consultation, Contribution
from consultations.people.models import Participant
from consultations.record.models import Event, Pending
from consultations.record.verify.findings import VERIFIED
from tests.consultations.deliberation.conftest import make_consultation
from tests.consultations.deliberation.pages.meeting import give
from tests.site import ROOT, Site, running_site

KILLS = 3
WRITERS = 4
PEOPLE_EACH = 12
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SUBMISSION = re.compile(r'name="submission" value="([^"]+)"')


@dataclass
class Writer:
    """A browser for each of a few people: posts as fast as it is answered, and keeps what was not answered.

    A person may comment six times in four minutes, so the next one goes on after five and what is sent again.
    """

    name: str
    address: str
    sessions: list[str]
    told: dict[str, str] = field(default_factory=dict)
    unanswered: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    number: int = 0
    who: int = -1

    def burst(self, stop: threading.Event) -> None:
        """Until ``stop`` or until the server is gone."""
        while self.who + 1 < len(self.sessions):
            self.who += 1
            browser = self.browser(self.who)
            for _ in range(5):
                if stop.is_set():
                    return
                try:
                    form = browser.get(self.address, timeout=60).text
                except requests.RequestException:
                    return
                self.number += 1
                body = f"{self.name} says thing {self.number}."
                typed = {"body": body, "stance": "", "submission": found(SUBMISSION, form)}
                self.unanswered[body] = (self.who, typed)
                if not self.post(browser, body, {**typed, "csrfmiddlewaretoken": found(TOKEN, form)}):
                    return

    def post(self, browser: requests.Session, body: str, form: dict[str, str]) -> bool:
        """False when the server went away before it answered whole."""
        try:
            answer = browser.post(self.address, data=form, allow_redirects=False, timeout=60)
        except requests.RequestException:
            return False
        if answer.status_code == 302:
            self.told[body] = answer.headers["Location"]
            del self.unanswered[body]
        else:
            self.refused.append(f"{answer.status_code} {answer.text[-400:]}")
        return True

    def send_again(self) -> None:
        """What the person does who saw no answer: the same form once more."""
        for body, (who, typed) in list(self.unanswered.items()):
            browser = self.browser(who)
            token = found(TOKEN, browser.get(self.address, timeout=60).text)
            assert self.post(browser, body, {**typed, "csrfmiddlewaretoken": token})

    def browser(self, who: int) -> requests.Session:
        browser = requests.Session()
        browser.cookies.set("sessionid", self.sessions[who])
        return browser


def found(pattern: re.Pattern[str], page: str) -> str:
    match = pattern.search(page)
    assert match is not None, page[-2000:]
    return match[1]


@pytest.fixture
def site(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Site]:
    with django_db_blocker.unblock(), running_site() as site, site.shared():  # type: ignore[attr-defined]
        yield site


@pytest.fixture
def proposal(site: Site) -> Contribution:
    consultation: Consultation = make_consultation(site.cast.dana, "mobility")
    consultation.phases.update(ends_at=timezone.now() + timedelta(days=5))
    return give(consultation, site.cast.amina)


def writers(site: Site, proposal: Contribution) -> list[Writer]:
    made = []
    for name in range(WRITERS):
        people = [
            Participant.objects.create_user(f"writer-{name}-{n}@example.org", pseudonym=f"Writer {name}-{n}")
            for n in range(PEOPLE_EACH)
        ]
        address = f"{site.url}/contributions/{proposal.pk}/comment/"
        made.append(Writer(f"Writer {name}", address, [site.session_of(person) for person in people]))
    return made


def burst_and_kill(site: Site, crowd: list[Writer], after: int) -> None:
    """Kills the server once ``after`` more comments were answered, while others are under way."""
    stop = threading.Event()
    before = sum(len(writer.told) for writer in crowd)
    threads = [threading.Thread(target=writer.burst, args=[stop]) for writer in crowd]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 90
    while sum(len(writer.told) for writer in crowd) < before + after and any(t.is_alive() for t in threads):
        assert time.monotonic() < deadline, "the burst never came under way"
        time.sleep(0.005)
    site.kill()
    stop.set()
    for thread in threads:
        thread.join(60)


def on_pages(site: Site, proposal: Contribution) -> Counter[str]:
    """Each comment as a reader finds it, going through all pages of the thread."""
    seen: Counter[str] = Counter()
    for number in range(1, 100):
        page = requests.get(f"{site.url}/contributions/{proposal.pk}/?page={number}", timeout=60).text
        seen.update(re.findall(r"Writer \d says thing \d+\.", page))
        if f"?page={number + 1}" not in page:
            return seen
    raise AssertionError("the thread has no end")


def verified(site: Site) -> subprocess.CompletedProcess[str]:
    vkey = requests.get(f"{site.url}/record/1/vkey", timeout=60).text.strip()
    command = [sys.executable, "-m", "consultations.record.verify", "log", f"{site.url}/record/1", "--vkey", vkey]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def wait_for_places() -> None:
    deadline = time.monotonic() + 60
    while Pending.objects.exists():
        assert time.monotonic() < deadline, "the sequencer did not come back"
        time.sleep(0.1)
        connections.close_all()


@pytest.mark.once
def test_no_acknowledged_comment_is_lost_and_none_is_there_twice(site: Site, proposal: Contribution):
    crowd = writers(site, proposal)
    for life in range(KILLS):
        burst_and_kill(site, crowd, after=7 + 4 * life)
        site.start()
        acknowledged = {body for writer in crowd for body in writer.told}
        seen = on_pages(site, proposal)
        assert acknowledged <= set(seen)
        assert set(seen.values()) == {1}
        for writer in crowd:
            writer.send_again()
    assert [writer.refused for writer in crowd] == [[]] * WRITERS
    sent = {body: 1 for writer in crowd for body in writer.told}
    assert len(sent) >= KILLS * 7
    assert on_pages(site, proposal) == sent
    wait_for_places()
    told = {address.split("#comment-")[1] for writer in crowd for address in writer.told.values()}
    events = Event.objects.filter(type="contribution.published", subject__in=[f"contribution/{pk}" for pk in told])
    assert (len(told), events.count(), events.filter(leaves__isnull=False).count()) == (len(sent),) * 3
    assert Contribution.objects.filter(parent=proposal).count() == len(sent)
    check = verified(site)
    assert (check.returncode, check.stderr) == (VERIFIED, ""), check.stdout
