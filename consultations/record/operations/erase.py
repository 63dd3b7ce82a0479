"""Erasing what is personal: the text goes, its digest and the tree stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from consultations.record import registry
from consultations.record.domain.event_types import MANY
from consultations.record.models import Disclosure, Event
from consultations.record.operations.append import append
from consultations.record.sequencer import journal
from consultations.record.sequencer.journal import Erasure, Removal

# Ids of 36 characters that fit into one leaf with room to spare.
PER_ENTRY = 200


@transaction.atomic
def erase(*, events: Iterable[Event], ground: str, now: datetime, fields: Collection[str] | None = None) -> list[Event]:
    """Deletes the disclosures of ``events`` (those named in ``fields``, or all) and the districts' own copies.

    Says so on the record (``content.erased``, returned; none where nothing was left to erase) and, once it is
    committed, in the erasure journal; then what the database keeps of deleted text is overwritten.
    """
    chosen = list(events)
    held = Disclosure.objects.filter(event__in=chosen)
    if fields is not None:
        held = held.filter(name__in=fields)
    hit = set(held.values_list("event_id", flat=True))
    held.delete()
    for eraser in registry.erasers():
        eraser(chosen, fields)
    erased = [event for event in chosen if event.pk in hit]
    if not erased:
        return []
    names = None if fields is None else sorted(fields)
    said = list(_say(erased, names, ground, now))
    lines = [Erasure(str(event.public_id), None if names is None else tuple(names), ground) for event in erased]
    transaction.on_commit(partial(journal.write, lines))
    transaction.on_commit(overwrite_deleted)
    return said


def _say(erased: Sequence[Event], fields: list[str] | None, ground: str, now: datetime) -> Iterator[Event]:
    """One entry for each consultation and 200 events."""
    by_process = defaultdict(list)
    for event in erased:
        by_process[event.process].append(event)
    for process, events in by_process.items():
        for at in range(0, len(events), PER_ENTRY):
            some = events[at : at + PER_ENTRY]
            subjects = {event.subject for event in some}
            yield append(
                type="content.erased",
                subject=subjects.pop() if len(subjects) == 1 else MANY,
                process=process,
                now=now,
                data={"events": [str(event.public_id) for event in some], "ground": ground}
                | ({} if fields is None else {"fields": fields}),
            )


def overwrite_deleted(table: str = Disclosure._meta.db_table) -> None:
    """Deleted text must not stay in free pages: secure_delete (settings) zeroes them on SQLite, and the write-ahead log
    is emptied; on PostgreSQL dead rows of ``table`` are vacuumed."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")


def write_anew(table: str = Disclosure._meta.db_table) -> None:
    """Like ``overwrite_deleted``, and on SQLite the whole file is written again: a row that moved between pages leaves
    a copy behind that zeroing does not reach."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    overwrite_deleted(table)


@transaction.atomic
def remove(*, kind: str, id: str, words: bool) -> None:
    """Notes in the erasure journal, once it is committed, that a whole thing of a district was erased (an account)."""
    transaction.on_commit(partial(journal.write, [Removal(kind, id, words)]))
    transaction.on_commit(write_anew, robust=True)


def replay_erasures(*, now: datetime) -> int:
    """Erases again what the journal names and a restored database still holds; returns the number of events and things.

    First it brings the journal up to date with the database, for a crash between commit and journal. Runs before the
    first request of every start.
    """
    written, removed = list(journal.read()), list(journal.removals())
    _catch_up(written)
    _catch_up_removals(removed)
    count = 0
    for at in range(0, len(written), PER_ENTRY):
        count += _replay(written[at : at + PER_ENTRY], now)
    removers = registry.removers()
    return count + sum(removers[each.kind].again(each.id, each.words, now) for each in removed if each.kind in removers)


def _catch_up_removals(removed: Sequence[Removal]) -> None:
    named = {(each.kind, each.id) for each in removed}
    for kind, remover in registry.removers().items():
        # What was written is named by events of its own; here it is only the thing.
        journal.write(Removal(kind, id, words=False) for id in remover.known() if (kind, id) not in named)


def _catch_up(written: Sequence[Erasure]) -> None:
    known = {(each.event, each.fields) for each in written}
    said = Event.objects.filter(type="content.erased").order_by("position").values_list("data", flat=True)
    missing = []
    for data in said.iterator():
        fields = tuple(data["fields"]) if "fields" in data else None
        missing += [Erasure(each, fields, data["ground"]) for each in data["events"] if (each, fields) not in known]
    journal.write(missing)


def _replay(erasures: Sequence[Erasure], now: datetime) -> int:
    events = {
        str(event.public_id): event
        for event in Event.objects.filter(
            public_id__in=[each.event for each in erasures], disclosures__isnull=False
        ).distinct()
    }
    groups = defaultdict(list)
    for each in erasures:
        if each.event in events:
            groups[each.fields, each.ground].append(events[each.event])
    erased = 0
    for (fields, ground), some in groups.items():
        erased += sum(len(event.data["events"]) for event in erase(events=some, ground=ground, now=now, fields=fields))
    return erased
