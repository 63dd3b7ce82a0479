"""What is typed is kept for those who write it, and seen by nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import CoAuthor, Contribution
from consultations.drafting.models import Draft, Writer
from consultations.drafting.operations.drafts import (
    KEPT_FOR,
    LONGEST,
    MOST,
    begin_draft,
    forget_drafts,
    publish_draft,
    save_draft,
)
from consultations.drafting.operations.writers import accept_invitation, invite_writer, leave_draft, make_link
from consultations.following.queries.theirs import wrote
from consultations.following.sources import Scope
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import Notice, Participant
from consultations.people.operations.account import delete_account
from consultations.people.queries.holdings import export_of
from consultations.record.audit.audit import audit
from consultations.record.models import Event
from consultations.record.operations import sequence
from tests.consultations.deliberation.conftest import make_consultation

SECRET = "canary linden"
WORDS = {"title": SECRET, "body": "Plant them at the stops.", "tags": "trees", "theme": ""}


@pytest.fixture
def open_now(cast):
    """A consultation that is open at the hour of the clock on the wall."""
    consultation = make_consultation(cast.dana, "stops")
    consultation.phases.update(ends_at=None)
    return consultation


@pytest.fixture
def draft(cast, open_now):
    return begin_draft(
        actor=cast.amina, consultation=open_now, words=WORDS, submission=uuid.UUID(int=7), now=timezone.now()
    )


def together(draft: Draft, *people: Participant) -> Draft:
    for person in people:
        Writer.objects.get_or_create(draft=draft, participant=person, defaults={"since": timezone.now()})
        accept_invitation(actor=person, draft=draft, now=timezone.now())
    return draft


def test_the_same_form_has_one_draft_and_the_same_words_change_nothing(draft, cast, open_now, now):
    again = begin_draft(
        actor=cast.amina, consultation=open_now, words=WORDS, submission=draft.submission, now=timezone.now()
    )
    assert (again.pk, again.version, Draft.objects.count()) == (draft.pk, 1, 1)
    assert Event.objects.filter(type="contribution.published").count() == 0


def test_who_was_slower_is_told_and_nothing_is_lost(draft, cast):
    together(draft, cast.besnik)
    save_draft(actor=cast.besnik, draft=draft, words={**WORDS, "body": "His."}, seen=1, now=timezone.now())
    with pytest.raises(ChangedMeanwhile):
        save_draft(actor=cast.amina, draft=draft, words={**WORDS, "body": "Hers."}, seen=1, now=timezone.now())
    assert Draft.objects.get().words["body"] == "His."


@pytest.mark.parametrize("words", [{"body": "x" * LONGEST, "title": "y"}])
def test_what_is_too_long_is_refused_whole(draft, cast, words):
    with pytest.raises(Unfit, match="too long"):
        save_draft(actor=cast.amina, draft=draft, words=words, seen=1, now=timezone.now())


def test_a_person_has_so_many_drafts_and_no_more(draft, cast, open_now):
    for number in range(MOST - 1):
        begin_draft(
            actor=cast.amina, consultation=open_now, words={}, submission=uuid.UUID(int=99 + number), now=timezone.now()
        )
    with pytest.raises(Unfit, match="many drafts"):
        begin_draft(actor=cast.amina, consultation=open_now, words={}, submission=uuid.uuid4(), now=timezone.now())


def test_publishing_credits_who_accepted_and_leaves_no_draft(draft, cast):
    together(draft, cast.besnik)
    invite_writer(actor=cast.amina, draft=draft, name="gezim", now=timezone.now())
    made = publish_draft(actor=cast.amina, draft=draft, title="Trees", body="At stops.", now=timezone.now())
    assert (made.author, [one.participant for one in CoAuthor.objects.all()]) == (cast.amina, [cast.besnik])
    assert Draft.objects.count() == 0
    with pytest.raises(Unfit, match="published already"):
        begin_draft(
            actor=cast.amina,
            consultation=made.consultation,
            words=WORDS,
            submission=made.submission,
            now=timezone.now(),
        )
    sequence(now=timezone.now())
    assert audit().problems == []


def test_a_co_author_finds_it_among_what_is_theirs_and_hears_what_becomes_of_it(draft, cast, client):
    together(draft, cast.besnik)
    made = publish_draft(actor=cast.amina, draft=draft, title="Trees", body="At stops.", now=timezone.now())
    client.force_login(cast.besnik)
    assert made.get_absolute_url() in client.get("/me/contributions/").content.decode()
    assert (cast.besnik.pk, made.pk) in set(wrote(Scope(), [cast.besnik.pk]))


def test_words_that_no_proposal_may_have_leave_the_draft_as_it_is(draft, cast):
    with pytest.raises(Unfit):
        publish_draft(actor=cast.amina, draft=draft, title="", body="At stops.", now=timezone.now())
    assert (Draft.objects.count(), Contribution.objects.count()) == (1, 0)


def test_an_invitation_is_answered_by_whom_it_was_meant_for(draft, cast):
    with pytest.raises(NotAllowed):
        accept_invitation(actor=cast.gezim, draft=draft, now=timezone.now())
    with pytest.raises(NotAllowed):
        accept_invitation(actor=cast.gezim, draft=draft, now=timezone.now(), link="")
    link = make_link(actor=cast.amina, draft=draft).link
    with pytest.raises(NotAllowed):
        accept_invitation(actor=cast.gezim, draft=draft, now=timezone.now(), link=f"{link}x")
    accept_invitation(actor=cast.gezim, draft=draft, now=timezone.now(), link=link)
    leave_draft(actor=cast.gezim, draft=draft)
    assert Writer.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "refusal"), [("nobody at all", "Nobody here"), ("AMINA", "own name"), (" ", "Nobody")]
)
def test_a_name_that_leads_nowhere_is_refused(draft, cast, name, refusal):
    with pytest.raises(Unfit, match=refusal):
        invite_writer(actor=cast.amina, draft=draft, name=name, now=timezone.now())
    assert Notice.objects.count() == 0


def test_a_consultation_may_offer_no_co_authors(draft, cast):
    phase = draft.consultation.phases.get()
    phase.settings["deliberation"] = {"offers": []}
    phase.save()
    with pytest.raises(NotAllowed, match="for themselves"):
        invite_writer(actor=cast.amina, draft=draft, name="besnik", now=timezone.now())


def test_drafts_that_nobody_touches_go_after_half_a_year(draft):
    assert forget_drafts(now=draft.changed_at + KEPT_FOR - timedelta(seconds=1)) == 0
    assert forget_drafts(now=draft.changed_at + KEPT_FOR) == 1


def test_a_draft_goes_with_the_account_or_to_those_who_write_it_too(draft, cast, open_now, now):
    assert SECRET in repr(export_of(cast.amina, now, "city"))
    other = begin_draft(
        actor=cast.amina, consultation=open_now, words=WORDS, submission=uuid.uuid4(), now=timezone.now()
    )
    together(other, cast.besnik)
    delete_account(actor=cast.amina, texts=True, now=timezone.now())
    assert [(row.pk, row.author) for row in Draft.objects.all()] == [(other.pk, cast.besnik)]


def test_nobody_else_sees_a_draft(draft, cast, client):
    address = draft.get_absolute_url()
    pages = ["/consultations/stops/", "/consultations/stops/propose/", "/record/", "/consultations/stops/feed.atom"]
    for person in (None, cast.gezim, cast.dana, cast.edon):
        if person:
            client.force_login(person)
        assert client.get(address).status_code == (404 if person else 302)
        assert client.post(f"{address}keep/", {"title": "Mine"}).status_code == (404 if person else 302)
        for page in [*pages, "/me/contributions/"]:
            assert SECRET not in client.get(page, follow=True).content.decode()
    client.force_login(cast.amina)
    assert SECRET in client.get("/me/contributions/").content.decode()
    assert SECRET in client.get("/consultations/stops/propose/").content.decode()


def test_a_page_keeps_what_is_typed_and_publishing_is_done_once(cast, open_now, client, django_assert_max_num_queries):
    client.force_login(cast.amina)
    form = client.get("/consultations/stops/propose/").context["form"]
    typed = {"title": SECRET, "body": "At the stops.", "tags": "", "submission": str(form["submission"].value())}
    first = client.post("/consultations/stops/propose/keep/", typed).json()
    assert first["version"] == 1
    second = client.post(first["keep"], {**typed, "body": "At every stop.", "version": 1}).json()
    assert second["version"] == 2
    assert client.post(first["keep"], {**typed, "body": "Old tab.", "version": 1}).status_code == 409
    with django_assert_max_num_queries(16):
        assert "At every stop." in client.get(first["page"]).content.decode()
    sent = {**typed, "body": "At every stop.", "act": "publish"}
    for _time in range(2):
        client.post("/consultations/stops/propose/", sent)
    assert [(row.title, row.body) for row in Contribution.objects.all()] == [(SECRET, "At every stop.")]
    assert Draft.objects.count() == 0


def test_without_javascript_a_button_keeps_even_what_is_not_ready(cast, open_now, client):
    client.force_login(cast.amina)
    answer = client.post("/consultations/stops/propose/", {"title": "", "body": "Half a", "act": "save"}, follow=True)
    assert "Half a" in answer.content.decode()
    draft = Draft.objects.get()
    sent = {"title": "", "body": "Half a thought", "act": "save", "version": draft.version}
    client.post(draft.get_absolute_url(), sent)
    assert Draft.objects.get().words == {"body": "Half a thought"}
    refused = client.post(draft.get_absolute_url(), {**sent, "act": "publish", "version": 2})
    assert "Write something first." in refused.content.decode()
    assert "Half a thought" in refused.content.decode()


def test_keeping_tells_what_is_wrong_in_a_sentence(cast, open_now, client):
    client.force_login(cast.amina)
    assert client.post("/consultations/stops/propose/keep/", {"submission": "x"}).status_code == 400
    long = {"submission": str(uuid.uuid4()), "body": "x" * (LONGEST + 1)}
    answer = client.post("/consultations/stops/propose/keep/", long)
    assert (answer.status_code, answer.json()["said"]) == (422, "This is too long to be kept as a draft.")


def test_similar_ones_are_a_part_of_the_page(cast, open_now, client, draft):
    publish_draft(actor=cast.amina, draft=draft, title="More trees at the stops", body="Shade.", now=timezone.now())
    part = client.get("/consultations/stops/propose/similar/?title=More+trees+at+stops").content.decode()
    assert "More trees at the stops" in part
    assert "<html" not in part
    assert client.get("/consultations/stops/propose/similar/?title=%00").content.decode().strip() == ""


def test_the_way_of_a_link_without_javascript(draft, cast, client):
    client.force_login(cast.amina)
    client.post(f"{draft.get_absolute_url()}writers/", {"act": "link"})
    link = Draft.objects.get().link
    client.force_login(cast.besnik)
    assert SECRET in client.get(f"/drafts/join/{link}/").content.decode()
    client.post(f"/drafts/join/{link}/", {"act": "accept"})
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Publish proposal" not in page
    client.post(draft.get_absolute_url(), {"title": "Ours", "body": "Both.", "act": "save", "version": 1})
    assert client.post(draft.get_absolute_url(), {"title": "Ours", "body": "B", "version": 2}).status_code == 200
    assert Contribution.objects.count() == 0
    client.force_login(cast.amina)
    client.post(draft.get_absolute_url(), {"title": "Ours", "body": "Both.", "act": "publish", "version": 3})
    made = Contribution.objects.get()
    shown = client.get(made.get_absolute_url()).content.decode()
    assert "<bdi>Amina</bdi>, <bdi>Besnik</bdi>" in shown
    assert client.get(f"/drafts/join/{link}/").status_code == 404
