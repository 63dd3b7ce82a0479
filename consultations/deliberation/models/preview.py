"""A link by which people without a role read a consultation that is not public yet."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from consultations.deliberation.models.consultation import Consultation


class PreviewLink(models.Model):
    """``note``: for whom it is. What stands in the address is ``public_id`` with the site's signature."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="previews")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    note = models.CharField(max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_preview_ends_after_it_was_made"),
        ]

    def __str__(self) -> str:
        return f"preview of {self.consultation_id}"
