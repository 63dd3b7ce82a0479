"""Who of the staff looked."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StaffLook(models.Model):
    """Somebody of the staff read what is held about a person; shown to that person."""

    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="looks")
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "looked_by", "why", "day"], name="a_look_for_one_reason_counts_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"look at {self.participant_id}: {self.why}"
