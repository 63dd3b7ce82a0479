"""What residents read: the consultation, what is found in it, its calendar and feed, what stays hidden."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from consultations.deliberation.enums import Act, PhaseKind
from consultations.deliberation.operations import (
    PhasePlan,
    create_consultation,
    revise,
    set_phases,
    support,
    withdraw,
)
from tests.consultations.deliberation.pages.meeting import MEETING, give, text


def test_the_consultations_page_asks_promises_and_invites(client, meeting):
    page = text(client.get(MEETING))
    for words in (
        '<h1 lang="en" dir="auto">What should the town meeting talk about?</h1>',
        "The council.",
        "9 more days",
        f'href="{MEETING}propose/"',
        "Nobody has said anything yet",
        'aria-current="step"',
    ):
        assert words in page


def test_a_consultation_says_everywhere_in_which_phase_it_is(client, cast, meeting):
    now = timezone.now()
    over, later = now - timedelta(days=2), now + timedelta(days=9)
    phases = [
        PhasePlan(kind=PhaseKind.PROPOSE, starts_at=now - timedelta(days=9), ends_at=over, may=[Act.PROPOSE]),
        PhasePlan(kind=PhaseKind.DECISION, starts_at=over, ends_at=later),
    ]
    set_phases(actor=cast.dana, consultation=meeting, phases=phases, now=now, reason="A holiday.")
    for page in (text(client.get(address)) for address in ("/", "/consultations/", MEETING)):
        assert re.findall(r'badge badge--open"[^>]*>([^<]*)<', page)[0] == "Decision"
        assert ("days left" in page, "more days" in page) == (False, False)


def test_a_draft_consultation_has_no_page_for_residents(client, cast, meeting):
    create_consultation(actor=cast.dana, slug="secret", now=timezone.now())
    addresses = ["", "propose/", "calendar.ics", "feed.atom"]
    assert [client.get(f"/consultations/secret/{end}").status_code for end in addresses] == [404] * 4
    assert "secret" not in text(client.get("/consultations/"))
    client.force_login(cast.dana)
    assert client.get("/consultations/secret/").status_code == 200


def test_a_page_in_another_language_says_that_the_words_are_not_translated(client, meeting):
    page = text(client.get(f"/ar{MEETING}"))
    assert '<h1 lang="en" dir="auto">' in page
    assert "notice--info" in page


def test_a_visitor_who_only_reads_gets_no_cookie_for_a_session(client, meeting, cast):
    given = give(meeting, cast.amina)
    for address in ("/consultations/", MEETING, f"{MEETING}?order=newest", f"/contributions/{given.pk}/"):
        assert "sessionid" not in client.get(address).cookies


def test_withdrawn_words_are_on_no_page_but_the_authors(client, cast, meeting):
    canary = "Kanarienvogel"
    proposal = give(meeting, cast.amina, title=canary, body=canary, tags=[canary])
    comment = give(meeting, cast.amina, body=canary, parent=give(meeting, cast.besnik))
    for thing in (proposal, comment):
        revise(
            actor=cast.amina,
            contribution=thing,
            title=canary if thing is proposal else "",
            body=f"{canary} 2",
            now=timezone.now(),
            seen_revision=0,
        )
        withdraw(actor=cast.amina, contribution=thing, now=timezone.now())
    surfaces = [
        "/consultations/",
        MEETING,
        f"{MEETING}?q=kanarienvogel",
        f"{MEETING}feed.atom",
        f"{MEETING}calendar.ics",
        f"{MEETING}propose/",
        f"/contributions/{proposal.pk}/",
        f"/contributions/{proposal.pk}/revisions/",
        f"/contributions/{proposal.pk}/comment/",
        f"/contributions/{proposal.pk}/support/",
        f"/contributions/{comment.pk}/",
        f"/contributions/{comment.pk}/revisions/",
        f"/contributions/{comment.parent_id}/",
    ]
    for person in (None, cast.gezim, cast.chidi):
        if person:
            client.force_login(person)
        leaks = [a for a in surfaces if canary in text(client.get(a, follow=True)).replace('value="kanarienvogel"', "")]
        assert leaks == []
    client.force_login(cast.amina)
    assert canary in text(client.get(f"/contributions/{proposal.pk}/"))


def test_find_by_words_tag_and_kind(client, cast, meeting):
    give(meeting, cast.amina, title="Benches in the park", tags=["Parks"])
    give(meeting, cast.amina, title="Later buses", body="At night.")
    found = {
        query: [c.title for c in client.get(f"{MEETING}?{query}").context["page"].object_list]
        for query in ("q=BÉNCH", "q=bus+night", "q=bus+bench", "tag=parks", "kind=amendment", "order=newest")
    }
    assert found == {
        "q=BÉNCH": ["Benches in the park"],
        "q=bus+night": ["Later buses"],
        "q=bus+bench": [],
        "tag=parks": ["Benches in the park"],
        "kind=amendment": [],
        "order=newest": ["Later buses", "Benches in the park"],
    }


def test_my_contributions_are_mine_alone(client, cast, meeting):
    mine, theirs = give(meeting, cast.amina, title="Mine"), give(meeting, cast.besnik, title="Theirs")
    give(meeting, cast.amina, body="My answer", parent=theirs)
    support(actor=cast.amina, contribution=theirs, now=timezone.now())
    withdraw(actor=cast.amina, contribution=mine, now=timezone.now())
    assert client.get("/me/contributions/").status_code == 302
    client.force_login(cast.amina)
    shown = {show: text(client.get(f"/me/contributions/?show={show}")) for show in ("written", "comments", "supported")}
    assert [("Mine" in page, "My answer" in page, "Theirs" in page) for page in shown.values()] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert "Withdrawn by its author" in shown["written"]


def test_calendar_and_feed(client, cast, meeting):
    give(meeting, cast.amina, title="More benches, please; now")
    calendar = text(client.get(f"{MEETING}calendar.ics"))
    assert calendar.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "SUMMARY:Proposals: Town meeting\r\n" in calendar
    feed = text(client.get(f"{MEETING}feed.atom"))
    assert "<title>More benches, please; now</title>" in feed
    assert "<name>Amina</name>" in feed
