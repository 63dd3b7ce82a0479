"""From outbox rows to leaves."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from consultations.record.models import Event, Leaf, Pending
from consultations.record.sequencer.storage import write_tiles
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.tiles import Edge
from consultations.record.tlog.tree import leaf_hash

SIZE = 256
INSERT = f'INSERT INTO {Leaf._meta.db_table} (event_id, epoch_id, "index", body) VALUES (%s, %s, %s, %s)'


def leaf_of(event: Event, refs: Iterable[tuple[int, str]]) -> bytes:
    """The leaf that says what ``event`` says; ``refs`` are (index, relation). Raises leaf.MalformedLeaf."""
    return leaves.write(
        id=str(event.public_id),
        type=event.type,
        time=event.time,
        process=event.process,
        subject=event.subject,
        refs=refs,
        data=event.data,
        sd=event.sd,
    )


def waiting(limit: int = SIZE) -> list[Event]:
    """The next events to get an index, in the order of writing."""
    pending = Pending.objects.order_by("event_id").values_list("event_id", flat=True)[:limit]
    return list(Event.objects.filter(pk__in=list(pending)).order_by("position"))


def indexes_of(events: Iterable[UUID]) -> dict[str, int]:
    """Event id → index of its leaf, for those that have one."""
    named = set(events)
    if not named:
        return {}
    rows = Leaf.objects.filter(event__public_id__in=named).order_by().values_list("event__public_id", "index")
    return {str(public_id): index for public_id, index in rows}


def write_leaves(epoch: int, edge: Edge, events: list[Event]) -> None:
    """Gives ``events`` the next indexes, inside the caller's transaction, and carries ``edge`` on."""
    known = indexes_of(UUID(ref["event"]) for event in events for ref in event.refs)
    rows, hashes = [], bytearray()
    for index, event in enumerate(events, edge.size):
        body = leaf_of(event, [(known[ref["event"]], ref["rel"]) for ref in event.refs])
        known[str(event.public_id)] = index
        rows.append((event.pk, epoch, index, body))
        hashes += leaf_hash(body)
    full = edge.extend(bytes(hashes))
    # The one hot insert of the product: bulk_create spends more time on its objects than the database on the rows.
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)
    write_tiles(epoch, full + edge.partials())
    Pending.objects.filter(pk__in=[event.pk for event in events]).delete()
