"""The minutes that the product makes of a closed session: what was said and chosen, never by whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from consultations.deliberation.models import Contribution
from realtime.domain.results import results
from realtime.permissions import may_read_minutes
from realtime.queries.minutes import numbers_of
from realtime.web.rooms import visit


@require_GET
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    may_read_minutes(found.session).require()
    contributions = Contribution.objects.in_bulk(list(found.room.results.values()))
    brought = [(result, contributions.get(result.contribution)) for result in results(found.room)]
    context = {
        "session": found.session,
        "room": found.room,
        "facilitates": found.facilitates,
        "numbers": numbers_of(found.session, found.room),
        "results": brought,
        "parked": [note for note in found.room.board() if note.parked],
        "hidden": [note for note in found.room.notes.values() if note.state == "hidden"],
    }
    return render(request, "realtime/minutes.html", context)
