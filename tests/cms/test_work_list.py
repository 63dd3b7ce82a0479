"""What is missing before a decision can be published, and the way into force."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.groups import keep_in_step
from cms.operations.planned import publish_planned
from cms.queries.missing import missing_of
from consultations.decisions.enums import Outcome
from consultations.decisions.models import PublishingPlan, Review
from consultations.decisions.operations import (
    ask_for_review,
    give_dispositions,
    make_promise,
    mark_own_initiative,
    plan_publication,
    set_second_reader,
)
from consultations.decisions.queries.readers import needs_second_reader
from consultations.decisions.queries.standing import work_list
from consultations.people.domain.roles import Role
from consultations.people.models import Notice, Participant
from consultations.people.operations.roles import grant_role
from tests.cms.conftest import SECOND, editor

DAY = timedelta(days=1)


@pytest.fixture
def erik(cast) -> Participant:
    person = Participant.objects.create_user("erik@example.org", "a walk by the sea", pseudonym="Erik")
    grant_role(actor=None, participant=person, role=Role.COMMUNICATOR, now=timezone.now())
    keep_in_step(person)
    return person


@pytest.fixture
def complete(revised, said, dana):
    """Nothing is missing."""
    now = timezone.now()
    change = revised.revisions.get(number=1).changes.get()
    mark_own_initiative(actor=dana, changes=[change], reason="The law changed.", now=now)
    give_dispositions(actor=dana, contributions=said, outcome=Outcome.ADOPTED, reason="It stands there.", now=now)
    return revised


def kinds(decision, now):
    return [(one.kind, one.days) for one in missing_of(decision, work_list(decision), now=now)]


def test_the_longest_waiting_comes_first_with_its_age(desk: Client, revised, said, dana):
    now = timezone.now()
    make_promise(
        actor=dana, decision=revised, text="A counter", owner="Roads", due=timezone.localdate(now) + DAY, now=now
    )
    assert kinds(revised, now) == [("answer", 0), ("answer", 0), ("change", 0)]
    assert kinds(revised, now + 5 * DAY) == [("answer", 5), ("answer", 5), ("change", 5), ("overdue", 4)]


def test_each_item_leads_to_where_it_is_done(desk: Client, revised, said):
    first = missing_of(revised, work_list(revised), now=timezone.now())[0]
    assert first.address == f"/cms/desk/consultations/mobility/answers/?pick={said[0].pk}#answer"
    assert f'value="{said[0].pk}" id="c{said[0].pk}" checked' in desk.get(first.address).text
    html = desk.get(f"/cms/desk/decisions/{revised.pk}/missing/", {"kind": "change"}).text
    assert "Change 1 has no reason" in html
    assert f"Contribution {said[0].pk} has no answer" not in html


def test_when_nothing_is_missing_it_says_so(desk: Client, complete):
    html = desk.get(f"/cms/desk/decisions/{complete.pk}/").text
    assert "Nothing is missing: every change has a reason and every contribution an answer." in html
    assert missing_of(complete, work_list(complete), now=timezone.now()) == []


def test_a_late_promise_shows_itself(desk: Client, complete, dana):
    today = timezone.localdate()
    promise = make_promise(
        actor=dana, decision=complete, text="A counter", owner="Roads", due=today - DAY, now=timezone.now()
    )
    assert '<strong class="desk-late">Late</strong>' in desk.get(f"/cms/desk/decisions/{complete.pk}/").text
    address = f"/cms/desk/decisions/{complete.pk}/promises/{promise.pk}/"
    moved = {"state": "open", "text": "The tender takes longer.", "due": (today + DAY).isoformat(), "owner": "Roads"}
    desk.post(address, moved)
    promise.refresh_from_db()
    assert (promise.due, promise.first_due, promise.first_owner) == (today + DAY, today - DAY, "")
    assert kinds(complete, timezone.now()) == []


def test_a_date_is_set_called_off_and_kept(desk: Client, complete):
    address = f"/cms/desk/decisions/{complete.pk}/publish/"
    soon = timezone.localtime(timezone.now() + DAY).strftime("%Y-%m-%dT%H:%M")
    assert "Choose a time to come." in desk.post(address, {"number": "1", "act": "plan"}).text
    desk.post(address, {"number": "1", "act": "plan", "at": soon})
    plan = PublishingPlan.objects.get()
    assert "Version 1 will be published on" in desk.get(f"/cms/desk/decisions/{complete.pk}/").text
    desk.post(f"/cms/desk/decisions/{complete.pk}/plans/{plan.pk}/drop/")
    desk.post(address, {"number": "1", "act": "plan", "at": soon})
    assert publish_planned(now=timezone.now() + 2 * DAY) == 1
    complete.refresh_from_db()
    assert complete.state == "published"


def test_who_set_the_date_is_told_when_it_could_not_be(desk: Client, complete, dana):
    soon = timezone.localtime(timezone.now() + DAY).strftime("%Y-%m-%dT%H:%M")
    desk.post(f"/cms/desk/decisions/{complete.pk}/publish/", {"number": "1", "act": "plan", "at": soon})
    third = editor("The account keeps trips for a week.", SECOND[1])
    desk.post(f"/cms/desk/decisions/{complete.pk}/text/", {"html": third, "based_on": "1"})
    publish_planned(now=timezone.now() + 2 * DAY)
    said = "There is a newer text now. Read it before you publish."
    notice = Notice.objects.get(participant=dana)
    assert (said in notice.text, notice.path) == (True, f"/cms/desk/decisions/{complete.pk}/")
    assert (notice.letter.owed, notice.letter.state) == (True, "waiting")
    complete.refresh_from_db()
    assert complete.state == "draft"


def test_a_second_person_reads_it_at_the_desk(desk: Client, client: Client, complete, dana, erik):
    set_second_reader(actor=dana, consultation=complete.consultation, wanted=True, now=timezone.now())
    here = f"/cms/desk/decisions/{complete.pk}/"
    refused = desk.post(f"{here}publish/", {"number": "1"})
    assert (refused.status_code, complete.revisions.filter(state="published").count()) == (422, 0)
    assert "A second person has to read and approve this version first." in refused.text
    desk.post(f"{here}reviews/ask/", {"number": "1"})
    review = Review.objects.get()
    assert "Somebody else has to read it." in desk.get(here).text
    assert desk.post(f"{here}reviews/{review.pk}/", {"act": "approve"}).status_code == 403
    assert Notice.objects.filter(participant=erik, subject="Please read: Rules of the account").count() == 1
    client.force_login(erik)
    assert "Say what has to change." in client.post(f"{here}reviews/{review.pk}/", {"act": "return"}, follow=True).text
    client.post(f"{here}reviews/{review.pk}/", {"act": "approve", "role": "Head of Law"})
    client.force_login(dana)
    desk.post(f"{here}publish/", {"number": "1"})
    complete.refresh_from_db()
    assert complete.state == "published"


def test_the_pages_cost_the_same_however_much_there_is(desk: Client, revised, said, django_assert_max_num_queries):
    for path in ("", "missing/"):
        desk.get(f"/cms/desk/decisions/{revised.pk}/{path}")
        with django_assert_max_num_queries(40):
            desk.get(f"/cms/desk/decisions/{revised.pk}/{path}")


def test_the_first_page_of_the_desk_says_what_decisions_wait_for(desk: Client, complete, dana, erik):
    now = timezone.now()
    make_promise(
        actor=dana, decision=complete, text="A counter", owner="Roads", due=timezone.localdate(now) - DAY, now=now
    )
    ask_for_review(actor=dana, decision=complete, number=1, now=now)
    plan = plan_publication(actor=dana, decision=complete, number=1, at=now + DAY, now=now)
    PublishingPlan.objects.filter(pk=plan.pk).update(state="stopped", settled_at=now, outcome="More is missing.")
    for address in ("/cms/desk/", "/cms/desk/consultations/mobility/", "/cms/"):
        html = desk.get(address).text
        assert "“Rules of the account” waits for a second reader." in html
        assert "“Rules of the account” was not published on its date." in html
        assert "A promise of “Rules of the account” is late." in html
        assert f'href="/cms/desk/decisions/{complete.pk}/"' in html


def test_a_consultation_asks_for_a_second_reader_and_only_an_administrator_stops(desk: Client, page, client: Client):
    address = "/cms/desk/consultations/mobility/edit/"
    response = desk.get(address)
    phases = response.context["phases"]
    sent = {
        f"{form.prefix}-{name}": form[name].value()
        for form in phases
        for name in form.fields
        if form[name].value() not in (None, False)
    }
    for name, value in sent.items():
        sent[name] = value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else value
    sent |= {"phases-TOTAL_FORMS": str(len(phases.forms)), "phases-INITIAL_FORMS": "0", "themes": "Tickets\nPrivacy"}
    assert desk.post(address, {**sent, "second_reader": "on"}).status_code == 302
    assert needs_second_reader(page.consultation)
    desk.post(address, sent)
    assert needs_second_reader(page.consultation)
    admin = Participant.objects.create_user("admin@example.org", "a walk by the sea", pseudonym="Admin")
    grant_role(actor=None, participant=admin, role=Role.ADMINISTRATOR, now=timezone.now())
    keep_in_step(admin)
    client.force_login(admin)
    assert client.post(address, sent).status_code == 302
    assert not needs_second_reader(page.consultation)
