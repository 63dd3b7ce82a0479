"""The outcome of a question that was counted."""

from __future__ import annotations

from django.db import models

from consultations.record.models import Event
from consultations.voting.models.question import Question


class Tally(models.Model):
    """How many ballots were counted, replaced and spoiled, who won, and the published ballots or sums.

    ``winners``: keys of options, in the order of the options. ``sha256`` and ``size`` name the bytes on the record;
    empty where fewer than ten voted, for then nothing but their number is told. ``count``: every rule's result with its
    steps, as the page shows them (domain/counting.py), so that no reader waits for a count.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="tally")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="tally")
    at = models.DateTimeField()
    ballots = models.PositiveIntegerField()
    replaced = models.PositiveIntegerField(default=0)
    spoiled = models.PositiveIntegerField(default=0)
    winners = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    count = models.JSONField(default=dict)

    class Meta:
        ordering = ["question_id"]

    def __str__(self) -> str:
        return f"tally of {self.question_id}"
