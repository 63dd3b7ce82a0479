"""The room itself: the phone's page, its forms, the projector's page and the log by HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from consultations.people.operations.limits import TooMany, take
from realtime.domain.public import public_happening, public_room
from realtime.domain.rules import Refused
from realtime.operations.act import act
from realtime.operations.commit import NO_SEAT
from realtime.queries.log import events_after, wall_of
from realtime.web.forms import command_from
from realtime.web.rooms import Visit, address, page_context, qr, visit
from realtime.web.views.join import door

DONE = {
    "floor.add": _("They are on the list of those who wait to speak."),
    "note.add": _("Your note is on the board."),
    "note.withdraw": _("Your note is taken back."),
    "dots.set": _("Your dots are saved."),
    "answer.give": _("Your answer is saved."),
    "consent.give": _("Your answer is saved."),
    "opinion.give": _("Your answer is saved."),
    "question.support": _("Your upvote is saved."),
    "group.join": _("You are in a group."),
    "group.write": _("Your note is saved for your group."),
    "floor.ask": _("You are on the list."),
    "floor.leave": _("You are not on the list any more."),
    "draft.save": _("Your text is saved."),
    "draft.suggest": _("Your suggestion is sent."),
}
MOST_EVENTS = 500
WRITES = ("note.add", "draft.save", "draft.suggest")
WRONG_WORDS = ("empty", "long", "characters", "reason_missing")


@require_GET
def room(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    if code != found.session.code:
        return redirect("realtime:room", found.session.code)
    return _page(request, found)


def _page(request: HttpRequest, found: Visit, problem: Refused | None = None) -> HttpResponse:
    """The page of whoever sits in the room, or the door to it; ``problem`` keeps what was typed."""
    if found.seat is None and found.room.state != "closed":
        return door(request, found)
    context = page_context(request, found)
    context["refresh"] = request.GET.get("refresh") == "15"
    if problem is not None:
        typed = request.POST.get("text") or request.POST.get("reason", "")
        context |= {"problem": problem.reason, "refused": problem.code, "has_errors": True, "typed": typed}
        context["wrong_field"] = _wrong_field(request.POST) if problem.code in WRONG_WORDS else ""
    return render(request, "realtime/room.html", context, status=422 if problem else 200)


def _wrong_field(form: QueryDict) -> str:
    """The id of the field that held the words, as the methods' forms name it; empty where there was none."""
    names = {"text": "draft" if form.get("command") == "draft.save" else "text", "reason": "reason"}
    return next((f"{names[name]}-{form.get('activity', '')}" for name in names if name in form), "")


@require_POST
def do(request: HttpRequest, code: str) -> HttpResponse:
    """A command by form; afterwards back to the page it stood on."""
    found = visit(request, code)
    page = request.POST.get("page", "")
    page = page if page in ("facilitate", "notes", "people") else "room"
    try:
        if found.seat is None:
            raise Refused("no_seat", NO_SEAT)
        command = command_from(request.POST)
        if command.type in WRITES:
            _one_more_note(found)
        act(seat=found.seat, command=command, now=timezone.now())
    except Refused as refused:
        if page != "room":
            messages.error(request, str(refused.reason))
            return redirect(f"realtime:{page}", found.session.code)
        return _page(request, visit(request, code), refused)
    if command.type in DONE:
        messages.success(request, str(DONE[command.type]))
    return redirect(f"realtime:{page}", found.session.code)


def _one_more_note(found: Visit) -> None:
    """Holds back floods through forms; a socket has its own measure (consumer.py). Raises Refused."""
    try:
        take(found.person or f"seat{found.seat.pk if found.seat else 0}", "note", timezone.now())
    except TooMany as limit:
        raise Refused("too_many", str(limit)) from limit


@require_GET
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def projector(request: HttpRequest, code: str) -> HttpResponse:
    """For the wall: no names, nothing to press, the way in always in sight. Only the desk may show it in a frame."""
    found = visit(request, code)
    found = replace(found, room=wall_of(found.session, found.room))
    where = address(request, found.session)
    typed = request.build_absolute_uri(reverse("realtime:enter")).split("://", 1)[1].rstrip("/")
    context = page_context(request, found) | {"qr": qr(where), "address": typed}
    return render(request, "realtime/projector.html", context)


@require_GET
def events(request: HttpRequest, code: str) -> JsonResponse:
    """``?after=N``: the public events that follow, or the whole room where that is shorter."""
    found = visit(request, code)
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else -1
    response = JsonResponse(_missing(found, after))
    response["Cache-Control"] = "no-store"
    return response


def _missing(found: Visit, after: int) -> dict[str, Any]:
    if not 0 <= found.room.seq - after <= MOST_EVENTS or after < 0:
        return {"type": "snapshot", "room": public_room(found.room)}
    missed = [each for each in events_after(found.session, after) if each.seq <= found.room.seq]
    return {"type": "events", "events": [public_happening(each, found.room) for each in missed]}
