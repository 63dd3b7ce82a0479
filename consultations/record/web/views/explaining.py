"""What the record is good for: once for residents, once for experts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.record.queries import tiles


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """What anyone can check, and what nobody can."""
    return render(request, "record/how.html")


@require_safe
def threats(request: HttpRequest) -> HttpResponse:
    """The threat model."""
    checkpoint = tiles.newest()
    epoch = checkpoint.epoch_id if checkpoint else 1
    return render(request, "record/threats.html", {"log_address": request.build_absolute_uri(f"/record/{epoch}")})
