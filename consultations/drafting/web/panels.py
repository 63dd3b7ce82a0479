"""A person's drafts on the page of what is theirs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from consultations.drafting.queries.mine import drafts_for
from consultations.people.models import Participant


def own_drafts(request: HttpRequest, person: Participant) -> dict[str, Any] | None:
    """Four queries, one where there are none."""
    found = list(drafts_for(person)[:50])
    return {"drafts": found, "person": person} if found else None
