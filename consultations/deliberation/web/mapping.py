"""What the site's map is made of."""

from __future__ import annotations

from django.conf import settings


def map_settings() -> dict[str, str]:
    """Where its pictures and outlines lie on this site, and whose they are; empty where the city gives neither."""
    if not (settings.MAP_TILES or settings.MAP_OUTLINES):
        return {}
    return {"tiles": settings.MAP_TILES, "outlines": settings.MAP_OUTLINES, "attribution": settings.MAP_ATTRIBUTION}
