"""Direct edits of the database, made with the guards out of the way, are found and named."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from consultations.record import registry, triggers
from consultations.record.audit.audit import audit
from consultations.record.domain import disclosure
from consultations.record.models import Disclosure, Epoch, Event, Leaf
from consultations.record.operations import append, erase, sequence, store_blob
from consultations.record.sequencer.key import read_key
from consultations.record.tlog.checkpoint import Checkpoint as SignedText
from consultations.record.tlog.signing import sign_note
from tests.consultations.record.story import NOW, propose, support

TEXT = b"Section 1. Buses wait for late trains."
ROWS = {1: "Let buses wait.", 2: "Let trains wait."}
CALLED = "bodies"


@pytest.fixture
def rows(monkeypatch):
    """A district with two rows, and a count of supports."""
    table, supports = dict(ROWS), [1]

    def expected():
        for number, body in table.items():
            yield registry.Expected(f"contribution row {number}", f"contribution/{number}", personal={"body": body})

    def counted():
        yield registry.Count("supports of row 1", "contribution/1", supports[0], ["support.given"])

    monkeypatch.setattr(registry, "_checks", {})
    registry.register_check(CALLED, expected, types=["contribution.published"])
    registry.register_check("supports", counted, types=["support.given"])
    table["supports"] = supports
    return table


@pytest.fixture
def record(db, rows):
    """Entries: 0 opening, 1 and 2 contributions, 3 support, 4 a decision with its text."""
    rows_supports = rows.pop("supports")
    for number, body in ROWS.items():
        propose(number, body=body)
    support(1)
    with transaction.atomic():
        sha256 = store_blob(TEXT)
        append(
            type="decision.drafted",
            subject="decision/1",
            process="mobility",
            now=NOW,
            data={"decision": "decision/1", "language": "en", "title": "Buses", "sha256": sha256, "bytes": len(TEXT)},
        )
    sequence(now=NOW)
    return rows_supports


def edit(statement: str, *params: object) -> None:
    """As an intruder with the database's password does it: guards off, edit, guards on again."""
    with connection.cursor() as cursor:
        for table in triggers.GUARDED:
            for verb in ("update", "delete") if connection.vendor == "sqlite" else ("update", "delete", "truncate"):
                on = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")
        cursor.execute(statement, params)
        if connection.vendor == "postgresql":
            # A table with checks of foreign keys still to come cannot get its triggers back.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.install(connection)


def findings() -> set[tuple[int | None, str]]:
    return {(problem.index, problem.where) for problem in audit().problems}


def event_at(index: int) -> int:
    return Leaf.objects.get(index=index).event_id


def test_an_untouched_record_is_verified(record):
    out = StringIO()
    call_command("verify_record", stdout=out)
    assert out.getvalue().splitlines()[0] == "Verified."
    out = StringIO()
    call_command("verify_record", as_json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert (report["result"], report["size"], report["rows"]) == ("verified", 5, {CALLED: 2, "supports": 1})


def test_nothing_to_check_is_said_apart(db):
    with pytest.raises(SystemExit) as end:
        call_command("verify_record", stdout=StringIO())
    assert end.value.code == 2


def changed_event():
    position = event_at(1)
    edit("UPDATE record_event SET subject = 'contribution/9' WHERE position = %s", position)
    return {(1, f"record_event {position}"), (None, "contribution row 1"), (None, CALLED)}


def changed_facts():
    position = event_at(2)
    edit("UPDATE record_event SET data = %s WHERE position = %s", json.dumps({"kind": "poem"}), position)
    return {(2, f"record_event {position}")}


def changed_leaf():
    body = bytes(Leaf.objects.get(index=3).body).replace(b"contribution/1", b"contribution/2")
    edit("UPDATE record_leaf SET body = %s WHERE index = 3".replace("index", '"index"'), body)
    return {(3, ""), (3, f"record_event {event_at(3)}"), (None, "checkpoint")}


def changed_leaf_and_event():
    position = event_at(3)
    body = bytes(Leaf.objects.get(index=3).body).replace(b"contribution/1", b"contribution/2")
    edit('UPDATE record_leaf SET body = %s WHERE "index" = 3', body)
    edit("UPDATE record_event SET subject = 'contribution/2' WHERE position = %s", position)
    return {(3, ""), (None, "checkpoint"), (None, "supports of row 1"), (None, "supports")}


def changed_tile():
    hashes = bytearray(connection_tile())
    hashes[40] ^= 1
    edit("UPDATE record_tile SET hashes = %s WHERE level = 0", bytes(hashes))
    return {(1, ""), (None, "lock store")}


def connection_tile() -> bytes:
    from consultations.record.models import Tile

    return bytes(Tile.objects.get(level=0).hashes)


def changed_text():
    row = Disclosure.objects.get(event=event_at(1), name="body")
    other = disclosure.disclose("body", "Ban all buses.")
    edit("UPDATE record_disclosure SET encoded = %s WHERE id = %s", other, row.pk)
    return {(None, f"record_disclosure of event {event_at(1)}"), (1, "contribution row 1")}


def deleted_text():
    row = Disclosure.objects.get(event=event_at(1), name="title")
    edit("DELETE FROM record_disclosure WHERE id = %s", row.pk)
    return {(None, f"record_disclosure of event {event_at(1)}")}


def invented_text():
    row = Disclosure(event_id=event_at(3), name="body", encoded=disclosure.disclose("body", "I take it back."))
    row.save()
    return {(None, f"record_disclosure of event {event_at(3)}")}


def invented_event():
    with transaction.atomic():
        event = support(1)
    edit("DELETE FROM record_pending WHERE event_id = %s", event.pk)
    disclosed = (None, f"record_disclosure of event {event.position}")
    return {(None, f"record_event {event.position}"), disclosed, (None, "supports of row 1")}


def changed_blob():
    edit("UPDATE record_blob SET body = %s", TEXT.replace(b"late", b"rich"))
    sha256 = Event.objects.get(type="decision.drafted").data["sha256"]
    return {(4, f"blob/{sha256}")}


def forged_checkpoint():
    epoch = Epoch.objects.get()
    text = SignedText(epoch.origin, 5, b"\1" * 32).text()
    note = bytes(sign_note(text, [read_key()])).decode()
    edit("UPDATE record_checkpoint SET note = %s", note)
    return {(None, "record_checkpoint"), (None, "checkpoint")}


def dropped_guard():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON record_event"
        cursor.execute(f"DROP TRIGGER record_event_no_delete{on}")
    return {(None, "trigger record_event_no_delete"), (None, "lock store")}


EDITS = [
    changed_event,
    changed_facts,
    changed_leaf,
    changed_leaf_and_event,
    changed_tile,
    changed_text,
    deleted_text,
    invented_text,
    invented_event,
    changed_blob,
    forged_checkpoint,
    dropped_guard,
]


@pytest.mark.parametrize("make", EDITS, ids=lambda make: make.__name__)
def test_a_direct_edit_is_named(record, rows, make):
    assert findings() == set()
    expected = make()
    assert findings() == expected
    with pytest.raises(SystemExit) as end:
        call_command("verify_record", stdout=StringIO())
    assert end.value.code == 1


ROW_EDITS = {
    "changed": (lambda rows, supports: rows.update({1: "Ban all buses."}), {(1, "contribution row 1")}),
    "deleted": (lambda rows, supports: rows.pop(2), {(None, CALLED)}),
    "invented": (lambda rows, supports: rows.update({3: "Free taxis."}), {(None, "contribution row 3")}),
    "emptied": (lambda rows, supports: rows.update({2: None}), {(2, "contribution row 2")}),
    "supports added": (lambda rows, supports: supports.__setitem__(0, 500), {(None, "supports of row 1")}),
}


@pytest.mark.parametrize(("change", "expected"), ROW_EDITS.values(), ids=ROW_EDITS.keys())
def test_an_edited_row_of_a_district_is_named(record, rows, change, expected):
    change(rows, record)
    assert findings() == expected


def test_an_erasure_is_no_edit(record, rows):
    erase(events=[Event.objects.get(position=event_at(2))], ground="Asked.", now=NOW)
    rows[2] = None
    sequence(now=NOW)
    assert findings() == set()


def test_an_erasure_that_a_row_survived_is_found(record, rows):
    erase(events=[Event.objects.get(position=event_at(2))], ground="Asked.", now=NOW)
    sequence(now=NOW)
    assert findings() == {(2, "contribution row 2")}
