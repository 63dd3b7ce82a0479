"""What the city found that a contribution would cost."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models.contribution import Contribution
from consultations.record.models import Event


class CostCheck(models.Model):
    """``amount`` in whole units of settings.CURRENCY; ``role``: the post that checked it, never a person's name.

    The newest stands in ``Contribution.checked_cost``; earlier ones stay.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="cost_checks")
    amount = models.PositiveBigIntegerField()
    note = models.TextField()
    role = models.CharField(max_length=200)
    at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"checked cost of contribution/{self.contribution_id}"
