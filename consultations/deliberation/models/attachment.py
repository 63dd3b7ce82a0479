"""A picture or document that belongs to a contribution."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models.contribution import Contribution
from consultations.files.models import StoredFile


class Attachment(models.Model):
    """Whoever may read the contribution's words may read its files; they go when its words are erased.

    The parts that a contribution was split into hold its files too: a file goes with the last that holds it.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="attachments")

    class Meta:
        ordering = ["contribution_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "file"], name="a_contribution_holds_a_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} of contribution/{self.contribution_id}"
