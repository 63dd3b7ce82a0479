"""What a person wants to hear of without having given anything to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from consultations.deliberation.models import Consultation, Contribution


class Following(models.Model):
    """Of a whole consultation or of one contribution; nobody else sees it."""

    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, null=True, blank=True, related_name="followings"
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="followings"
    )
    since = models.DateTimeField()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False, contribution__isnull=True)
                | Q(consultation__isnull=True, contribution__isnull=False),
                name="one_follows_a_consultation_or_a_contribution",
            ),
            models.UniqueConstraint(
                fields=["participant", "consultation"],
                condition=Q(consultation__isnull=False),
                name="a_person_follows_a_consultation_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "contribution"],
                condition=Q(contribution__isnull=False),
                name="a_person_follows_a_contribution_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} follows {self.consultation or self.contribution}"
