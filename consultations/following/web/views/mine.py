"""All that I wrote, answered, supported and helped to find in a room, with what became of it; and a code for it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.following.operations.codes import code_for_mine
from consultations.following.queries import mine as queries
from consultations.following.web.shown import shows
from consultations.people.operations.limits import take
from consultations.people.web.signed_in import person_of


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("show", "")
    show = asked if asked in queries.SHOWS else queries.SHOWS[0]
    page, rows = queries.mine(person_of(request), show, request.GET.get("page", "1"))
    context = {"page": page, "rows": rows, "current": show, "shows": shows(), "today": timezone.localdate()}
    return render(request, "following/mine.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Makes a receipt code for everything of this person so far, and shows it this once."""
    made = None
    if request.method == "POST":
        now = timezone.now()
        take(person_of(request), "follow_code", now)
        made = code_for_mine(actor=person_of(request), now=now)
    return render(request, "following/code.html", {"code": made, "asked": request.method == "POST"})
