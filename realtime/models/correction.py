"""What people who took part want corrected in the minutes of a session, and what the facilitator said to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from realtime.enums import CorrectionState
from realtime.models.seat import Seat
from realtime.models.session import Session


class Correction(models.Model):
    """``seat`` is who proposed it, for nobody to see. An accepted one stands in the minutes beside what it corrects.

    ``answer``: why it was declined; may be empty for one that was accepted.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="corrections")
    number = models.PositiveIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections")
    text = models.CharField(max_length=1000, blank=True)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=CorrectionState, default=CorrectionState.PROPOSED)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="corrections_of_minutes_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(state=CorrectionState.PROPOSED, decided_at__isnull=True)
                | (~models.Q(state=CorrectionState.PROPOSED) & models.Q(decided_at__isnull=False)),
                name="a_decided_correction_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CorrectionState.DECLINED) | ~models.Q(answer=""),
                name="a_declined_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.number} of session/{self.session_id}"
