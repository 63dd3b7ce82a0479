"""An agenda that the city keeps for later sessions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.record.uuid7 import uuid7


class AgendaTemplate(models.Model):
    """``agenda`` is what realtime.domain.agenda reads; its words are in ``language``. For facilitators only."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="en")
    agenda = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agenda_templates")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="an_agenda_template_has_its_own_name",
                violation_error_message=_("Another saved agenda has this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
