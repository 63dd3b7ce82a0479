"""The sequencer inside the web process, and many writers at once."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from consultations.record import service
from consultations.record.models import Leaf, Pending
from consultations.record.operations import sequence
from consultations.record.queries.entries import entry_of
from consultations.record.queries.health import record_health
from tests.consultations.record.story import NOW, propose, support


@pytest.fixture
def running():
    """The sequencer's thread, as asgi.py starts it, stopped at the end."""
    stop = threading.Event()

    def run():
        service.run(stop)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield thread
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_an_act_gets_its_place_without_anybody_asking(running):
    while record_health()["size"] == 0:
        time.sleep(0.05)
    event, started = propose(), time.monotonic()
    while entry_of(event) is None and time.monotonic() - started < 10:
        time.sleep(0.02)
    assert entry_of(event) is not None


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_two_sequencers_give_each_event_one_place():
    def write(number: int) -> None:
        for each in range(10):
            support(100 * number + each)
        connection.close()

    def keep_sequencing() -> None:
        for _ in range(10):
            sequence(now=NOW, patience=30)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(write, number) for number in range(4)] + [pool.submit(keep_sequencing) for _ in range(2)]
        for each in work:
            each.result(120)
    sequence(now=NOW)
    leaves = list(Leaf.objects.order_by("index").values_list("index", "body"))
    assert [index for index, _ in leaves] == list(range(41))
    assert len({json.loads(bytes(body))["id"] for _, body in leaves}) == 41
    assert not Pending.objects.exists()


def test_an_unknown_way_of_sequencing_is_refused(settings):
    settings.RECORD_SEQUENCER = "sometimes"
    with pytest.raises(ImproperlyConfigured, match="in-process, worker, manual"):
        service.start()


def test_health_tells_age_and_reason(db, record_dir):
    sequence(now=NOW)
    assert record_health(NOW) == {"state": "ok", "age": 0.0, "size": 1, "reason": ""}
    event = propose()
    late = record_health(event.time + timedelta(seconds=90))
    assert (late["state"], late["age"]) == ("late", 90.0)
    sequence(now=NOW)
    (record_dir / "key").unlink()
    refused = record_health(NOW)
    assert (refused["state"], refused["size"]) == ("refused", 2)
    assert "Restore it." in refused["reason"]


def test_the_page_says_that_nothing_is_signed(client, db, record_dir):
    sequence(now=NOW)
    assert "not being continued" not in client.get("/record/").content.decode()
    (record_dir / "key").unlink()
    assert "not being continued" in client.get("/record/").content.decode()
