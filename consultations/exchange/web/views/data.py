"""What there is to take along of a consultation, in words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from consultations.exchange.domain.datapackage import TABLES
from consultations.exchange.web.views.exports import public_consultation

WORDS = {
    "contributions": _("What people gave, and what became of it"),
    "files": _("Pictures and documents"),
    "endorsements": _("Which organisations stand behind what"),
    "cost_checks": _("What the city found that things cost"),
    "dispositions": _("Every answer, with its reason"),
    "changes": _("What each revision of a text changed"),
    "links": _("Which contribution led to which change"),
    "promises": _("What the city promised, and by when"),
    "promise_updates": _("News about promises"),
}


@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = public_consultation(slug)
    context = {
        "consultation": consultation,
        "tables": [(name, WORDS[name]) for name in TABLES],
        "decisions": list(consultation.decisions.order_by("created_at", "pk")),
    }
    return render(request, "exchange/data.html", context)
