"""The button to follow, on the pages of consultations and contributions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.web import panels
from consultations.following.permissions import may_follow
from consultations.following.queries.followed import is_followed


def follow_panel(request: HttpRequest, thing: Consultation | Contribution) -> dict[str, Any] | None:
    """Also for who is not signed in: the button leads through signing in. Nothing for what is not public yet."""
    if isinstance(thing, Consultation) and thing.state == ConsultationState.DRAFT:
        return None
    return {
        "thing": thing,
        "is_consultation": isinstance(thing, Consultation),
        "followed": is_followed(request.user, thing),
        "may": may_follow(request.user, thing),
    }


def register() -> None:
    panels.register("follow", "following/panels/follow.html", follow_panel)
