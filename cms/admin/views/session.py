"""Whether somebody is still signed in, asked by the admin's forms before they are sent."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def still_signed_in(request: HttpRequest) -> JsonResponse:
    """The token that a form needs now: signing in again makes a new one. The door sends away whoever is signed out."""
    return JsonResponse({"token": get_token(request)})
