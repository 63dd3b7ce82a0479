"""The card of the service that a consultation is about, and the page of each of its fields."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.enums import Act, CardField
from consultations.deliberation.permissions import is_open_for
from consultations.deliberation.queries.service_card import card_of, card_place, shown_fields
from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.deliberation.web.views.places import discuss


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_or_404(request, slug)
    card = card_of(consultation)
    if card is None:
        raise Http404("no service card")
    fields = shown_fields(card)
    context = {
        "consultation": consultation,
        "card": card,
        "name": next((field for field in fields if field.field is CardField.NAME), None),
        "fields": [field for field in fields if field.field is not CardField.NAME],
        "discussing": is_open_for(consultation, Act.COMMENT, timezone.now()),
    }
    return render(request, "deliberation/service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def service_field(request: HttpRequest, slug: str, field: str) -> HttpResponse:
    """What people say about one field."""
    consultation = consultation_or_404(request, slug)
    place = card_place(consultation, CardField(field)) if field in CardField.values else None
    if place is None:
        raise Http404("no such field")
    return discuss(request, place)
