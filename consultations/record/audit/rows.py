"""The record's own rows against each other: events, leaves, outbox and disclosures."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from consultations.record import triggers
from consultations.record.domain import disclosure
from consultations.record.models import Blob, Disclosure, Epoch, Event, Leaf, Pending
from consultations.record.operations.import_disclosures import field_name
from consultations.record.sequencer.batch import indexes_of, leaf_of
from consultations.record.sequencer.guard import Refused, standing
from consultations.record.tlog import import_lines
from consultations.record.tlog.leaf import MalformedLeaf
from consultations.record.tlog.leaf import read as read_leaf
from consultations.record.verify.findings import Report

CHUNK = 500


def check_rows(report: Report) -> None:
    """Everything below into ``report``."""
    _check_guards(report)
    _check_lock_store(report)
    gone = _erased_fields()
    epoch = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    for events in _chunks():
        digests = _check_events(events, epoch, report)
        _check_disclosures(events, digests, gone, report)
    _check_strays(epoch, report)


def _check_guards(report: Report) -> None:
    for name in sorted(triggers.missing(connection)):
        report.refute("This guard does not stand in the database.", where=f"trigger {name}")


def _check_lock_store(report: Report) -> None:
    try:
        found = standing()
    except Refused as refusal:
        report.refute(str(refusal), where="lock store")
        return
    if found is not None:
        report.facts["signed"] = found.locked.size


def _chunks() -> Iterator[list[Event]]:
    last = -1
    while events := list(Event.objects.filter(position__gt=last).order_by("position")[:CHUNK]):
        yield events
        last = events[-1].position


def _check_events(events: list[Event], epoch: int, report: Report) -> dict[int, dict[str, str]]:
    """Each event says what its leaf says; one without a leaf still waits in the outbox.

    Returns the digests of personal fields that stand in the leaves, by position."""
    leaves = {leaf.event_id: leaf for leaf in Leaf.objects.filter(event__in=events, epoch=epoch)}
    waiting = {row.event_id: row for row in Pending.objects.filter(event__in=events)}
    known = indexes_of((UUID(ref["event"]) for event in events for ref in event.refs), epoch)
    digests: dict[int, dict[str, str]] = {}
    for event in events:
        leaf, where = leaves.get(event.pk), f"record_event {event.position}"
        if leaf is None and event.pk not in waiting:
            report.refute(f"{event.type} of {event.subject} has no entry and does not wait for one.", where=where)
            continue
        index, body = (leaf.index, leaf.body) if leaf else (None, waiting[event.pk].leaf)
        refs = [(known.get(ref["event"], -1), ref["rel"]) for ref in event.refs] if leaf else []
        try:
            digests[event.pk] = read_leaf(body)["sd"]
            said = leaf_of(event, digests[event.pk], refs)
        except (MalformedLeaf, KeyError, TypeError) as error:
            report.refute(f"The row of this entry was edited: {error}.", index, where)
            continue
        if said != body:
            report.refute("The row of this entry says something else than the entry.", index, where)
    return digests


def _erased_fields() -> dict[str, set[str] | None]:
    """Event id → fields whose erasure is on the record, None for all."""
    gone: dict[str, set[str] | None] = {}
    for data in Event.objects.filter(type="content.erased").order_by("position").values_list("data", flat=True):
        for event in data["events"]:
            fields = data.get("fields")
            earlier = gone.get(event, set())
            gone[event] = None if fields is None or earlier is None else earlier | set(fields)
    return gone


def _check_disclosures(
    events: list[Event], digests: dict[int, dict[str, str]], gone: dict[str, set[str] | None], report: Report
) -> None:
    """Each personal field is the one that was recorded, or its erasure is on the record."""
    held: dict[tuple[int, str], str] = {
        (row.event_id, row.name): row.encoded for row in Disclosure.objects.filter(event__in=events)
    }
    for event in events:
        erased = gone.get(str(event.public_id), set())
        for name, digest in _recorded_fields(event, digests.get(event.pk, {})).items():
            encoded = held.pop((event.pk, name), None)
            where = f"record_disclosure of event {event.position}"
            if encoded is None:
                if erased is not None and name not in erased:
                    report.refute(f"{event.subject}: '{name}' is gone, and no erasure is on the record.", where=where)
            elif not _fits(encoded, name, digest):
                report.refute(f"{event.subject}: '{name}' is not what was recorded.", where=where)
    for position, name in held:
        report.refute(f"'{name}' was never recorded.", where=f"record_disclosure of event {position}")


def _recorded_fields(event: Event, in_leaf: dict[str, str]) -> dict[str, str]:
    """Name → digest: those in the entry, and of an import those in the lines of its blob (``17.body``)."""
    if event.type != "import.batch":
        return in_leaf
    blob = Blob.objects.filter(sha256=event.data.get("sha256", "")).first()
    try:
        lines = list(import_lines.read(bytes(blob.body))) if blob else []
    except import_lines.MalformedLine:
        lines = []  # the blob itself is held against its hash elsewhere
    return {field_name(subject, field): digest for subject, _facts, sd in lines for field, digest in sd.items()}


def _fits(encoded: str, name: str, digest: str) -> bool:
    try:
        return disclosure.read(encoded)[0] == name.rpartition(".")[2] and disclosure.digest(encoded) == digest
    except (disclosure.MalformedDisclosure, UnicodeEncodeError):
        return False


def _check_strays(epoch: int, report: Report) -> None:
    """Leaves and outbox rows whose event is gone: the database was told to look away while it was deleted."""
    events = Event.objects.values("position")
    for event, index in (
        Leaf.objects.filter(epoch=epoch).exclude(event__in=events).order_by("index").values_list("event_id", "index")
    ):
        report.refute("The row of this entry was deleted.", index, f"record_event {event}")
    both = Pending.objects.filter(event__in=Leaf.objects.filter(epoch=epoch).values("event")).values_list(
        "event_id", flat=True
    )
    for event in both:
        report.refute("An event with an entry waits for a second one.", where=f"record_pending {event}")
