"""What a digital service under design is, does and risks, in fields that people can comment on one by one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import CardField
from consultations.deliberation.models.consultation import Consultation


class ServiceCard(models.Model):
    """One version of the card of a consultation's service; the highest number holds, the earlier ones stay readable.

    ``words`` maps a field (``CardField``) to a map from language to words.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="service_cards")
    number = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["consultation_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="versions_of_a_service_card_are_numbered",
                violation_error_message=_("Somebody else saved this card meanwhile."),
            ),
        ]

    def __str__(self) -> str:
        return f"service card {self.number} of {self.consultation_id}"

    def subject_of(self, field: CardField) -> str:
        """The record's name of one field of this version, for those who comment on it."""
        return f"service_card/{self.consultation_id}.{self.number}.{field.value}"
