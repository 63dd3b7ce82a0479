"""What of a session entered its consultation."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models import Contribution
from realtime.models.session import Session


class HandedOver(models.Model):
    """A result (a theme's or note's number in the room) and the contribution made of it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="handed_over")
    item = models.PositiveBigIntegerField()
    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="live_result")
    notes = models.PositiveIntegerField()
    dots = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "item"], name="a_result_is_handed_over_once"),
        ]

    def __str__(self) -> str:
        return f"result {self.item} of session/{self.session_id}"
