"""Giving, changing, withdrawing: who may, what is kept, what the record says."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute, hide, restore, revise, withdraw
from consultations.people.domain.verdict import NotAllowed
from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event
from tests.consultations.deliberation.conftest import CLOSES, OPENS

DAY = timedelta(days=1)


def recorded(thing, type_=""):
    """(type, data, {public words}) of each event about it."""
    events = Event.objects.filter(subject=thing.subject).prefetch_related("disclosures")
    return [
        (event.type, event.data, dict(disclosure.read(d.encoded) for d in event.disclosures.all() if d.public))
        for event in events
        if type_ in ("", event.type)
    ]


def test_a_proposal_is_kept_rendered_searchable_and_on_the_record(propose, cast):
    proposal = propose(
        "  Let   buses wait ", "Buses should wait.\r\n\r\nSee https://example.org/plan.", tags=["Buses, Night"]
    )
    proposal.refresh_from_db()
    assert (proposal.title, proposal.body, proposal.author, proposal.revision) == (
        "Let buses wait",
        "Buses should wait.\n\nSee https://example.org/plan.",
        cast.amina,
        0,
    )
    assert proposal.body_html == (
        "<p>Buses should wait.</p><p>See "
        '<a href="https://example.org/plan" rel="nofollow noopener ugc">https://example.org/plan</a>.</p>'
    )
    assert sorted(tag.name for tag in proposal.tags.all()) == ["Buses", "Night"]
    assert proposal.search_text == "let buses wait buses should wait see https example org plan buses night"
    assert [(r.number, r.body) for r in proposal.revisions.all()] == [(0, proposal.body)]
    assert recorded(proposal) == [
        (
            "contribution.published",
            {"kind": "proposal", "channel": "web", "in_scope": True},
            {"author": "Amina", "title": "Let buses wait", "body": proposal.body},
        )
    ]


def test_a_comment_answers_counts_and_refers_to_what_it_answers(propose, comment):
    proposal = propose()
    first = comment(proposal, stance="against")
    second = comment(first, "Not on Sundays.")
    proposal.refresh_from_db()
    first.refresh_from_db()
    assert (second.parent, second.root) == (first, proposal)
    assert (proposal.comment_count, first.comment_count) == (2, 1)
    event = Event.objects.get(subject=first.subject)
    above = Event.objects.get(subject=proposal.subject)
    assert event.data == {
        "kind": "comment",
        "channel": "web",
        "in_scope": False,
        "parent": proposal.subject,
        "stance": "against",
    }
    assert event.refs == [{"event": str(above.public_id), "rel": "reply_to"}]


def test_a_form_sent_twice_counts_once(propose):
    token = uuid.uuid4()
    assert propose(submission=token) == propose(submission=token)
    assert (Contribution.objects.count(), Event.objects.filter(type="contribution.published").count()) == (1, 1)


def test_two_people_may_draw_the_same_token(propose, cast):
    token = uuid.uuid4()
    assert propose(submission=token) != propose(submission=token, actor=cast.besnik)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"actor": None}, "Sign in to take part."),
        ({"now": CLOSES}, "Proposals closed on 12 December 2026."),
        ({"now": CLOSES + DAY}, "Proposals closed on 12 December 2026."),
        ({"now": OPENS - DAY}, "Proposals open on 1 November 2026."),
        ({"channel": Channel.DESK}, "Only staff can enter what others said."),
        ({"channel": Channel.IMPORT}, "Imports have their own command."),
        ({"kind": ContributionKind.SESSION_OUTPUT}, "Only a facilitator can hand over what a session found."),
    ],
)
def test_who_may_not_is_told_why_and_nothing_is_kept(propose, other, reason):
    with pytest.raises(NotAllowed) as refusal:
        propose(**other)
    assert str(refusal.value) == reason
    assert not Contribution.objects.exists()
    assert not Event.objects.filter(type="contribution.published").exists()


@pytest.mark.parametrize(
    ("words", "field", "reason"),
    [
        ({"body": " \n "}, "body", "Write something first."),
        ({"title": ""}, "title", "Write something first."),
        ({"title": "x" * 201}, "title", "Your text has 201 characters; at most 200 characters fit."),
        ({"body": "x" * 1_048_576}, "body", "Your text has 1048576 characters; at most 10000 characters fit."),
        ({"body": "Pay\x00here"}, "body", "After “Pay” stands an invisible character that cannot be kept. Delete it."),
        (
            {"body": "a\u202ecod.exe"},
            "body",
            "After “a” stands an invisible character that cannot be kept. Delete it.",
        ),
        ({"tags": ["a,b,c,d,e,f"]}, "tags", "At most 5 tags fit."),
        ({"stance": "loud"}, "stance", "Choose one of the answers offered."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(propose, words, field, reason):
    with pytest.raises(Unfit) as refusal:
        propose(**words)
    assert (refusal.value.field, str(refusal.value)) == (field, reason)
    assert not Contribution.objects.exists()


def test_what_staff_enter_for_others_has_no_author(propose, cast):
    entered = propose(actor=cast.chidi, channel=Channel.PAPER)
    assert (entered.author, entered.channel) == (None, "paper")


def test_a_sessions_result_has_no_author_and_names_its_session(propose, cast):
    result = propose(actor=cast.chidi, kind=ContributionKind.SESSION_OUTPUT, channel=Channel.ROOM, session="session/3")
    assert result.author is None
    assert [data for _type, data, _words in recorded(result)] == [
        {"kind": "session_output", "channel": "room", "in_scope": True, "session": "session/3"}
    ]


def test_a_revision_keeps_the_one_before(propose, cast, now):
    proposal = propose()
    changed = revise(
        actor=cast.amina, contribution=proposal, title="Let buses wait", body="At night.", now=now, seen_revision=0
    )
    assert [(r.number, r.body) for r in changed.revisions.all()] == [
        (0, "Buses should wait for trains."),
        (1, "At night."),
    ]
    assert recorded(proposal, "contribution.revised") == [
        (
            "contribution.revised",
            {"revision": 1},
            {"author": "Amina", "title": "Let buses wait", "body": "At night."},
        )
    ]


def test_the_same_words_are_no_revision(propose, cast, now):
    proposal = propose()
    same = revise(
        actor=cast.amina, contribution=proposal, title=proposal.title, body=proposal.body, now=now, seen_revision=0
    )
    assert (same.revision, recorded(proposal, "contribution.revised")) == (0, [])


def test_a_text_changed_meanwhile_is_not_written_over(propose, cast, now):
    proposal = propose()
    revise(actor=cast.amina, contribution=proposal, title="A", body="First", now=now, seen_revision=0)
    with pytest.raises(ChangedMeanwhile):
        revise(actor=cast.amina, contribution=proposal, title="B", body="Second", now=now, seen_revision=0)
    proposal.refresh_from_db()
    assert proposal.body == "First"


@pytest.mark.parametrize(
    ("who", "later", "reason"),
    [
        ("gezim", 0, "Only its author can change this."),
        ("edon", 0, "Only its author can change this."),
        ("amina", 60, "Proposals closed on 12 December 2026."),
    ],
)
def test_who_may_not_revise(propose, cast, now, who, later, reason):
    proposal = propose()
    with pytest.raises(NotAllowed) as refusal:
        revise(
            actor=getattr(cast, who), contribution=proposal, title="T", body="B", now=now + later * DAY, seen_revision=0
        )
    assert str(refusal.value) == reason


def test_withdrawn_words_are_public_nowhere(propose, cast, now):
    proposal = propose()
    revise(actor=cast.amina, contribution=proposal, title="T", body="Secret plan", now=now, seen_revision=0)
    withdraw(actor=cast.amina, contribution=proposal, now=now + 90 * DAY)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.is_public, list(Contribution.objects.listed())) == ("withdrawn", False, [])
    assert not Disclosure.objects.filter(event__subject=proposal.subject, public=True).exists()
    assert recorded(proposal)[-1] == ("contribution.withdrawn", {}, {})


def test_only_the_author_withdraws_and_only_once(propose, cast, now):
    proposal = propose()
    for actor in (cast.gezim, cast.edon, None):
        with pytest.raises(NotAllowed):
            withdraw(actor=actor, contribution=proposal, now=now)
    withdraw(actor=cast.amina, contribution=proposal, now=now)
    with pytest.raises(NotAllowed) as refusal:
        withdraw(actor=cast.amina, contribution=proposal, now=now)
    assert str(refusal.value) == "Its author withdrew this contribution."


def test_a_withdrawn_comment_counts_no_more(propose, comment, cast, now):
    proposal = propose()
    first = comment(proposal)
    withdraw(actor=cast.besnik, contribution=first, now=now)
    proposal.refresh_from_db()
    assert proposal.comment_count == 0


def test_hidden_and_back_is_as_it_was(propose, comment, now):
    proposal = propose()
    first = comment(proposal)
    before = Contribution.objects.filter(pk=first.pk).values().get()
    hide(contribution=first, now=now)
    proposal.refresh_from_db()
    assert proposal.comment_count == 0
    assert not Disclosure.objects.filter(event__subject=first.subject, public=True).exists()
    hide(contribution=first, now=now)
    restore(contribution=first, reason="The appeal was right.", now=now)
    proposal.refresh_from_db()
    assert proposal.comment_count == 1
    assert Contribution.objects.filter(pk=first.pk).values().get() == before
    assert [words for type_, _data, words in recorded(first) if type_ == "contribution.published"] == [
        {"author": "Besnik", "body": "Trains are late themselves."}
    ]


@pytest.mark.parametrize(
    ("state", "reason"), [("hidden", "hidden by a moderation decision"), ("withdrawn", "withdrew")]
)
def test_what_is_gone_takes_no_comments(propose, comment, state, reason):
    proposal = propose()
    Contribution.objects.filter(pk=proposal.pk).update(state=state)
    with pytest.raises(NotAllowed, match=reason):
        comment(proposal)


def test_a_draft_consultation_does_not_exist_for_residents(mobility, cast, propose, now):
    proposal = propose()
    type(mobility).objects.filter(pk=mobility.pk).update(state="draft")
    with pytest.raises(NotAllowed) as refusal:
        propose()
    assert refusal.value.hidden
    for visitor in (AnonymousUser(), cast.gezim):
        assert list(Contribution.objects.visible_to(visitor)) == []
        assert list(type(mobility).objects.visible_to(visitor)) == []
    assert list(Contribution.objects.visible_to(cast.dana)) == [proposal]


def test_an_event_that_fails_takes_the_contribution_with_it(mobility, cast, now):
    with pytest.raises(Exception, match="does not fit"):
        contribute(
            actor=cast.amina,
            consultation=mobility,
            kind=ContributionKind.PROPOSAL,
            title="T",
            body="B",
            now=now,
            session="not a subject",
        )
    assert not Contribution.objects.exists()
