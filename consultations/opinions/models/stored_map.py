"""The opinion map of a consultation as it was last made."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models import Consultation


class StoredMap(models.Model):
    """What a map tells (domain/stored.py), without anybody in it.

    ``votes`` and ``people``: how many it was made of; ``newest``: the last opinion that was known then; ``digest``: of
    the statements that counted, so that a change of these is seen.
    """

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="opinion_map")
    made_at = models.DateTimeField()
    votes = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    newest = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    def __str__(self) -> str:
        return f"opinion map of {self.consultation_id}"
