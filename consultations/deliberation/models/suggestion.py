"""Other words for a passage of a proposal, suggested by somebody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from consultations.deliberation.enums import SuggestionState
from consultations.deliberation.models.contribution import Contribution


class Suggestion(models.Model):
    """What an amendment that answers a proposal would change; its reason is the amendment's body.

    ``passage`` stood from character ``start`` on in the body of ``revision``; ``replacement`` would stand there
    instead, nothing where it is empty. ``answer`` is the authors' reason for declining.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="suggestion")
    revision = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    passage = models.TextField(blank=True)
    replacement = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, answered_at__isnull=True)
                | (~Q(state=SuggestionState.OPEN) & Q(answered_at__isnull=False)),
                name="an_answered_suggestion_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion contribution/{self.contribution_id}"
