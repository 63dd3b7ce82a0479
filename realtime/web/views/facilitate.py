"""The facilitator's desk: what matters now, the board, the wall in small, the run sheet."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from realtime.domain.room import ON_BOARD, WAITING
from realtime.permissions import may_change_agenda, may_facilitate, may_rehearse
from realtime.queries.board import Step
from realtime.queries.groups import Names, names_in_groups
from realtime.queries.timing import timing_of
from realtime.web.rooms import address, page_context, qr, visit


@require_GET
@csp_update({"frame-src": [SELF]})
def facilitate(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    if not found.facilitates:
        may_facilitate(found.person).require()
    where = address(request, found.session)
    shared = page_context(request, found)
    _with_names(shared["current"], names_in_groups(found.session, found.room))
    waiting_steps = (step for step in shared["steps"] if step.stage.state == WAITING)
    context = shared | {
        "next": None if found.room.state == "closed" else next(waiting_steps, None),
        "timing": timing_of(found.session, found.room, timezone.now()),
        "may_change": bool(may_change_agenda(found.person, found.session, found.seat)),
        "may_rehearse": bool(may_rehearse(found.person, found.session)),
        "qr": qr(where),
        "address": where,
        "has_board": any(activity.method in ON_BOARD for activity in found.room.agenda),
        "waiting": len(found.room.waiting),
    }
    return render(request, "realtime/facilitate.html", context)


def _with_names(step: Step | None, names: Names) -> None:
    for group in step.shows.get("groups", ()) if step else ():
        group["names"] = names.get(group["number"], [])
        group["all_named"] = len(group["names"]) == group["people"]


@never_cache
@require_GET
def names(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits in which group, for the desk's program: ``{"step": activity, "groups": {group: [[number, name]]}}``."""
    found = visit(request, code)
    if not found.facilitates:
        may_facilitate(found.person).require()
    return JsonResponse({"step": found.room.current, "groups": names_in_groups(found.session, found.room)})
