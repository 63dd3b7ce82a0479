"""Handing the record to another key: who holds an earlier one follows to the present one, and to no other."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import transaction

from consultations.record import registry
from consultations.record.audit.audit import audit
from consultations.record.audit.source import DatabaseSource
from consultations.record.models import Checkpoint, Epoch, Event
from consultations.record.operations import append, rotate_key, sequence
from consultations.record.operations.sequence import opened_log
from consultations.record.sequencer import key as keys
from consultations.record.sequencer.guard import Refused, lock_store
from consultations.record.sequencer.lock import only_one
from consultations.record.tlog import rotation
from consultations.record.tlog.note import parse, parse_vkey
from consultations.record.tlog.signing import new_key, sign_note
from consultations.record.verify.findings import Report
from consultations.record.verify.mirror import run_mirror
from tests.consultations.record.held_key import checked, present_key
from tests.consultations.record.story import NOW, propose, support

ORIGIN = "127.0.0.1:8000/record/1"


@pytest.fixture(autouse=True)
def only_the_record(monkeypatch):
    """The events here have no rows in any district."""
    monkeypatch.setattr(registry, "_checks", {})


def test_a_new_key_takes_over_under_the_old_ones_signature(db, record_dir):
    propose()
    sequence(now=NOW)
    first = present_key()
    assert rotate_key(reason="A colleague has left.", now=NOW) == present_key() != first
    told = Event.objects.get(type="key.rotated")
    assert (told.data["old"], told.data["new"], told.data["reason"]) == (first, present_key(), "A colleague has left.")
    assert [str(each) for each in rotation.successor(told.data)] == [first, present_key()]
    both = parse(Checkpoint.objects.get().note.encode())
    assert [each.key_id for each in both.signatures] == [parse_vkey(vkey).key_id for vkey in (first, present_key())]
    propose(2)
    sequence(now=NOW)
    alone = parse(Checkpoint.objects.get().note.encode())
    assert [each.key_id for each in alone.signatures] == [parse_vkey(present_key()).key_id]
    assert (Epoch.objects.get().vkey, Epoch.objects.get().first_vkey) == (present_key(), first)
    assert sorted(each.name for each in record_dir.glob("key*")) == ["key"]
    assert audit().problems == []


def test_whoever_holds_an_earlier_key_follows_to_the_present_one(db):
    sequence(now=NOW)
    first = present_key()
    rotate_key(reason="Each spring.", now=NOW)
    second = present_key()
    for number in range(300):
        support(number)
    rotate_key(reason="Each spring.", now=NOW)
    support(1000)
    sequence(now=NOW)
    third = present_key()
    assert {vkey: checked(1, vkey) for vkey in (first, second, third)} == dict.fromkeys(
        (first, second, third), ([], third)
    )
    stranger = str(new_key(ORIGIN).verifier)
    assert checked(1, stranger)[0] == ["The checkpoint does not hold: it is not signed by the given key. (checkpoint)"]


def test_an_entry_that_the_old_key_has_not_signed_hands_nothing_over(db):
    sequence(now=NOW)
    old, thief = keys.read_key(), new_key(ORIGIN)
    for signer, told_old, told_new in ((thief, old, thief), (old, thief, old), (old, old, new_key(ORIGIN))):
        note = bytes(sign_note(rotation.text(old.verifier, thief.verifier), [signer])).decode()
        data = {"old": str(told_old.verifier), "new": str(told_new.verifier), "reason": "Mine.", "note": note}
        with pytest.raises(rotation.NotHandedOver):
            rotation.successor(data)


STOPS = {
    "before anything is signed": [],
    "with the entry in the tree": ["write_batch"],
    "after the lock store": ["write_batch", "sign"],
}


@pytest.mark.parametrize("steps", STOPS.values(), ids=STOPS.keys())
def test_a_stop_while_the_key_changes_is_made_good(db, record_dir, monkeypatch, steps):
    module = import_module("consultations.record.operations.sequence")
    sequence(now=NOW)
    first = present_key()
    monkeypatch.setattr(module, "take_next", lambda: None)
    with monkeypatch.context() as patch:
        patch.setattr(module.Log, "carry_on", lambda self: 0)
        rotate_key(reason="Each spring.", now=NOW)
    with only_one(), opened_log(NOW) as log:
        for step in steps:
            getattr(log, step)()
    monkeypatch.undo()
    monkeypatch.setattr(registry, "_checks", {})
    for number in (1, 2):
        propose(number)
        sequence(now=NOW)
    assert present_key() == Event.objects.get(type="key.rotated").data["new"]
    assert checked(1, first) == ([], present_key())
    assert not (record_dir / "key.next").exists()


def test_a_mirror_follows_the_key(db, tmp_path):
    propose()
    sequence(now=NOW)
    first, copy = present_key(), tmp_path / "mirror"
    for change in (lambda: rotate_key(reason="Each spring.", now=NOW), lambda: None, lambda: None):
        report = Report("mirror")
        run_mirror(DatabaseSource(1), copy, first if not copy.exists() else None, report)
        assert report.problems == []
        change()
        propose(int(report.facts["size"]))
        sequence(now=NOW)
    assert (copy / "vkey").read_text().strip() == present_key() != first


def test_the_name_of_a_key_that_nobody_has_is_not_signed_over(db, record_dir):
    sequence(now=NOW)
    thief, old = new_key(ORIGIN), present_key()
    with transaction.atomic():
        append(
            type="key.rotated",
            subject="epoch/1",
            process="",
            now=NOW,
            data={"old": old, "new": str(thief.verifier), "reason": "Mine.", "note": "x"},
        )
    with pytest.raises(Refused, match="names a new key that RECORD_DIR does not hold"):
        sequence(now=NOW)
    assert lock_store().newest().size == 1
