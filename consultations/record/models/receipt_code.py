"""What a person without an account keeps: a code that opens the receipts of what they gave."""

from __future__ import annotations

from django.db import models

from consultations.record.models.event import Event


class ReceiptCode(models.Model):
    """Only the code's SHA-256 is kept; the person holds the code."""

    sha256 = models.CharField(max_length=64, unique=True)
    events = models.ManyToManyField(Event, related_name="receipt_codes")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"receipt code {self.pk}"
