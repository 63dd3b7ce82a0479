"""A picture or document that belongs to a contribution."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models.contribution import Contribution
from consultations.files.models import StoredFile


class Attachment(models.Model):
    """Whoever may read the contribution's words may read its files; they go when its words are erased."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="attachments")
    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="attachment")

    class Meta:
        ordering = ["contribution_id", "pk"]

    def __str__(self) -> str:
        return f"{self.file_id} of contribution/{self.contribution_id}"
