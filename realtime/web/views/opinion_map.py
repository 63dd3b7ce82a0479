"""The opinion map of a closed step, as a page, which shows its reader where they stand, and as a part of the wall."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from realtime.queries.opinion_map import has_map, map_of, own_place
from realtime.web.rooms import visit


@require_GET
@never_cache
def opinions(request: HttpRequest, code: str, activity: str) -> HttpResponse:
    """``?part``: the map alone."""
    found = visit(request, code)
    step = found.room.activity(activity)
    if step is None or not has_map(found.room, step):
        raise Http404(_("There is no opinion map here."))
    if "part" in request.GET:
        return render(request, "opinions/map.html", {"map": map_of(found.room, step, level=3)})
    picture = map_of(found.room, step)
    own = own_place(found.room, step, picture, found.held.pk if found.held else None)
    context = {"session": found.session, "step": step, "map": picture, "own_place": own}
    return render(request, "realtime/opinions.html", context)
