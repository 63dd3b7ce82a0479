"""Pages about the site itself: errors, the accessibility statement, the style guide of development."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from participate import styleguide as examples
from participate.algorithms import REGISTER
from participate.navigation import home_address

LONGEST_KEPT = 20_000
# What a form carries without anybody having typed it: its tokens, where to go next, a choice or a number.
NOT_TYPED = ("csrfmiddlewaretoken", "submission", "op", "next")
A_CHOICE = re.compile(r"[a-z0-9_.:-]{0,20}|\s*")


def referring_page(request: HttpRequest) -> str:
    """The page of this site that the person came from, or nothing."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or forged: nothing was done, and what was typed can be sent again."""
    typed = [
        value[:LONGEST_KEPT]
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_TYPED and "password" not in name and not A_CHOICE.fullmatch(value)
    ]
    again = referring_page(request) or request.path
    return render(request, "errors/csrf.html", {"typed": typed, "again": again}, status=403)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an act that may not be (NotAllowed, PermissionDenied): the reason, and that nothing was changed."""
    remedy = getattr(exception, "remedy", "")
    context = {"reason": str(exception or ""), "remedy": remedy, "back": referring_page(request)}
    return render(request, "errors/refused.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is too much to be read, or no request of this site: read neither, nor anything else."""
    too_much = isinstance(exception, RequestDataTooBig)
    context = {"site_name": settings.SITE_NAME, "home": home_address(), "too_much": too_much}
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_much else HTTPStatus.BAD_REQUEST
    return render(None, "errors/unreadable.html", context, status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """Shown when all else failed, so it reads neither the database nor the session."""
    context = {"site_name": settings.SITE_NAME, "home": home_address()}
    return render(None, "errors/broken.html", context, status=500)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html", {"contact": settings.DEFAULT_FROM_EMAIL})


@require_safe
def algorithms(request: HttpRequest) -> HttpResponse:
    """What the site works out by itself, for everybody to read and question."""
    context = {"register": REGISTER, "contact": settings.DEFAULT_FROM_EMAIL}
    return render(request, "site/algorithms.html", context)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in its states; served in development and in tests only."""
    return render(request, "styleguide/index.html", examples.context(request))
