"""Beginning the record anew after a database that cannot be continued."""

from __future__ import annotations

import shutil
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from consultations.record import registry, service
from consultations.record.audit.audit import audit
from consultations.record.models import Checkpoint, Epoch, Event, Leaf, Pending
from consultations.record.operations import Ref, append, open_epoch, sequence
from consultations.record.operations.epochs import NothingToCure
from consultations.record.queries import entries
from consultations.record.queries.health import record_health
from consultations.record.sequencer import key as keys
from consultations.record.sequencer.guard import Refused, lock_store, standing
from consultations.record.tlog.note import parse_vkey
from consultations.record.tlog.proof import ReceiptRefuted, verify_receipt
from tests.consultations.record.held_key import checked, present_key
from tests.consultations.record.story import FACTS, NOW, propose, support

ORIGIN = "127.0.0.1:8000/record/1"
ANEW = "127.0.0.1:8000/record/2"
WHY = "The server was lost; the backup is of Tuesday."


@pytest.fixture(autouse=True)
def only_the_record(monkeypatch):
    """The events here have no rows in any district."""
    monkeypatch.setattr(registry, "_checks", {})


def older_database(record_dir):
    """Signed on, then the database is the one of before."""
    with transaction.atomic():
        for number in range(3, 6):
            propose(number)
        sequence(now=NOW)
        transaction.set_rollback(True)
    return "The database holds 3 entries, but 6 were signed."


def emptied_database(record_dir):
    """A new installation beside the old RECORD_DIR."""
    at = lock_store().newest()
    (record_dir / "lock.sqlite3").unlink()
    with lock_store() as store:
        store.open_epoch(type(at)(2, ANEW, at.vkey, 40, b"r" * 32, at.note, at.vkey))
    return "The database is older than what was signed"


def different_at_the_same_size(record_dir):
    body = Leaf.objects.get(index=2).body.replace(b"contribution/2", b"contribution/9")
    rewrite(2, body)
    return "The database's first 3 entries are not those that were signed."


def rewrite(index: int, body: bytes) -> None:
    """The whole tree again with another leaf, as an intruder would have to."""
    from consultations.record import triggers
    from consultations.record.sequencer.storage import write_tiles
    from consultations.record.tlog.tiles import Edge
    from consultations.record.tlog.tree import leaf_hash

    with connection.cursor() as cursor:
        on = " ON record_leaf" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER record_leaf_no_update{on}")
        cursor.execute('UPDATE record_leaf SET body = %s WHERE "index" = %s', [body, index])
    triggers.install(connection)
    edge = Edge()
    full = edge.extend(b"".join(leaf_hash(leaf.body) for leaf in Leaf.objects.order_by("index")))
    write_tiles(1, full + edge.partials())


def lost_lock_store(record_dir):
    shutil.rmtree(record_dir)
    return "RECORD_DIR holds no lock store"


def lost_key(record_dir):
    (record_dir / "key").unlink()
    return "The signing key in RECORD_DIR is not the one of"


ROLLBACKS = [older_database, emptied_database, different_at_the_same_size, lost_lock_store, lost_key]


def story() -> Event:
    """Entries: 0 opening, 1 a proposal, 2 a comment on it."""
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
    return first


@pytest.mark.parametrize("spoil", ROLLBACKS, ids=lambda each: each.__name__)
def test_nothing_is_signed_and_health_page_and_log_say_why(db, record_dir, client, spoil):
    story()
    with transaction.atomic():
        words = spoil(record_dir)
    before = lock_store().newest()
    support(7)
    with pytest.raises(Refused) as refusal:
        sequence(now=NOW)
    assert words in str(refusal.value)
    assert "manage.py open_epoch" in str(refusal.value)
    assert (lock_store().newest(), Pending.objects.count()) == (before, 1)
    assert (record_health(NOW)["state"], record_health(NOW)["reason"]) == ("refused", str(refusal.value))
    assert "not being continued" in client.get("/record/").content.decode()


class OneRound(threading.Event):
    """Lets the sequencer's loop go round once."""

    rounds = 0

    def is_set(self) -> bool:
        self.rounds += 1
        return self.rounds > 1


def test_the_log_says_why(db, record_dir, caplog):
    story()
    words = lost_lock_store(record_dir)
    service.run(OneRound())
    assert [words in each.message for each in caplog.records if each.name == service.__name__] == [True]


def test_the_record_dir_of_another_database_is_refused_and_no_epoch_opened(db, record_dir):
    story()
    mine = lock_store().newest()
    shutil.rmtree(record_dir)
    other = keys.make_key(ORIGIN)
    with lock_store() as store:
        store.open_epoch(type(mine)(1, ORIGIN, str(other.verifier), 3, mine.root, mine.note, str(other.verifier)))
    for attempt in (sequence, lambda now: open_epoch(reason=WHY, now=now)):
        with pytest.raises(Refused, match="RECORD_DIR belongs to one database"):
            attempt(now=NOW)
    assert Epoch.objects.count() == 1


@pytest.mark.parametrize("spoil", ROLLBACKS, ids=lambda each: each.__name__)
def test_a_new_epoch_says_why_and_begins_with_all_that_the_database_holds(db, record_dir, client, spoil):
    first = story()
    old_vkey, old_note = present_key(), Checkpoint.objects.get().note
    old_receipt = client.get(f"/record/receipts/{first.public_id}.tlog-proof").content
    with transaction.atomic():
        spoil(record_dir)
    last = lock_store().last_signed() or old_note
    with pytest.raises(Refused):
        sequence(now=NOW)
    out = StringIO()
    call_command("open_epoch", reason=WHY, stdout=out)
    epoch = Epoch.objects.order_by("-number").first()
    number = epoch.number
    assert (epoch.origin, epoch.vkey) == (f"127.0.0.1:8000/record/{number}", present_key())
    assert epoch.vkey in out.getvalue()
    opening = entries.entry_at(number, 0).event
    assert (opening.type, opening.data) == (
        "epoch.opened",
        {"origin": epoch.origin, "reason": WHY, "previous": last},
    )
    indexes = dict(Leaf.objects.filter(epoch=number).values_list("event__subject", "index"))
    # In the order of writing: what was given before the first start stands before the opening of the first epoch.
    assert indexes == {f"epoch/{number}": 0, "contribution/1": 1, "contribution/2": 2, "epoch/1": 3}
    assert checked(number, epoch.vkey) == ([], epoch.vkey)
    assert entries.entry_of(first).epoch == number
    assert b'"refs":[{"i":1,"rel":"reply_to"}]' in entries.entry_at(number, 2).body
    # What stood in the old one still stands at its addresses, and its receipts hold.
    assert client.get("/record/1/checkpoint").content.decode() == old_note
    assert client.get("/record/1/vkey").content.decode().strip() == old_vkey
    assert [client.get(f"/record/entries/{at}/").status_code for at in ("1/1", f"{number}/2")] == [200, 200]
    assert verify_receipt(old_receipt, parse_vkey(old_vkey)).index == 1
    new_receipt = client.get(f"/record/receipts/{first.public_id}.tlog-proof").content
    assert verify_receipt(new_receipt, parse_vkey(epoch.vkey)).index == 1
    with pytest.raises(ReceiptRefuted):
        verify_receipt(new_receipt, parse_vkey(old_vkey))
    propose(50)
    assert sequence(now=NOW) == 1
    assert record_health(NOW)["state"] == "ok"


def test_a_stop_while_an_epoch_opens_is_made_good(db, record_dir, monkeypatch):
    from consultations.record.operations import epochs

    story()
    lost_key(record_dir)
    with monkeypatch.context() as patch:
        patch.setattr(epochs, "_begin", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            open_epoch(reason=WHY, now=NOW)
    with pytest.raises(Refused, match=r"cut off: run 'manage\.py open_epoch' again"):
        standing()
    assert record_health(NOW)["state"] == "refused"
    assert open_epoch(reason=WHY, now=NOW).origin == ANEW
    assert entries.entry_at(2, 0).event.data["previous"].startswith(f"{ORIGIN}\n3\n")
    assert lock_store().newest().size == 4


def test_a_record_that_stands_needs_no_new_epoch(db):
    story()
    with pytest.raises(NothingToCure):
        open_epoch(reason=WHY, now=NOW)
    with pytest.raises(CommandError, match="needs no new epoch"):
        call_command("open_epoch", reason=WHY)


def test_an_audit_holds_the_rows_against_the_newest_epoch(db, record_dir):
    story()
    lost_lock_store(record_dir)
    open_epoch(reason=WHY, now=NOW)
    assert (audit().problems, audit().code) == ([], 0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("city.example/record/1", "city.example/record/2"),
        ("city.example/record", "city.example/record/2"),
        ("city.example/record/11", "city.example/record/11/2"),
    ],
)
def test_names_of_epochs_follow_from_the_first(settings, first, second):
    from consultations.record.sequencer.guard import origin_of

    settings.RECORD_ORIGIN = first
    assert [origin_of(1), origin_of(2)] == [first, second]


def test_pages_lead_from_each_record_to_the_other_and_stay_in_it(db, record_dir, client, django_assert_max_num_queries):
    for number in range(3):
        propose(number)
    sequence(now=NOW)
    assert "Records of this site" not in client.get("/record/").content.decode()
    older_database(record_dir)
    open_epoch(reason=WHY, now=NOW)
    sizes = dict(Checkpoint.objects.values_list("epoch_id", "size"))
    assert len(set(sizes.values())) == 2
    with django_assert_max_num_queries(17):
        newest = client.get("/record/").content.decode()
    earlier = client.get("/record/?epoch=1").content.decode()
    words = {epoch: f"Record {epoch}, {size} entries" for epoch, size in sizes.items()}
    assert f'<a href="/record/?epoch=1">{words[1]}</a>' in newest
    assert f'<a href="/record/" aria-current="page">{words[2]}</a>' in newest
    assert f'<a href="/record/">{words[2]}</a>' in earlier
    assert '<input type="hidden" name="epoch" value="1">' in earlier
    assert ("/record/entries/1/1/" in earlier, "/record/entries/2/1/" in earlier) == (True, False)
    assert ("/record/entries/1/1/" in newest, "/record/entries/2/1/" in newest) == (False, True)
    assert WHY in client.get("/record/entries/2/0/").content.decode()
    assert '<a href="/record/entries/2/0/">The first entry of the new one says why.</a>' in earlier
