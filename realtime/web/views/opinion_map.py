"""The opinion map of a closed step, as a page and as a part of the wall."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from realtime.queries.opinion_map import has_map, map_of
from realtime.web.rooms import visit


@require_GET
def opinions(request: HttpRequest, code: str, activity: str) -> HttpResponse:
    """``?part``: the map alone."""
    found = visit(request, code)
    step = found.room.activity(activity)
    if step is None or not has_map(found.room, step):
        raise Http404(_("There is no opinion map here."))
    context = {
        "session": found.session,
        "step": step,
        "map": map_of(found.room, step, level=2 if "part" not in request.GET else 3),
    }
    return render(request, "opinions/map.html" if "part" in request.GET else "realtime/opinions.html", context)
