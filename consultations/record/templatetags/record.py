"""What a page needs to say that something is on the record."""

from __future__ import annotations

from django import template

from consultations.record.models import Checkpoint, Event
from consultations.record.queries.entries import Entry, entry_of
from consultations.record.queries.witnessed import Witnessed, best

register = template.Library()


@register.simple_tag
def recorded(event: Event) -> Entry | None:
    """``{% recorded event as entry %}``: the event's entry; None while it waits for its place. At most one query."""
    return entry_of(event)


@register.simple_tag
def witnessed(checkpoint: Checkpoint) -> Witnessed | None:
    """``{% witnessed checkpoint as seen %}``: what witnesses have signed of its record; at most two queries."""
    return best(checkpoint.epoch_id)
