"""From outbox to signed tree: order, proofs, and recovery from a stop after any step."""

from __future__ import annotations

import itertools
import json
import shutil

import pytest
from django.db import connection, transaction

from consultations.record.models import Checkpoint, Epoch, Leaf, Pending, Tile
from consultations.record.operations import Ref, append, sequence
from consultations.record.operations.sequence import Log, opened_log
from consultations.record.sequencer.guard import Refused, lock_store, standing
from consultations.record.sequencer.key import read_key
from consultations.record.sequencer.lock import Busy, only_one
from consultations.record.tlog.checkpoint import open_checkpoint
from consultations.record.tlog.note import parse_vkey
from consultations.record.tlog.tiles import hash_tiles
from consultations.record.tlog.tree import leaf_hash, root
from tests.consultations.record.story import FACTS, NOW, propose, support


def bodies() -> list[bytes]:
    return [bytes(body) for body in Leaf.objects.order_by("index").values_list("body", flat=True)]


def published() -> tuple[int, bytes]:
    """Size and root of the published checkpoint, its signature proved and its root computed anew from the leaves."""
    row = Checkpoint.objects.get()
    opened = open_checkpoint(row.note.encode(), parse_vkey(row.epoch.vkey))
    assert (opened.origin, opened.size, opened.root) == (row.epoch.origin, row.size, bytes(row.root))
    assert opened.root == root([leaf_hash(body) for body in bodies()[: opened.size]])
    return opened.size, opened.root


def test_the_first_round_opens_the_epoch_and_signs_what_waited(db, settings):
    event = propose()
    assert sequence(now=NOW) == 1
    assert [json.loads(body)["type"] for body in bodies()] == ["epoch.opened", "contribution.published"]
    assert json.loads(bodies()[1])["id"] == str(event.public_id)
    assert json.loads(bodies()[0])["data"] == {"origin": settings.RECORD_ORIGIN}
    assert published()[0] == 2
    assert not Pending.objects.exists()


def test_the_key_is_for_its_owner_only(db, record_dir):
    sequence(now=NOW)
    assert (record_dir / "key").stat().st_mode & 0o777 == 0o600
    assert str(read_key().verifier) == Epoch.objects.get().vkey


def test_entries_stand_in_the_order_of_writing_and_refs_name_indexes(db):
    first = propose(1)
    with transaction.atomic():
        append(
            type="contribution.published",
            subject="contribution/2",
            process="mobility",
            now=NOW,
            data={**FACTS, "kind": "comment"},
            refs=[Ref(first.public_id, "reply_to")],
        )
    sequence(now=NOW)
    third = propose(3)
    with transaction.atomic():
        append(
            type="contribution.merged",
            subject="contribution/3",
            process="mobility",
            now=NOW,
            data={"into": "contribution/1", "reason": "The same wish."},
            refs=[Ref(first.public_id, "into"), Ref(third.public_id, "of")],
        )
    sequence(now=NOW)
    assert [json.loads(body)["refs"] for body in bodies()] == [
        [],
        [],
        [{"i": 1, "rel": "reply_to"}],
        [],
        [{"i": 1, "rel": "into"}, {"i": 3, "rel": "of"}],
    ]


def test_tiles_are_those_of_the_leaves_over_many_batches(db):
    for number in range(600):
        propose(number)
        if number in (3, 300):
            sequence(now=NOW)
    assert sequence(now=NOW) == 299
    stored = {
        f"tile/{t.level}/{t.number:03d}" + (f".p/{len(t.hashes) // 32}" if len(t.hashes) < 8192 else ""): bytes(
            t.hashes
        )
        for t in Tile.objects.all()
    }
    assert stored == hash_tiles(b"".join(leaf_hash(body) for body in bodies()))
    assert published()[0] == 601


def test_nothing_new_signs_nothing_new(db):
    propose()
    sequence(now=NOW)
    before = lock_store().newest()
    assert sequence(now=NOW) == 0
    assert lock_store().newest() == before


def test_a_writer_who_never_rests_does_not_keep_it_for_ever(db, monkeypatch):
    write_batch, rounds = Log.write_batch, itertools.count()

    def write_and_hear_of_more(log):
        written = write_batch(log)
        if next(rounds) < 20:
            propose()
        return written

    monkeypatch.setattr(Log, "write_batch", write_and_hear_of_more)
    propose()
    assert (sequence(now=NOW), next(rounds), Pending.objects.count()) == (1, 1, 1)


STOPS = {
    "after the leaves": ["write_batch"],
    "after the lock store": ["write_batch", "sign"],
    "after publishing": ["write_batch", "sign", "publish"],
    "after two batches of leaves": ["write_batch", "write_batch"],
}


@pytest.mark.parametrize("steps", STOPS.values(), ids=STOPS.keys())
def test_a_stop_after_any_step_loses_nothing_and_signs_one_root_a_size(db, steps):
    sequence(now=NOW)
    for number in range(300):
        support(number)
    with only_one(), opened_log(NOW) as log:
        for step in steps:
            getattr(log, step)()
        signed = lock_store().newest()
    support(1000)
    sequence(now=NOW)
    size, _ = published()
    assert (size, len(bodies())) == (302, 302)
    assert root([leaf_hash(body) for body in bodies()[: signed.size]]) == signed.root
    assert lock_store().newest().size == 302


def test_a_stop_while_the_first_epoch_opens(db):
    with only_one(), transaction.atomic():
        with opened_log(NOW):
            pass
        transaction.set_rollback(True)
    assert (Epoch.objects.count(), lock_store().newest().size) == (0, 0)
    propose()
    sequence(now=NOW)
    assert published()[0] == 2


def test_a_stop_between_key_and_lock_store_keeps_the_key(db, record_dir):
    with only_one(), transaction.atomic():
        with opened_log(NOW):
            pass
        transaction.set_rollback(True)
    key = (record_dir / "key").read_text()
    (record_dir / "lock.sqlite3").unlink()
    sequence(now=NOW)
    assert (record_dir / "key").read_text() == key
    assert published()[0] == 1


def test_one_sequencer_at_a_time(db):
    with only_one(), pytest.raises(Busy):
        sequence(now=NOW, patience=0)
    assert sequence(now=NOW) == 0


def older_database(record_dir):
    """The lock store of a longer record."""
    sequence(now=NOW)
    with transaction.atomic():
        propose()
        sequence(now=NOW)
        transaction.set_rollback(True)


def other_record(record_dir):
    """The same number of entries, of other words."""
    sequence(now=NOW)
    with transaction.atomic():
        propose(body="One thing.")
        sequence(now=NOW)
        transaction.set_rollback(True)
    propose(body="Another thing.")
    with transaction.atomic():
        shutil.copy(record_dir / "lock.sqlite3", record_dir / "kept")
        lock = lock_store().newest()
    (record_dir / "lock.sqlite3").unlink()
    sequence_without_lock(lock)
    shutil.move(record_dir / "kept", record_dir / "lock.sqlite3")


def sequence_without_lock(lock):
    from consultations.record.sequencer.batch import waiting, write_leaves
    from consultations.record.sequencer.storage import edge_at

    write_leaves(1, edge_at(1, 1), waiting())


def lost_lock_store(record_dir):
    sequence(now=NOW)
    (record_dir / "lock.sqlite3").unlink()


def lost_key(record_dir):
    sequence(now=NOW)
    (record_dir / "key").unlink()


def lost_guard(record_dir):
    sequence(now=NOW)
    with connection.cursor() as cursor:
        on = " ON record_leaf" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER record_leaf_no_update{on}")


REFUSALS = {
    older_database: "The database holds 1 entries, but 2 were signed.",
    other_record: "The database's first 2 entries are not those that were signed.",
    lost_lock_store: "RECORD_DIR holds no lock store",
    lost_key: "The signing key in RECORD_DIR is not the one of",
    lost_guard: "Guards of the record are missing in the database: record_leaf_no_update.",
}


@pytest.mark.parametrize(("spoil", "words"), REFUSALS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_database_that_does_not_fit_its_lock_store_is_not_signed(db, record_dir, spoil, words):
    with transaction.atomic():
        spoil(record_dir)
    before = lock_store().newest()
    support(7)
    with pytest.raises(Refused) as refusal:
        sequence(now=NOW)
    assert words in str(refusal.value)
    assert lock_store().newest() == before
    assert Pending.objects.count() == 1


def test_the_name_of_a_record_never_changes(db, settings):
    sequence(now=NOW)
    settings.RECORD_ORIGIN = "elsewhere.example/record/1"
    with pytest.raises(Refused, match=r"was opened as 127\.0\.0\.1:8000/record/1"):
        standing()


@pytest.mark.parametrize("table", ["record_leaf", "record_event", "record_blob"])
def test_what_stands_is_neither_changed_nor_deleted(db, table):
    from django.db import DatabaseError

    from consultations.record.operations import store_blob

    propose()
    with transaction.atomic():
        store_blob(b"a decision")
    sequence(now=NOW)
    column = {"record_leaf": "body", "record_event": "subject", "record_blob": "body"}[table]
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
