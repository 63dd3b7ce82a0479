"""A consultation whose phases offer more than the usual."""

from __future__ import annotations

from consultations.deliberation.enums import Offer
from consultations.deliberation.models import Consultation


def offer(consultation: Consultation, *offers: Offer) -> Consultation:
    for phase in consultation.phases.all():
        phase.settings = {**phase.settings, "deliberation": {"offers": [each.value for each in offers]}}
        phase.save(update_fields=["settings"])
    return Consultation.objects.get(pk=consultation.pk)
