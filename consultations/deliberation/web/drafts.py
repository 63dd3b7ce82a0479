"""Text that a visitor sent before signing in: kept in the session until it is sent again, and nowhere else.

What a signed-in person writes is kept on the server as a draft (consultations/drafting).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

PREFIX = "draft:"


def _key(path: str) -> str:
    return PREFIX + path.rstrip("/").rsplit("/consultations/", 1)[-1].rsplit("/contributions/", 1)[-1]


def keep_and_sign_in(request: HttpRequest, typed: Mapping[str, object]) -> HttpResponse:
    """Keeps what the form at this address holds and leads through signing in back to it."""
    request.session[_key(request.path)] = {name: str(value) for name, value in typed.items() if value}
    return redirect_to_login(request.path, reverse("account_login"))


def kept(request: HttpRequest) -> dict[str, str]:
    """What the form at this address held before signing in; empty when nothing waits. Makes no session."""
    if not request.session.session_key:
        return {}
    found = request.session.get(_key(request.path), {})
    return dict(found) if isinstance(found, dict) else {}


def sign_in_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As ``login_required``; but what a person typed whose session ended meanwhile waits for them in ``kept``."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *arguments, **named)
        typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        if typed:
            return keep_and_sign_in(request, typed)
        return redirect_to_login(request.get_full_path(), reverse("account_login"))

    return guarded


def forget(request: HttpRequest) -> None:
    request.session.pop(_key(request.path), None)
