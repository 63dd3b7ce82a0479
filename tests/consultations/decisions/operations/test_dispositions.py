"""Answers: one, many alike, again; what is kept and recorded."""

from __future__ import annotations

from datetime import date

import pytest

from consultations.decisions.enums import Outcome
from consultations.decisions.models import Disposition
from consultations.decisions.operations import give_disposition, give_dispositions
from consultations.deliberation.errors import Unfit
from consultations.deliberation.operations import merge
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.decisions.conftest import events_of


def test_one_answer(propose, cast, now):
    proposal = propose()
    given = give_disposition(
        actor=cast.dana,
        contribution=proposal,
        outcome=Outcome.ADOPTED_IN_PART,
        reason="Buses wait at the station.",
        role="Head of Mobility",
        due=date(2027, 3, 1),
        now=now,
    )
    assert (given.latest, given.role, given.by) == (True, "Head of Mobility", cast.dana)
    assert events_of(proposal.subject)[1:] == [
        (
            "disposition.given",
            {
                "contribution": proposal.subject,
                "outcome": "adopted_in_part",
                "reason": "Buses wait at the station.",
                "role": "Head of Mobility",
                "due": "2027-03-01",
            },
        )
    ]


def test_many_alike_are_one_act_and_an_event_each(propose, cast, now):
    proposals = [propose(f"Idea {number}") for number in range(3)]
    give_disposition(actor=cast.dana, contribution=proposals[1], outcome=Outcome.PENDING, reason="", now=now)
    given = give_dispositions(
        actor=cast.dana, contributions=proposals, outcome=Outcome.NOT_ADOPTED, reason="It costs too much.", now=now
    )
    assert [(g.contribution, g.outcome, g.reason) for g in given] == [
        (proposal, "not_adopted", "It costs too much.") for proposal in proposals
    ]
    assert [events_of(proposal.subject)[-1][0] for proposal in proposals] == [
        "disposition.given",
        "disposition.changed",
        "disposition.given",
    ]


def test_an_earlier_answer_stays_in_the_history(propose, cast, now):
    proposal = propose()
    for outcome, reason in (
        (Outcome.PENDING, ""),
        (Outcome.NOT_ADOPTED, "Too dear."),
        (Outcome.ADOPTED, "Found money."),
    ):
        give_disposition(actor=cast.dana, contribution=proposal, outcome=outcome, reason=reason, now=now)
    assert list(proposal.dispositions.values_list("outcome", "latest")) == [
        ("pending", False),
        ("not_adopted", False),
        ("adopted", True),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"outcome": Outcome.WITHDRAWN}, "outcome"),
        ({"outcome": Outcome.MERGED}, "into"),
        ({"contributions": []}, "contributions"),
    ],
)
def test_what_does_not_fit_is_told_by_field(propose, cast, now, given, field):
    full = {"contributions": [propose()], "outcome": Outcome.ADOPTED, "reason": "Yes.", **given}
    with pytest.raises(Unfit) as told:
        give_dispositions(actor=cast.dana, now=now, **full)
    assert (told.value.field, Disposition.objects.count()) == (field, 0)


def test_answered_together_with_another_but_not_with_itself(propose, cast, now):
    one, other = propose("One"), propose("Other")
    shared = {"actor": cast.dana, "outcome": Outcome.MERGED, "reason": "", "now": now}
    with pytest.raises(Unfit, match="with itself"):
        give_dispositions(contributions=[one, other], into=other, **shared)
    give_disposition(contribution=one, into=other, **shared)
    assert events_of(one.subject)[-1][1]["into"] == other.subject


def test_a_merged_contribution_is_answered_through_the_one_that_stands_for_it(propose, cast, now):
    one, other = propose("One"), propose("Other")
    merge(actor=cast.dana, contribution=one, into=other, reason="The same.", now=now)
    with pytest.raises(Unfit, match="through the one that stands for it"):
        give_dispositions(actor=cast.dana, contributions=[other, one], outcome=Outcome.ADOPTED, reason="Yes.", now=now)
    assert Disposition.objects.count() == 0


@pytest.mark.parametrize("name", ["amina", "chidi", "edon", "fatima", "gezim"])
def test_only_those_who_decide_may(propose, cast, now, name):
    proposal = propose()
    before = Event.objects.count()
    with pytest.raises(NotAllowed, match="Only those who answer for the city"):
        give_disposition(
            actor=getattr(cast, name), contribution=proposal, outcome=Outcome.ADOPTED, reason="Yes.", now=now
        )
    assert (Disposition.objects.count(), Event.objects.count()) == (0, before)
