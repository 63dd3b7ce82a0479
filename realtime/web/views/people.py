"""Who is in the room, its door, and keeping order: for those who lead and for moderators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.people.domain.verdict import NotAllowed
from realtime.domain.roles import Right
from realtime.enums import Door, SeatRole, SeatState
from realtime.models import Seat
from realtime.operations import people as order
from realtime.permissions import may_facilitate, may_keep_order
from realtime.queries.seats import Person, people_in, waiting_in
from realtime.web.rooms import Visit, page_context, visit

PAGE_SIZE = 60


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Each act is a form of its own and comes back here."""
    found = visit(request, code)
    if found.seat is None:
        may_facilitate(found.person).require()
        return redirect("realtime:facilitate", found.session.code)
    if request.method == "POST":
        try:
            said = _act(request, found, timezone.now())
            messages.success(request, said)
        except (Unfit, NotAllowed) as refused:
            messages.error(request, str(refused))
        return redirect("realtime:people", found.session.code)
    may_keep_order(found.seat, found.session).require()
    page = Paginator(people_in(found.session), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = page_context(request, found) | {
        "page": page,
        "rows": [Person.of(seat, by=found.seat) for seat in page.object_list],
        "waiting": waiting_in(found.session),
        "seated": people_in(found.session).filter(state=SeatState.SEATED).count(),
        "doors": Door.choices,
        "given": [(role.value, role.label) for role in order.GIVEN],
        "hides": found.role.may(Right.HIDE) and not found.facilitates,
    }
    return render(request, "realtime/people.html", context)


def _act(request: HttpRequest, found: Visit, now: datetime) -> str:
    """Does what the form asks; the sentence that says so."""
    by, asked = found.seat, request.POST.get("act", "")
    assert by is not None
    if asked == "door" and request.POST.get("door") in Door.values:
        order.set_door(by=by, door=Door(request.POST["door"]), now=now)
        return _("Saved")
    if asked == "let_in_all":
        return _let_in(order.let_in(by=by, seats=None, now=now))
    seat = _seat(request, found)
    if asked == "let_in":
        return _let_in(order.let_in(by=by, seats=[seat], now=now))
    acts: dict[str, Callable[[], Any]] = {
        "mute": lambda: order.mute(by=by, seat=seat, reason=request.POST.get("reason", ""), now=now),
        "unmute": lambda: order.unmute(by=by, seat=seat, now=now),
        "remove": lambda: order.remove(by=by, seat=seat, reason=request.POST.get("reason", ""), now=now),
        "role": lambda: order.give_role(by=by, seat=seat, role=_role(request), now=now),
    }
    if asked not in acts:
        raise NotAllowed(_("This form was not complete. Reload the page and try again."))
    acts[asked]()
    return _("Saved")


def _let_in(count: int) -> str:
    return ngettext("%(count)d person is let in.", "%(count)d people are let in.", count) % {"count": count}


def _seat(request: HttpRequest, found: Visit) -> Seat:
    number = request.POST.get("seat", "")
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    seat = found.session.seats.filter(pk=asked).first()
    if seat is None:
        raise NotAllowed(_("This person has no seat in this room."))
    return seat


def _role(request: HttpRequest) -> SeatRole:
    asked = request.POST.get("role", "")
    return SeatRole(asked) if asked in SeatRole.values else SeatRole.FACILITATOR
