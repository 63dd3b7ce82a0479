"""Public texts too long for a leaf; the leaf names their hash."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """Bytes by their SHA-256 (hexadecimal). A trigger refuses every change."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()

    class Meta:
        ordering = ["sha256"]

    def __str__(self) -> str:
        return self.sha256
