"""Where things are: a list by district and place, a map on demand, and its points."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.deliberation.queries.located import by_district, districts_with_places, outlined, points_of
from consultations.deliberation.web.mapping import map_settings
from consultations.deliberation.web.views.consultations import consultation_or_404


@require_safe
def map_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = consultation_or_404(request, slug)
    districts = districts_with_places(found)
    asked = request.GET.get("district", "")
    chosen = next((district for district in districts if district.slug == asked), None)
    page, areas = by_district(found, chosen.slug if chosen else "", request.GET.get("page", "1"))
    place = request.GET.get("place", "")
    context = {
        "consultation": found,
        "text": found.text,
        "districts": districts,
        "chosen": chosen,
        "page": page,
        "areas": areas,
        "map": map_settings(found),
        "place": place if place.isdecimal() else "",
    }
    return render(request, "deliberation/map.html", context)


@require_safe
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """What the map shows, asked for when somebody opens it."""
    found = consultation_or_404(request, slug)
    shown = [
        {
            "id": one.pk,
            "at": [float(one.latitude or 0), float(one.longitude or 0)],
            "title": one.title or one.address,
            "address": one.address,
            "url": one.get_absolute_url(),
        }
        for one in points_of(found)
    ]
    return JsonResponse({"points": shown})


@require_safe
def outlines(request: HttpRequest, slug: str) -> HttpResponse:
    """The districts with their names, as GeoJSON."""
    consultation_or_404(request, slug)
    features = [{"type": "Feature", "properties": {"name": one.words}, "geometry": one.outline} for one in outlined()]
    return JsonResponse({"type": "FeatureCollection", "features": features})
