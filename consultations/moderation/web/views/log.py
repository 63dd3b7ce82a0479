"""The public log: every decision with its ground and reasons, without the words and names of residents."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.moderation.domain.words import grounds, what_it_does
from consultations.moderation.queries import cases

SHOWN = 25


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    page = Paginator(cases.log(), SHOWN).get_page(request.GET.get("page"))
    entries = [
        {"made": made, "does": what_it_does(made.action), "grounds": grounds(made.ground, made.concern, made.law)}
        for made in page.object_list
    ]
    return render(request, "moderation/log.html", {"page": page, "entries": entries})
