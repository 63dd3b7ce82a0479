"""Whom a text names with ``@``."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from consultations.deliberation.models.contribution import Contribution


class Mention(models.Model):
    """``participant`` was named when it was written, whatever they are called now; the text stays as it was typed."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="mentions")
    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "participant"], name="a_person_is_told_once_that_a_text_names_them"
            ),
        ]

    def __str__(self) -> str:
        return f"mention in contribution/{self.contribution_id}"
