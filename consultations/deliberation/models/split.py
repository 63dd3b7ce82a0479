"""One contribution split into several."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models.contribution import Contribution


class Split(models.Model):
    """Its parts are contributions of their own (``Contribution.part_of``); the original stays with all it has.

    ``role``: the words for the role of whoever split it for its authors; empty where one of them did.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="splits")
    reason = models.TextField()
    role = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"splitting of contribution/{self.contribution_id}"
