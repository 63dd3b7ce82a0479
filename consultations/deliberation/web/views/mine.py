"""All that I wrote, answered and supported, with what became of it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.deliberation.queries.mine import SHOWS, mine
from consultations.deliberation.web import panels
from consultations.deliberation.web.visitors import person


@login_required
@require_safe
def my_contributions(request: HttpRequest) -> HttpResponse:
    who = person(request)
    assert who is not None
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWS else SHOWS[0]
    page = mine(who, show, request.GET.get("page", "1"))
    words = {"written": _("Proposals"), "comments": _("Comments"), "supported": _("Supported")}
    context = {
        "page": page,
        "show": show,
        "shows": list(words.items()),
        "badges": panels.badges_of(list(page)),
        "me": who,
    }
    return render(request, "deliberation/mine.html", context)
