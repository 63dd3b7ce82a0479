"""The agenda's own pages: the run of steps, one step's form, and agendas saved for later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from realtime.domain.activity import Activity
from realtime.domain.revise import Add, Change, Copy, Move, Remove, Rewrite, may_change
from realtime.domain.rules import Refused
from realtime.operations.agenda import revise_agenda
from realtime.operations.prepare import plan_session
from realtime.permissions import may_change_agenda, may_facilitate, may_plan, may_rehearse
from realtime.queries.timing import timing_of
from realtime.web.agenda import EDITORS
from realtime.web.agenda.plan import PlanForm, plan_form_of
from realtime.web.agenda.saved import SaveForm
from realtime.web.agenda.step import activity_said, step_form
from realtime.web.rooms import Visit, visit


def _lead(request: HttpRequest, code: str) -> Visit:
    """Raises NotAllowed for those who may not change this agenda."""
    found = visit(request, code)
    may_change_agenda(found.person, found.session, found.seat).require()
    return found


def agenda_page(request: HttpRequest, found: Visit, form: SaveForm | None = None) -> HttpResponse:
    """``form``: the name that could not be saved."""
    rows = [
        {
            "activity": activity,
            "editor": EDITORS.get(activity.method),
            "may_change": may_change(found.room, activity.id),
            "minutes": activity.seconds // 60,
            "stage": found.room.stage(activity.id),
        }
        for activity in found.room.agenda
    ]
    context: dict[str, Any] = {
        "session": found.session,
        "room": found.room,
        "rows": rows,
        "timing": timing_of(found.session, found.room, timezone.now()),
        "editors": EDITORS,
        "form": form or SaveForm(),
        "may_plan": bool(may_plan(found.person, found.session)),
        "may_rehearse": bool(may_rehearse(found.person, found.session)),
        "may_save": bool(may_facilitate(found.person)),
    }
    return render(request, "realtime/agenda.html", context, status=422 if form else 200)


@require_GET
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    return agenda_page(request, _lead(request, code))


@require_POST
def change(request: HttpRequest, code: str) -> HttpResponse:
    """A step moved, copied or deleted; afterwards back to the run of steps, at this step."""
    found = _lead(request, code)
    id = request.POST.get("step", "")
    asked = _asked(request.POST.get("act", ""), id, request.POST.get("by", ""))
    if asked is None:
        raise Http404
    if _done(request, found, asked) and isinstance(asked, Remove):
        messages.success(request, _("The step is deleted."))
    return redirect("realtime:agenda", found.session.code)


def _asked(act: str, id: str, by: str) -> Change | None:
    if act == "move" and by.removeprefix("-").isdecimal() and len(by) < 4:
        return Move(id, int(by))
    simple: dict[str, Change] = {"up": Move(id, -1), "down": Move(id, 1), "copy": Copy(id), "remove": Remove(id)}
    return simple.get(act)


def _done(request: HttpRequest, found: Visit, asked: Change) -> bool:
    try:
        revise_agenda(actor=found.person, session=found.session, change=asked, now=timezone.now(), seat=found.seat)
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return False
    return True


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str, method: str) -> HttpResponse:
    found = _lead(request, code)
    if method not in EDITORS:
        raise Http404
    return _step_page(request, found, method, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str, step: str) -> HttpResponse:
    found = _lead(request, code)
    activity = found.room.activity(step)
    if activity is None or activity.method not in EDITORS:
        raise Http404(_("This activity is not in the agenda."))
    if not may_change(found.room, step):
        messages.error(request, _("This step has been opened already. It stays as it was."))
        return redirect("realtime:agenda", found.session.code)
    return _step_page(request, found, activity.method, activity)


def _step_page(request: HttpRequest, found: Visit, method: str, activity: Activity | None) -> HttpResponse:
    form = step_form(method, request.POST or None, activity)
    if request.method == "POST" and form.is_valid():
        said = activity_said(form, method, activity)
        asked: Change = Add(said) if activity is None else Rewrite(said)
        if _done(request, found, asked):
            return redirect("realtime:agenda", found.session.code)
    context = {
        "session": found.session,
        "form": form,
        "editor": EDITORS[method],
        "activity": activity,
        "has_errors": bool(form.errors),
    }
    return render(request, "realtime/agenda_step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """When and where, until the session is opened."""
    found = _lead(request, code)
    may_plan(found.person, found.session).require()
    form = PlanForm(request.POST) if request.method == "POST" else plan_form_of(found.session)
    if request.method == "POST" and form.is_valid() and found.person is not None:
        plan_session(actor=found.person, session=found.session, plan=form.plan(), now=timezone.now())
        return redirect("realtime:agenda", found.session.code)
    context = {"session": found.session, "form": form, "has_errors": bool(form.errors)}
    return render(request, "realtime/agenda_plan.html", context, status=422 if form.errors else 200)
