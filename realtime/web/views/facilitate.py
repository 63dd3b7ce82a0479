"""The facilitator's run sheet and board."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from realtime.permissions import may_facilitate
from realtime.web.rooms import address, page_context, qr, visit


@require_GET
def facilitate(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    if not found.facilitates:
        may_facilitate(found.person).require()
    where = address(request, found.session)
    context = page_context(request, found) | {
        "qr": qr(where),
        "address": where,
        "has_board": any(activity.method == "collect" for activity in found.room.agenda),
        "waiting": len(found.room.waiting),
    }
    return render(request, "realtime/facilitate.html", context)
