"""Entering the record: one row and its disclosures, in the transaction of the change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from consultations.record.domain import disclosure
from consultations.record.domain.event_types import EventDoesNotFit, UnknownEventType
from consultations.record.models import Disclosure, Event
from consultations.record.operations import append
from consultations.record.queries.entries import recorded_fields

NOW = datetime(2026, 11, 2, 9, 30, 41, tzinfo=UTC)
FACTS = {"kind": "proposal", "channel": "web", "in_scope": True}


def test_personal_fields_stand_as_digests_only(db):
    event = append(
        type="contribution.published",
        subject="contribution/1",
        process="mobility",
        now=NOW,
        data=FACTS,
        personal={"author": "Amina", "body": "Let buses wait."},
        public=("body",),
    )
    opened = {d.name: (disclosure.read(d.encoded)[1], d.public) for d in Disclosure.objects.filter(event=event)}
    assert opened == {"author": ("Amina", False), "body": ("Let buses wait.", True)}
    recorded = recorded_fields(event)
    assert recorded == {d.name: disclosure.digest(d.encoded) for d in event.disclosures.all()}
    assert "Amina" not in str([event.data, recorded])


def test_supports_hold_no_exact_time(db):
    event = append(type="support.given", subject="contribution/1", process="mobility", now=NOW)
    assert (event.time, event.public_id.version) == (NOW.replace(second=0), 4)


@pytest.mark.parametrize(
    ("type_", "data", "error"),
    [
        ("contribution.applauded", {}, UnknownEventType),
        ("contribution.published", {"kind": "poem", "channel": "web", "in_scope": True}, EventDoesNotFit),
        ("contribution.published", {"kind": "proposal", "in_scope": True}, EventDoesNotFit),
        ("contribution.published", {**FACTS, "email": "amina@example.org"}, EventDoesNotFit),
    ],
)
def test_what_the_list_does_not_know_is_refused(db, type_, data, error):
    with pytest.raises(error):
        append(type=type_, subject="contribution/1", process="mobility", now=NOW, data=data)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_to_the_transaction_of_its_change():
    with pytest.raises(transaction.TransactionManagementError):
        append(type="support.given", subject="contribution/1", process="mobility", now=NOW)
    with transaction.atomic():
        append(type="support.given", subject="contribution/1", process="mobility", now=NOW)
    assert Event.objects.count() == 1
