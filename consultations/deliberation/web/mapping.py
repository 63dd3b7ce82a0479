"""What the site's map is made of."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from consultations.deliberation.models import Consultation
from consultations.deliberation.queries.located import outlined


def map_settings(consultation: Consultation) -> dict[str, str]:
    """Where its pictures and outlines lie on this site, and whose they are; empty where the city gave neither."""
    outlines = reverse("deliberation:outlines", args=[consultation.slug]) if outlined().exists() else ""
    if not (settings.MAP_TILES or outlines):
        return {}
    return {"tiles": settings.MAP_TILES, "outlines": outlines, "attribution": settings.MAP_ATTRIBUTION}
