"""Coming in: by code, as a guest or with an account."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.people.operations.limits import TooMany, take
from realtime.domain.names import given_name
from realtime.enums import Door, SeatState
from realtime.models import Session
from realtime.operations.join import join, leave, rename
from realtime.permissions import may_facilitate, may_join
from realtime.queries.session import cookie_name, prepared_by, with_code
from realtime.web.forms import CodeForm, JoinForm
from realtime.web.host import host_attributes
from realtime.web.rooms import Visit, person_of, visit

A_DAY = 24 * 3600
OWN_ON_A_PAGE = 10


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A page to type the code on; a facilitator finds their sessions there, too."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = with_code(form.cleaned_data["code"])
        if session is not None:
            return redirect("realtime:room", session.code)
        form.add_error("code", _("No session has this code. Look at the screen again."))
    person = person_of(request)
    own = prepared_by(person) if person and may_facilitate(person) else Session.objects.none()
    page = Paginator(own, OWN_ON_A_PAGE).get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "realtime/enter.html", {"form": form, "page": page}, status=status)


def door(request: HttpRequest, found: Visit, form: JoinForm | None = None, status: int = 200) -> HttpResponse:
    """Where somebody without a place in the room stands: at the way in, waiting, or removed."""
    session, held = found.session, found.held
    if held is not None and held.state == SeatState.WAITING:
        context = {"session": session, "seat": held, "host": host_attributes(session, found.room, [])}
        return render(request, "realtime/waiting.html", context)
    may = may_join(found.person, session, held)
    name = found.person.pseudonym if found.person else given_name()
    form = form or JoinForm(initial={"name": name})
    return render(
        request,
        "realtime/join.html",
        {
            "session": session,
            "form": form,
            "person": found.person,
            "may": may,
            "days": session.correct_days + 1,
            "asks": session.door == Door.ASK,
        },
        status=status,
    )


@require_POST
def take_seat(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return door(request, found, form, 422)
    leads = request.POST.get("page") == "facilitate"
    response = redirect("realtime:facilitate" if leads else "realtime:room", found.session.code)
    if found.held is not None and found.person is None:
        return response
    if not may_join(found.person, found.session, found.held):
        return door(request, found, form, 403)
    if found.person is None:
        try:
            take(get_adapter().get_client_ip(request), "join_session", timezone.now())
        except TooMany as limit:
            form.add_error(None, str(limit))
            return door(request, found, form, 429)
    _seat, token = join(
        session=found.session,
        actor=found.person,
        now=timezone.now(),
        name=form.cleaned_data["name"],
        language=get_language() or "en",
    )
    if token:
        hold_seat(response, found.session, token)
    return response


@require_POST
def change_name(request: HttpRequest, code: str) -> HttpResponse:
    """Another name in this room."""
    found = visit(request, code)
    form = JoinForm(request.POST)
    if found.seat is not None and form.is_valid():
        rename(seat=found.seat, name=form.cleaned_data["name"], now=timezone.now())
        messages.success(request, gettext("Saved"))
    return redirect("realtime:room", found.session.code)


@require_POST
def leave_room(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    if found.held is not None:
        leave(seat=found.held, now=timezone.now())
    messages.success(request, gettext("You have left the session. What you wrote stays there."))
    response = redirect(found.session.consultation)
    response.delete_cookie(cookie_name(found.session.code), samesite="Lax")
    return response


def hold_seat(response: HttpResponse, session: Session, token: str) -> None:
    """The guest's place, until the time for corrections is over; it says nothing about the person."""
    response.set_cookie(
        cookie_name(session.code),
        token,
        max_age=(session.correct_days + 1) * A_DAY,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
