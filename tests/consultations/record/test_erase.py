"""Erasing: the text is gone everywhere, the record says that it went, and a restored backup is erased again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from consultations.record import registry
from consultations.record.models import Disclosure, Event, Leaf
from consultations.record.operations import erase, replay_erasures, sequence
from tests.consultations.record.story import NOW, propose, support

SECRET = "My sister Teuta lives at Lindenweg 4."


def fields(event: Event) -> list[str]:
    return list(Disclosure.objects.filter(event=event).values_list("name", flat=True))


def told() -> list[dict]:
    return [event.data for event in Event.objects.filter(type="content.erased")]


def test_text_goes_and_the_tree_stays(db):
    event, other = propose(1, body=SECRET), propose(2)
    sequence(now=NOW)
    before = [bytes(body) for body in Leaf.objects.values_list("body", flat=True)]
    erase(events=[event], ground="The author asked for it.", now=NOW)
    sequence(now=NOW)
    assert (fields(event), fields(other)) == ([], ["author", "body", "title"])
    assert told() == [{"events": [str(event.public_id)], "ground": "The author asked for it."}]
    assert [bytes(body) for body in Leaf.objects.values_list("body", flat=True)][:3] == before


def test_only_the_name_goes(db):
    event = propose(1)
    erase(events=[event], ground="The account was deleted.", now=NOW, fields=["author"])
    assert fields(event) == ["body", "title"]
    assert told()[0]["fields"] == ["author"]


def test_erasing_twice_says_it_once(db):
    event = propose(1)
    for _ in range(2):
        erase(events=[event], ground="Asked.", now=NOW)
    assert len(told()) == 1


def test_many_erasures_fit_into_leaves(db):
    events = [support(number) for number in range(450)]
    said = erase(events=events, ground="The account was deleted.", now=NOW)
    assert [len(event.data["events"]) for event in said] == [200, 200, 50]
    sequence(now=NOW)


@pytest.fixture
def copies(monkeypatch):
    """A district that keeps its own copy of each body."""
    monkeypatch.setattr(registry, "_erasers", {})
    kept: dict[int, str] = {}

    def eraser(events, fields):
        if fields is None or "body" in fields:
            for event in events:
                kept.pop(event.pk, None)

    registry.register_eraser("copies", eraser)
    return kept


@pytest.mark.django_db(transaction=True)
def test_a_restored_backup_is_erased_again(copies, record_dir):
    event = propose(1, body=SECRET)
    copies[event.pk] = SECRET
    sequence(now=NOW)
    backup = list(Disclosure.objects.filter(event=event))
    erase(events=[event], ground="Asked.", now=NOW)
    assert copies == {}
    assert SECRET not in (record_dir / "erasures.jsonl").read_text()
    Disclosure.objects.bulk_create(backup)
    copies[event.pk] = SECRET
    assert replay_erasures(now=NOW) == 1
    assert (fields(event), copies) == ([], {})
    assert replay_erasures(now=NOW) == 0


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_commit_and_journal_is_made_good(record_dir):
    event = propose(1)
    erase(events=[event], ground="Asked.", now=NOW)
    journal = record_dir / "erasures.jsonl"
    journal.write_text('{"event": "cut o')
    replay_erasures(now=NOW)
    assert [json.loads(line)["event"] for line in journal.read_text().splitlines()[1:]] == [str(event.public_id)]


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_fails_erases_nothing(record_dir, monkeypatch):
    monkeypatch.setattr(registry, "_erasers", {"broken": lambda events, fields: 1 / 0})
    event = propose(1)
    with pytest.raises(ZeroDivisionError):
        erase(events=[event], ground="Asked.", now=NOW)
    assert (fields(event), told()) == (["author", "body", "title"], [])
    assert not (record_dir / "erasures.jsonl").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the files of PostgreSQL are the server's")
def test_the_database_file_holds_nothing_of_it():
    event = propose(1, body=SECRET)
    encoded = Disclosure.objects.get(event=event, name="body").encoded
    sequence(now=NOW)
    erase(events=[event], ground="Asked.", now=NOW)
    path = connection.settings_dict["NAME"]
    held = b"".join(Path(f"{path}{end}").read_bytes() for end in ("", "-wal"))
    assert encoded.encode() not in held
