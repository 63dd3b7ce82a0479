"""The minutes that the product makes of a closed session: what was said and chosen, by whom only where they wanted it.

Who took part may propose corrections within the days stated; the facilitator answers each, and both stay readable.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.fate import fates_of
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.opinions.domain.picture import Picture
from consultations.people.domain.verdict import no
from consultations.people.operations.limits import TooMany, take
from realtime.domain.results import results
from realtime.domain.roles import Right
from realtime.domain.rules import Result
from realtime.models import Correction
from realtime.operations.correct import answer_correction, propose_correction
from realtime.permissions import may_ask_to_hear, may_facilitate, may_propose_correction, may_read_minutes
from realtime.queries.minutes import leaders_of, numbers_of
from realtime.queries.opinion_map import has_map, map_of
from realtime.web.rooms import Visit, visit


@require_GET
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    may_read_minutes(found.session).require()
    return _page(request, found)


@require_POST
def corrections(request: HttpRequest, code: str) -> HttpResponse:
    """A correction proposed, or answered."""
    found = visit(request, code)
    may_read_minutes(found.session).require()
    try:
        if request.POST.get("act") == "propose":
            _propose(request, found)
        else:
            _answer(request, found)
    except Unfit as fault:
        return _page(request, found, fault)
    return redirect(f"{request.path.removesuffix('corrections/')}minutes/#corrections")


def _propose(request: HttpRequest, found: Visit) -> None:
    now = timezone.now()
    if found.held is None:
        may_propose_correction(None, found.session, now).require()
        return
    try:
        take(found.person or f"seat{found.held.pk}", "note", now)
    except TooMany as limit:
        raise Unfit("text", str(limit)) from limit
    propose_correction(seat=found.held, text=request.POST.get("text", ""), now=now)
    messages.success(request, _("Your correction is proposed. The facilitator answers it here."))


def _answer(request: HttpRequest, found: Visit) -> None:
    may_facilitate(found.person).require()
    assert found.person is not None
    number = request.POST.get("number", "")
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    correction = get_object_or_404(Correction, session=found.session, number=asked)
    accept, answer = request.POST.get("act") == "accept", request.POST.get("answer", "")
    try:
        answer_correction(actor=found.person, correction=correction, accept=accept, answer=answer, now=timezone.now())
    except Unfit as fault:
        raise Unfit(f"answer-{correction.number}", str(fault)) from fault
    messages.success(request, _("Saved"))


def _map(found: Visit, result: Result) -> Picture | None:
    step = found.room.activity(result.activity)
    return map_of(found.room, step, level=4) if step and has_map(found.room, step) else None


def _page(request: HttpRequest, found: Visit, fault: Unfit | None = None) -> HttpResponse:
    session, now = found.session, timezone.now()
    contributions = Contribution.objects.in_bulk(list(found.room.results.values()))
    fates = fates_of(contributions.values()) if contributions else {}
    shown = [note for note in found.room.notes.values() if note.state == "shown"]
    context: dict[str, Any] = {
        "session": session,
        "room": found.room,
        "facilitates": found.facilitates,
        "decides": bool(may_decide(found.person)),
        "may_close": found.role.may(Right.CLOSE),
        "leaders": leaders_of(session),
        "numbers": numbers_of(session, found.room),
        "results": [
            (result, contributions.get(result.contribution), fates.get(result.contribution), _map(found, result))
            for result in results(found.room)
        ],
        "signed": any(note.name for note in shown),
        "parked": [note for note in found.room.board() if note.parked],
        "hidden": [note for note in found.room.notes.values() if note.state == "hidden"],
        "corrections": session.corrections.all(),
        "final": session.correct_until is not None and now >= session.correct_until,
        "may_propose": may_propose_correction(found.held, session, now) if found.held else no(""),
        "may_hear": bool(may_ask_to_hear(found.held)),
        "may_answer": bool(may_facilitate(found.person)),
        "fault": fault,
        "has_errors": fault is not None,
        "typed": request.POST.get("text", "") if fault else "",
    }
    return render(request, "realtime/minutes.html", context, status=422 if fault else 200)
