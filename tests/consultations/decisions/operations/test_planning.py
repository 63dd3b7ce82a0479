"""Publishing on a date: only if no more is missing then than when the date was set."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consultations.decisions.errors import NotYetExplained
from consultations.decisions.models import PublishingPlan
from consultations.decisions.operations import drop_plan, plan_publication, publish_due, revise_decision
from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.people.models import RoleGrant
from tests.consultations.decisions.conftest import FINAL, events_of

DAY = timedelta(days=1)


@pytest.fixture
def told():
    return []


@pytest.fixture
def tell(told):
    return lambda plan, now: told.append(plan.outcome)


@pytest.fixture
def planned(cast, decision, now) -> PublishingPlan:
    return plan_publication(actor=cast.dana, decision=decision, number=0, at=now + DAY, now=now)


def types_of(decision):
    return [type_ for type_, _data in events_of(decision.subject)]


def test_it_is_published_at_its_time_once(planned, decision, now, told, tell):
    assert publish_due(now=now + DAY / 2, tell=tell) == 0
    assert (publish_due(now=now + DAY, tell=tell), publish_due(now=now + DAY, tell=tell)) == (1, 0)
    planned.refresh_from_db()
    decision.refresh_from_db()
    assert (planned.state, decision.state, told) == ("done", "published", [])
    assert types_of(decision) == ["decision.drafted", "decision.published"]


def test_what_came_in_since_stops_it_and_is_told(planned, decision, propose, now, told, tell):
    propose("Keep cash", "A counter where cash is taken.")
    publish_due(now=now + DAY, tell=tell)
    planned.refresh_from_db()
    assert (planned.state, types_of(decision)) == ("stopped", ["decision.drafted"])
    assert told == ["1 contribution has no answer yet. Finish this, or say publicly what is missing and why."]
    assert publish_due(now=now + DAY, tell=tell) == 0


def test_a_statement_covers_what_was_missing_when_it_was_written(cast, decision, propose, now, told, tell):
    propose("Keep cash", "A counter where cash is taken.")
    plan = {"actor": cast.dana, "decision": decision, "number": 0, "at": now + DAY, "now": now}
    with pytest.raises(NotYetExplained):
        plan_publication(**plan)
    plan_publication(**plan, missing="One answer follows in May.")
    propose("Keep trips private", "Delete them.")
    publish_due(now=now + DAY, tell=tell)
    assert told == ["More is missing now than when the date was set."]


def test_a_newer_text_stops_it(cast, planned, decision, now, told, tell):
    revise_decision(actor=cast.dana, decision=decision, html=FINAL, based_on=0, now=now)
    publish_due(now=now + DAY, tell=tell)
    assert told == ["There is a newer text now. Read it before you publish."]


def test_whoever_lost_the_role_publishes_nothing(cast, planned, decision, now, told, tell):
    RoleGrant.objects.filter(participant=cast.dana).delete()
    publish_due(now=now + DAY, tell=tell)
    assert (len(told), types_of(decision)) == (1, ["decision.drafted"])


def test_a_plan_is_made_once_for_a_time_to_come_and_can_be_called_off(cast, planned, decision, now, tell):
    with pytest.raises(Unfit, match="A date is set for this version already."):
        plan_publication(actor=cast.dana, decision=decision, number=0, at=now + DAY, now=now)
    with pytest.raises(Unfit, match="Choose a time to come."):
        plan_publication(actor=cast.dana, decision=decision, number=0, at=now, now=now)
    with pytest.raises(NotAllowed):
        drop_plan(actor=cast.gezim, plan=planned, now=now)
    drop_plan(actor=cast.dana, plan=planned, now=now)
    assert publish_due(now=now + DAY, tell=tell) == 0
    with pytest.raises(NotAllowed):
        plan_publication(actor=cast.gezim, decision=decision, number=0, at=now + DAY, now=now)
