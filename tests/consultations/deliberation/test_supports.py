"""Supports: one for each person, counted and on the record, to be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultations.deliberation.models import Support
from consultations.deliberation.operations import support, withdraw, withdraw_support
from consultations.people.domain.verdict import NotAllowed
from consultations.people.operations.account import change_profile, delete_account
from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Event
from tests.consultations.deliberation.conftest import CLOSES


def told(proposal):
    events = Event.objects.filter(subject=proposal.subject, type__startswith="support.")
    return [(event.type, event.time, event.public_id.version, event.data) for event in events]


def test_one_person_counts_once(propose, cast, now):
    proposal = propose()
    support(actor=cast.besnik, contribution=proposal, now=now)
    again = support(actor=cast.besnik, contribution=proposal, now=now + timedelta(seconds=61))
    assert (again.support_count, Support.objects.count()) == (1, 1)
    assert told(proposal) == [("support.given", now, 4, {})]


def test_taken_back_is_gone_and_on_the_record(propose, cast, now):
    proposal = propose()
    support(actor=cast.besnik, contribution=proposal, now=now)
    for _twice in range(2):
        proposal = withdraw_support(actor=cast.besnik, contribution=proposal, now=now)
    assert (proposal.support_count, Support.objects.exists()) == (0, False)
    assert [type_ for type_, *_rest in told(proposal)] == ["support.given", "support.withdrawn"]


@pytest.mark.parametrize("named", [False, True])
def test_supporters_are_named_only_where_the_consultation_says_so(propose, cast, mobility, now, named):
    type(mobility).objects.update(supports_named=named)
    support(actor=cast.besnik, contribution=propose(), now=now)
    assert list(Disclosure.objects.filter(name="supporter").values_list("public", flat=True)) == [named]


@pytest.mark.parametrize(
    ("who", "at", "reason"),
    [
        (None, None, "Sign in to take part."),
        ("amina", None, "You cannot support your own contribution."),
        ("besnik", CLOSES, "Supporting closed on 12 December 2026."),
    ],
)
def test_who_may_not_support(propose, cast, now, who, at, reason):
    proposal = propose()
    with pytest.raises(NotAllowed) as refusal:
        support(actor=getattr(cast, who) if who else None, contribution=proposal, now=at or now)
    assert str(refusal.value) == reason
    assert not Support.objects.exists()


def test_after_closing_the_count_stands(propose, cast, now):
    proposal = propose()
    support(actor=cast.besnik, contribution=proposal, now=now)
    with pytest.raises(NotAllowed):
        withdraw_support(actor=cast.besnik, contribution=proposal, now=CLOSES)
    assert Support.objects.count() == 1


def test_what_is_withdrawn_takes_no_supports(propose, cast, now):
    proposal = propose()
    withdraw(actor=cast.amina, contribution=proposal, now=now)
    with pytest.raises(NotAllowed, match="withdrew"):
        support(actor=cast.besnik, contribution=proposal, now=now)


def test_a_request_that_began_before_a_rename_gives_the_record_the_new_name(propose, cast, now):
    proposal = propose()
    change_profile(actor=cast.besnik, pseudonym="Besnik of the hill", language="en", now=now)
    assert cast.besnik.pseudonym == "Besnik"
    support(actor=cast.besnik, contribution=proposal, now=now)
    withdraw_support(actor=cast.besnik, contribution=proposal, now=now)
    names = [disclosure.read(row.encoded)[1] for row in Disclosure.objects.filter(name="supporter")]
    assert names == ["Besnik of the hill"] * 2


def test_a_request_that_began_before_the_account_was_deleted_gives_nothing(propose, cast, now):
    proposal = propose()
    delete_account(actor=cast.besnik, texts=False, now=now)
    with pytest.raises(NotAllowed, match="closed"):
        support(actor=cast.besnik, contribution=proposal, now=now)
    assert not Support.objects.exists()
