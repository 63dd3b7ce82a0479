"""The one door through which something enters the record."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from consultations.record.domain import disclosure
from consultations.record.domain.event_types import EventDoesNotFit, check, is_coarse
from consultations.record.models import Disclosure, Event, Pending
from consultations.record.sequencer.alarm import alarm
from consultations.record.sequencer.batch import leaf_of
from consultations.record.statements import insert
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog.jcs import MAX_SAFE
from consultations.record.uuid7 import uuid7


@dataclass(frozen=True)
class Ref:
    """Another event and how the new one relates to it, such as ``reply_to``."""

    event: uuid.UUID
    rel: str


def append(
    *,
    type: str,
    subject: str,
    process: str,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
    public: Collection[str] = (),
    refs: Sequence[Ref] = (),
) -> Event:
    """Writes one event and its disclosures inside the caller's transaction.

    ``data`` holds public facts and no text of a person; ``personal`` the fields that must be erasable, of which those
    named in ``public`` are public on the site now. Times of votes, opinions, supports and reports are cut to the
    minute and their ids carry no time (record.md, section 2). Raises UnknownEventType or EventDoesNotFit: what is
    accepted here can be sequenced, so that no event ever holds up those behind it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an event belongs to the transaction of its change")
    facts = dict(data or {})
    disclosures = {name: disclosure.disclose(name, value) for name, value in (personal or {}).items()}
    check(type, facts, disclosures.keys())
    event = _at_its_time(type, now)
    event.process, event.subject, event.data = process, subject, facts
    event.refs = [{"event": str(ref.event), "rel": ref.rel} for ref in refs]
    leaf = _fitting_leaf(event, {name: disclosure.digest(encoded) for name, encoded in disclosures.items()})
    insert(event)
    insert(Pending(event=event, leaf=leaf, refers=bool(refs)))
    insert(
        *(
            Disclosure(event=event, name=name, encoded=encoded, public=name in public)
            for name, encoded in disclosures.items()
        )
    )
    transaction.on_commit(alarm.set)
    return event


def _at_its_time(type: str, now: datetime) -> Event:
    """An unsaved event with its id and time, both without the second at which it happened where that could tell who."""
    if is_coarse(type):
        return Event(type=type, public_id=uuid.uuid4(), time=now.replace(second=0, microsecond=0))
    return Event(type=type, public_id=uuid7(int(now.timestamp() * 1000)), time=now.replace(microsecond=0))


def _fitting_leaf(event: Event, sd: Mapping[str, str]) -> bytes:
    """The leaf as it will stand, still without references, for which the sequencer has room in any case."""
    try:
        raw = leaf_of(event, sd)
        if event.refs:
            leaves.with_refs(raw, [(MAX_SAFE, ref["rel"]) for ref in event.refs])
    except leaves.MalformedLeaf as error:
        raise EventDoesNotFit(f"{event.type} of {event.subject}: {error}") from error
    named = {ref["event"] for ref in event.refs}
    if named and Event.objects.filter(public_id__in=named).count() != len(named):
        raise EventDoesNotFit(f"{event.type} of {event.subject}: refers to an event that does not stand")
    return raw
