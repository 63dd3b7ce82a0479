"""Who wrote a contribution together with its author."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from consultations.deliberation.models.contribution import Contribution
from consultations.record.models import Event


class CoAuthor(models.Model):
    """One more person behind a contribution, beside ``Contribution.author``; gone when they leave.

    ``event``: their joining on the record, whose receipt is theirs.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="coauthors")
    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coauthored")
    joined_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "participant"], name="a_person_is_once_among_the_authors_of_a_contribution"
            ),
        ]

    def __str__(self) -> str:
        return f"co-author of contribution/{self.contribution_id}"


class AuthorInvitation(models.Model):
    """Somebody whom the authors of a published contribution ask to stand beside them; gone with the answer."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="author_invitations")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="author_invitations"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "participant"], name="a_person_is_asked_once_to_be_an_author"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to contribution/{self.contribution_id}"
