"""Coming in: by code, as a guest or with an account."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.people.operations.limits import TooMany, take
from realtime.models import Session
from realtime.operations.join import join
from realtime.queries.session import cookie_name, with_code
from realtime.web.forms import CodeForm, JoinForm
from realtime.web.rooms import visit

A_DAY = 24 * 3600


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A page to type the code on."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = with_code(form.cleaned_data["code"])
        if session is not None:
            return redirect("realtime:room", session.code)
        form.add_error("code", _("No session has this code. Look at the screen again."))
    status = 422 if form.errors else 200
    return render(request, "realtime/enter.html", {"form": form}, status=status)


@require_POST
def take_seat(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return render(request, "realtime/join.html", {"session": found.session, "form": form}, status=422)
    leads = request.POST.get("page") == "facilitate"
    response = redirect("realtime:facilitate" if leads else "realtime:room", found.session.code)
    if found.seat is not None and found.person is None:
        return response
    if found.person is None:
        try:
            take(get_adapter().get_client_ip(request), "join_session", timezone.now())
        except TooMany as limit:
            form.add_error(None, str(limit))
            return render(request, "realtime/join.html", {"session": found.session, "form": form}, status=429)
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


def hold_seat(response: HttpResponse, session: Session, token: str) -> None:
    """The guest's place, for a day; it says nothing about the person."""
    response.set_cookie(
        cookie_name(session.code),
        token,
        max_age=A_DAY,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
