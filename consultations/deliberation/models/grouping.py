"""By what contributions are grouped: themes of a consultation, districts of the city (docs/decisions/0031)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.models.consultation import Consultation


class Grouping(models.Model):
    """``name`` maps a language to words; ``position`` is its place in lists.

    ``retired``: nobody can choose it any more; what was given under it stays. ``merged_into``: what was given under it
    stands there now, and its address leads there; the row stays because the record names it.
    """

    name = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged")

    class Meta:
        abstract = True

    @property
    def words(self) -> str:
        return in_language(self.name, get_language() or "") or str(getattr(self, "slug", ""))


IS_CHOSEN_NO_MORE = models.Q(merged_into=None) | models.Q(retired=True)


class Theme(Grouping):
    """A subject within a consultation."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="themes")
    slug = models.SlugField(max_length=80)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="a_theme_has_one_slug_in_its_consultation"),
            models.CheckConstraint(condition=IS_CHOSEN_NO_MORE, name="a_merged_theme_is_retired"),
        ]

    def __str__(self) -> str:
        return self.slug


class District(Grouping):
    """A part of the city; ``outline`` a GeoJSON geometry (Polygon or MultiPolygon, WGS 84), None without one."""

    slug = models.SlugField(max_length=80, unique=True)
    outline = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.CheckConstraint(condition=IS_CHOSEN_NO_MORE, name="a_merged_district_is_retired")]

    def __str__(self) -> str:
        return self.slug
