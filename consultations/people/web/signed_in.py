"""The person behind a request, for views that only signed-in people reach."""

from __future__ import annotations

from django.http import HttpRequest

from consultations.people.models import Participant


def person_of(request: HttpRequest) -> Participant:
    """Raises TypeError for a visitor: such a view must ask for signing in first."""
    if not isinstance(request.user, Participant):
        raise TypeError("nobody is signed in")
    return request.user
