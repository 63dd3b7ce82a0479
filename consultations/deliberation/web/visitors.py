"""Who is looking: the person behind a request, and a seed for random order that needs no cookie."""

from __future__ import annotations

import hashlib
from datetime import date

from django.conf import settings
from django.http import HttpRequest

from consultations.deliberation.domain.ordering import daily_seed
from consultations.people.models import Participant

SHELVES = 16


def person(request: HttpRequest) -> Participant | None:
    return request.user if isinstance(request.user, Participant) else None


def seed_of(request: HttpRequest, day: date) -> int:
    """The same all day for one visitor; nothing is kept.

    People are told apart by their account. Who is not signed in gets one of ``SHELVES`` orders, by network address and
    browser, so that a page made for one can be shown to others (participate/kept_pages.py).
    """
    someone = person(request)
    if someone is not None:
        return daily_seed(f"participant/{someone.pk}", day, settings.SECRET_KEY)
    request.order_was_drawn = True  # type: ignore[attr-defined]
    return daily_seed(f"shelf/{shelf_of(request)}", day, settings.SECRET_KEY)


def shelf_of(request: HttpRequest) -> int:
    """Which of the ``SHELVES`` orders a visitor without an account sees."""
    visitor = f"{request.META.get('REMOTE_ADDR', '')}/{request.headers.get('User-Agent', '')}/{settings.SECRET_KEY}"
    return hashlib.sha256(visitor.encode()).digest()[0] % SHELVES
