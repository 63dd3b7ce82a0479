"""What live sessions show on the pages of consultations and contributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.presence import has, register_presence
from consultations.people.models import Participant
from realtime.models import HandedOver, Session
from realtime.permissions import may_prepare
from realtime.queries.entries import under_codes
from realtime.queries.people import evenings_of
from realtime.queries.session import announced
from realtime.web.rooms import person_of


def sessions(request: HttpRequest, consultation: Consultation) -> dict[str, Any] | None:
    """Sessions to join, to come and over; for facilitators the way to prepare one."""
    found = announced(consultation) if has(consultation, "sessions") else []
    may = bool(may_prepare(person_of(request), consultation))
    return {"sessions": found, "may_prepare": may, "consultation": consultation} if found or may else None


def origin(request: HttpRequest, contribution: Contribution) -> dict[str, Any] | None:
    """From which session a contribution came."""
    if contribution.kind != "session_output":
        return None
    found = HandedOver.objects.filter(contribution=contribution).select_related("session").first()
    return {"handed_over": found, "session": found.session} if found else None


def evenings(request: HttpRequest, participant: Participant) -> dict[str, Any] | None:
    """On a person's own page: the sessions in which they took part, with their own notes."""
    found = evenings_of(participant)
    return {"evenings": found} if found else None


def entered(request: HttpRequest, codes: Sequence[int]) -> dict[str, Any] | None:
    """Where receipt codes are shown: notes that somebody wrote for their holders."""
    found = under_codes(codes)
    return {"entries": found} if found else None


def register_presences() -> None:
    register_presence(Consultation, "sessions", lambda: Exists(Session.objects.filter(consultation=OuterRef("pk"))))
