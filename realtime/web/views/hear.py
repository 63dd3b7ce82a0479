"""Hearing by e-mail what becomes of a session: for guests, who have no account that would tell them."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations.deliberation.errors import Unfit
from consultations.people.operations.limits import TooMany, take
from realtime.operations.listen import ask_to_hear, confirm_hearing, listener_of, stop_hearing
from realtime.permissions import may_ask_to_hear
from realtime.web.rooms import Visit, visit

ONE_CLICK = "One-Click"


class HearForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We ask you to confirm it. It is used for nothing else, and you can stop at any time."),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        max_length=200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def hear(request: HttpRequest, code: str) -> HttpResponse:
    found = visit(request, code)
    may = may_ask_to_hear(found.held)
    form = HearForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and found.held is not None:
        may.require()
        try:
            take(get_adapter().get_client_ip(request), "hear", timezone.now())
            email, language = form.cleaned_data["email"], get_language() or "en"
            ask_to_hear(seat=found.held, email=email, language=language, now=timezone.now())
            return redirect("realtime:hear", found.session.code)
        except (Unfit, TooMany) as fault:
            form.add_error("email", str(fault))
    context = {"session": found.session, "form": form, "may": may, "listener": _listener(found)}
    return render(request, "realtime/hear.html", context, status=422 if form.errors else 200)


def _listener(found: Visit) -> object:
    return getattr(found.held, "listener", None) if found.held is not None else None


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def listen(request: HttpRequest, token: str) -> HttpResponse:
    """The link in every letter to a guest. Looking at it changes nothing; a mail program may stop it in one click.

    It needs no session and no cookie. Whoever holds the link can confirm or stop, and sees nothing of the guest's.
    """
    listener = listener_of(token)
    if listener is None:
        raise Http404(_("This link opens nothing any more. The address is deleted."))
    session, done = listener.seat.session, ""
    if request.POST.get("List-Unsubscribe") == ONE_CLICK or request.POST.get("act") == "stop":
        stop_hearing(listener=listener)
        done = "stopped"
    elif request.POST.get("act") == "confirm":
        listener = confirm_hearing(listener=listener, now=timezone.now())
        done = "confirmed"
    context = {"session": session, "confirmed": listener.confirmed_at is not None, "done": done}
    return render(request, "realtime/listen.html", context)
