"""The outline of a part of the city, as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

MOST_POINTS = 5_000
LARGEST = 500_000


class OutlineUnreadable(ValueError):
    """It cannot be taken; ``str()`` is a sentence."""


def read_outline(text: str) -> dict[str, Any] | None:
    """The geometry in ``text``: a Polygon or MultiPolygon, bare, in a Feature, or alone in a FeatureCollection.

    Coordinates in degrees, longitude first, heights left out. None for an empty text. Raises OutlineUnreadable.
    """
    if not text.strip():
        return None
    if len(text) > LARGEST:
        raise OutlineUnreadable(_("This outline is too large."))
    try:
        found = _geometry(json.loads(text))
        parts = found["coordinates"] if found["type"] == "MultiPolygon" else [found["coordinates"]]
        rings = [[_ring(ring) for ring in part] for part in parts]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as fault:
        if isinstance(fault, OutlineUnreadable):
            raise
        raise OutlineUnreadable(_("This is not an outline in GeoJSON.")) from fault
    if not rings or not all(rings) or sum(len(ring) for part in rings for ring in part) > MOST_POINTS:
        raise OutlineUnreadable(_("An outline has 4 to %(n)s points.") % {"n": MOST_POINTS})
    if found["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


def _geometry(given: dict[str, Any]) -> dict[str, Any]:
    if given["type"] == "FeatureCollection" and len(given["features"]) == 1:
        given = given["features"][0]
    if given["type"] == "Feature":
        given = given["geometry"]
    if given["type"] not in ("Polygon", "MultiPolygon"):
        raise OutlineUnreadable(_("An outline is a Polygon or a MultiPolygon."))
    return given


def _ring(points: list[list[float]]) -> list[list[float]]:
    ring = [[round(float(point[0]), 6), round(float(point[1]), 6)] for point in points]
    if not all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in ring):
        raise OutlineUnreadable(_("A point of the outline lies outside the world."))
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise OutlineUnreadable(_("An outline must end where it begins."))
    return ring
