"""Whether an author lets the city quote them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from consultations.deliberation.models.contribution import Contribution


class QuotePermission(models.Model):
    """Where one stands, its author lets the city quote the contribution with their public name.

    Taking it back deletes the row: a quote is looked up whenever a page is read and is gone at once. It is between the
    author and the city and is not on the record.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="quote_permission")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quote_permissions")
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"may be quoted: contribution/{self.contribution_id}"
