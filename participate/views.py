"""Pages about the site itself: errors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or forged: nothing was done, and what was typed can be sent again."""
    return render(request, "errors/csrf.html", status=403)
