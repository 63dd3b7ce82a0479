"""How often one person or one network may do something (settings.RATE_LIMITS)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from consultations.people.domain.limits import Rate, TooMany, spend
from consultations.people.models import Participant

__all__ = ["TooMany", "take"]


def take(actor_or_network: Participant | str, act: str, now: datetime) -> None:
    """Spends one token for ``act``, or raises TooMany with the seconds to wait.

    Call it before the operation, with the participant or, for a visitor, with the network address as text. Raises
    KeyError for an act that settings.RATE_LIMITS does not name. Two requests at the same instant may both pass:
    the limit holds back floods, the database keeps the rules.
    """
    rate = Rate(*settings.RATE_LIMITS[act])
    who = f"p{actor_or_network.pk}" if isinstance(actor_or_network, Participant) else f"n{actor_or_network}"
    key = f"limit:{act}:{who}".replace(" ", "")
    full_at, wait = spend(cache.get(key, 0.0), rate, now.timestamp())
    if wait:
        raise TooMany(act, wait)
    cache.set(key, full_at, timeout=int(rate.seconds) + 1)
