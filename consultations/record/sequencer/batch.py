"""From outbox rows to leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from consultations.record.models import Event, Leaf, Pending
from consultations.record.models.packed import pack, unpack
from consultations.record.sequencer.storage import write_tiles
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.glance import Reader
from consultations.record.tlog.tiles import Edge
from consultations.record.tlog.tree import leaf_hash

SIZE = 256
OUTBOX = Pending._meta.db_table
INSERT = f'INSERT INTO {Leaf._meta.db_table} (event_id, epoch_id, "index", body) VALUES (%s, %s, %s, %s)'

_reader = Reader()


class Unrecordable(Exception):
    """What waits is no leaf: it was not written by this product. ``str()`` names the row."""


def leaf_of(event: Event, sd: Mapping[str, str], refs: Iterable[tuple[int, str]] = ()) -> bytes:
    """The leaf that says what ``event`` says; ``sd``: the digests of its personal fields; ``refs`` are (index,
    relation). Raises leaf.MalformedLeaf."""
    return leaves.write(
        id=str(event.public_id),
        type=event.type,
        time=event.time,
        process=event.process,
        subject=event.subject,
        refs=refs,
        data=event.data,
        sd=sd,
    )


class Waiting(NamedTuple):
    """A row of the outbox. ``stored``: its leaf as it lies there and will lie in its place (models/packed.py)."""

    event: int
    stored: bytes
    refers: bool


def waiting(limit: int = SIZE) -> list[Waiting]:
    """The next of the outbox, in the order of writing; plain rows, for this is the hot path of the product."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT event_id, leaf, refers FROM {OUTBOX} ORDER BY event_id LIMIT %s", [limit])  # noqa: S608
        return [Waiting(event, bytes(stored), bool(refers)) for event, stored, refers in cursor.fetchall()]


def place_of(event: Event) -> Waiting:
    """The outbox row of one event."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT event_id, leaf, refers FROM {OUTBOX} WHERE event_id = %s", [event.pk])  # noqa: S608
        position, stored, refers = cursor.fetchone()
    return Waiting(position, bytes(stored), bool(refers))


def put_back_all() -> None:
    """Every event that has a leaf waits again, for a place in an epoch that is about to begin."""
    leaf = Leaf._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {OUTBOX} (event_id, leaf, refers) "  # noqa: S608 - names of our own tables
            "SELECT event.position, leaf.body, CAST(event.refs AS text) <> '[]' "
            f"FROM {leaf} leaf JOIN {Event._meta.db_table} event ON event.position = leaf.event_id "
            f"WHERE leaf.epoch_id = (SELECT MAX(epoch_id) FROM {leaf} newest WHERE newest.event_id = event.position) "
            f"AND NOT EXISTS (SELECT 1 FROM {OUTBOX} waiting WHERE waiting.event_id = event.position)"
        )


def indexes_of(events: Iterable[UUID], epoch: int) -> dict[str, int]:
    """Event id → index of its leaf in ``epoch``, for those that have one."""
    named = set(events)
    if not named:
        return {}
    rows = Leaf.objects.filter(event__public_id__in=named, epoch=epoch).order_by()
    return {str(public_id): index for public_id, index in rows.values_list("event__public_id", "index")}


def _refs_of(batch: list[Waiting]) -> dict[int, list[Mapping[str, str]]]:
    """Position → references, of those that refer to others."""
    refer = [each.event for each in batch if each.refers]
    return dict(Event.objects.filter(pk__in=refer).order_by().values_list("pk", "refs")) if refer else {}


def write_leaves(epoch: int, edge: Edge, batch: list[Waiting]) -> None:
    """Gives the events of ``batch`` the next indexes, inside the caller's transaction, and carries ``edge`` on.

    Raises Unrecordable.
    """
    refs = _refs_of(batch)
    known = indexes_of((UUID(ref["event"]) for some in refs.values() for ref in some), epoch)
    rows, hashes = [], bytearray()
    for index, each in enumerate(batch, edge.size):
        body, stored = unpack(each.stored), each.stored
        try:
            if each.refers:
                body = leaves.with_refs(body, [(known[ref["event"]], ref["rel"]) for ref in refs[each.event]])
                stored = pack(body)
            known[_reader.read(body).id] = index
        except (leaves.MalformedLeaf, KeyError) as error:
            raise Unrecordable(f"{OUTBOX} {each.event}: {error}") from error
        rows.append((each.event, epoch, index, stored))
        hashes += leaf_hash(body)
    full = edge.extend(bytes(hashes))
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)
    write_tiles(epoch, full + edge.partials())
    Pending.objects.filter(pk__in=[each.event for each in batch]).delete()
