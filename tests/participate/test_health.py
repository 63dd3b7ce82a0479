"""What a probe learns, whatever host name and scheme it asks with."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

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


def test_probes_leave_no_cookie_and_are_not_stored(db, probe):
    response = probe("/health/")
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
