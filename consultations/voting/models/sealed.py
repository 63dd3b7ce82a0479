"""What the site must hold of a secret ballot until voting closes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from consultations.voting.models.ballot import Ballot, RollEntry
from consultations.voting.models.question import Question


class SealedBallot(models.Model):
    """A secret ballot that the site made, with what it holds. Every row is deleted when its question is counted.

    ``body``: the bytes whose hash the person sees; ``openings``: value and blinding of each option, as
    consultations/record/ballots/opening.py writes them; ``ballot``: the row that counts, None while the person has
    said neither 'cast' nor 'audit'.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="sealed")
    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, related_name="sealed")
    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, null=True, blank=True, related_name="sealed")
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    openings = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["question_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ballot=None), name="one_sealed_ballot_of_a_place_waits"
            ),
            models.UniqueConstraint(fields=["question", "sha256"], name="a_sealed_ballot_is_like_no_other"),
        ]

    def __str__(self) -> str:
        return f"sealed ballot {self.pk} on {self.question_id}"
