"""The course of a consultation that the city keeps as a template (docs/decisions/0031)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedCourse(models.Model):
    """``course`` is what ``cms.queries.courses`` reads off a consultation; it holds nothing that people gave."""

    name = models.CharField(max_length=80)
    course = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="a_saved_course_has_its_own_name",
                violation_error_message=_("Another template has this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
