"""Who is looking: the person behind a request, and a seed for random order that needs no cookie."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest

from consultations.deliberation.domain.ordering import daily_seed
from consultations.people.models import Participant


def person(request: HttpRequest) -> Participant | None:
    return request.user if isinstance(request.user, Participant) else None


def seed_of(request: HttpRequest, day: date) -> int:
    """The same all day for one visitor, told apart by account, else by network address and browser; nothing is kept."""
    someone = person(request)
    if someone is not None:
        return daily_seed(f"participant/{someone.pk}", day, settings.SECRET_KEY)
    address, browser = request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", "")
    return daily_seed(f"visitor/{address}/{browser}", day, settings.SECRET_KEY)
