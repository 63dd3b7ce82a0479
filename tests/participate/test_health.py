"""What a probe learns, whatever host name and scheme it asks with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from consultations.people.enums import LetterState
from consultations.people.models import Letter
from consultations.record.operations import append, sequence

LONG_AGO = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def probe(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["city.example.org"]
    return lambda path: client.get(path, headers={"host": "127.0.0.1"})


def test_it_lives(db, probe):
    response = probe("/health/live/")
    assert (response.status_code, response.json()) == (200, {"live": True})


def test_ready_tells_of_database_cache_and_record(db, probe):
    sequence(now=LONG_AGO)
    facts = probe("/health/").json()
    assert {key: facts[key] for key in ("live", "ready", "database", "cache")} == {
        "live": True,
        "ready": True,
        "database": "ok",
        "cache": "ok",
    }
    assert (facts["record"]["state"], facts["record"]["age"]) == ("ok", 0)


def test_a_record_that_does_not_keep_up_is_told(db, probe):
    with transaction.atomic():
        append(type="support.given", subject="contribution/1", process="mobility", now=LONG_AGO)
    record = probe("/health/ready/").json()["record"]
    assert record["state"] == "late"
    assert record["reason"].startswith("An event has waited for")


def letter(of, state: LetterState, *, due: float, attempts: int = 0) -> None:
    """``due``: hours from now."""
    when = timezone.now() + timedelta(hours=due)
    tried = {"tried_at": when} if attempts else {}
    sent = {"sent_at": when} if state == LetterState.SENT else {}
    Letter.objects.create(participant=of, state=state, due_at=when, attempts=attempts, **tried, **sent)


def test_letters_that_wait_or_were_given_up_are_counted(cast, probe):
    none = {"state": "ok", "waiting": 0, "age": 0, "refused": 0, "failed": 0}
    letter(cast.amina, LetterState.WAITING, due=48)
    letter(cast.amina, LetterState.SENT, due=-1, attempts=1)
    letter(cast.amina, LetterState.FAILED, due=-24 * 8, attempts=8)
    assert probe("/health/").json()["letters"] == none
    letter(cast.amina, LetterState.WAITING, due=2, attempts=3)
    letter(cast.amina, LetterState.FAILED, due=-1, attempts=8)
    letter(cast.amina, LetterState.WAITING, due=-0.1)
    facts = probe("/health/").json()["letters"]
    assert facts == {**none, "waiting": 1, "refused": 1, "failed": 1, "age": pytest.approx(360, abs=60)}
    letter(cast.amina, LetterState.WAITING, due=-1)
    facts = probe("/health/").json()
    assert (facts["letters"]["state"], facts["letters"]["waiting"], facts["ready"]) == ("late", 2, True)


def test_probes_leave_no_cookie_and_are_not_stored(db, probe):
    response = probe("/health/")
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
