"""How live sessions are called where the record speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse

from consultations.deliberation.models import Consultation
from consultations.record import naming
from consultations.record.naming import Thing
from realtime.enums import RoomState
from realtime.models import Session


def sessions(keys: Collection[str], visitor: Any) -> Mapping[str, Thing]:
    """By their title; those that are over lead to their results."""
    things = {}
    for session in _sessions(keys, visitor):
        over = session.state == RoomState.CLOSED
        url = reverse("realtime:results", args=[session.code]) if over else ""
        things[session.subject.partition("/")[2]] = Thing(session.title, url, session.language)
    return things


def _sessions(keys: Collection[str], visitor: Any) -> Any:
    visible = Consultation.objects.visible_to(visitor)
    found = Session.objects.filter(consultation__in=visible).exclude(state=RoomState.PREPARED).order_by()
    return found.filter(pk__in=[int(key) for key in keys if key.isdigit()])


def register() -> None:
    naming.register_things("session", sessions)
