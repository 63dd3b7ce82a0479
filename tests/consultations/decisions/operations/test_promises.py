"""Promises and what came of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consultations.decisions.enums import PromiseState
from consultations.decisions.models import Promise
from consultations.decisions.operations import make_promise, update_promise
from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from consultations.record.models import Event
from tests.consultations.decisions.conftest import events_of

DUE = date(2027, 3, 1)


@pytest.fixture
def promise(decision, cast, now):
    return make_promise(
        actor=cast.dana, decision=decision, sid=2, text="Delete old trips.", owner="Mobility office", due=DUE, now=now
    )


def test_a_promise_and_its_update_are_on_the_record(promise, cast, now):
    update = update_promise(actor=cast.dana, promise=promise, state=PromiseState.KEPT, text="Deleted.", now=now)
    promise.refresh_from_db()
    assert (promise.state, update.text) == ("kept", "Deleted.")
    assert events_of(promise.subject) == [
        (
            "promise.made",
            {
                "promise": promise.subject,
                "text": "Delete old trips.",
                "owner": "Mobility office",
                "due": "2027-03-01",
            },
        ),
        ("promise.updated", {"promise": promise.subject, "state": "kept", "text": "Deleted."}),
    ]


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [("open", 0, False), ("open", 1, True), ("kept", 9, False), ("late", -9, True), ("broken", 9, False)],
)
def test_a_missed_date_shows_itself(promise, state, days, late):
    promise.state = state
    assert promise.is_late(DUE + timedelta(days=days)) is late


@pytest.mark.parametrize(("given", "field"), [({"text": ""}, "text"), ({"owner": " "}, "owner"), ({"sid": 99}, "sid")])
def test_what_does_not_fit_is_told_by_field(decision, cast, now, given, field):
    full = {"text": "Delete.", "owner": "Office", "sid": None, **given}
    with pytest.raises(Unfit) as told:
        make_promise(actor=cast.dana, decision=decision, due=DUE, now=now, **full)
    assert (told.value.field, Promise.objects.count()) == (field, 0)


@pytest.mark.parametrize("name", ["amina", "chidi", "edon", "fatima", "gezim"])
def test_only_those_who_decide_may(decision, promise, cast, now, name):
    stranger = getattr(cast, name)
    before = Event.objects.count()
    with pytest.raises(NotAllowed, match="Only those who answer for the city"):
        make_promise(actor=stranger, decision=decision, text="X", owner="Y", due=DUE, now=now)
    with pytest.raises(NotAllowed, match="Only those who answer for the city"):
        update_promise(actor=stranger, promise=promise, state=PromiseState.KEPT, text="X", now=now)
    assert Event.objects.count() == before
