"""What this district tells of the presence of its own things."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from consultations.deliberation.models import (
    Attachment,
    Consultation,
    Contribution,
    ServiceCard,
    Suggestion,
    TaggedContribution,
    Theme,
)
from consultations.deliberation.queries.located import SOMEWHERE
from consultations.deliberation.queries.presence import register_presence

OF_CONSULTATIONS = {
    "service_card": lambda: Exists(ServiceCard.objects.filter(consultation=OuterRef("pk"))),
    "districts": lambda: Exists(Contribution.objects.filter(consultation=OuterRef("pk"), district__isnull=False)),
    "places": lambda: Exists(Contribution.objects.filter(SOMEWHERE, consultation=OuterRef("pk"), parent__isnull=True)),
    "themes": lambda: Exists(Theme.objects.filter(consultation=OuterRef("pk"))),
}
OF_CONTRIBUTIONS = {
    "files": lambda: Exists(Attachment.objects.filter(contribution=OuterRef("pk"))),
    "merged": lambda: Exists(Contribution.objects.filter(merged_into=OuterRef("pk"))),
    "suggestions": lambda: Exists(Suggestion.objects.filter(contribution__parent=OuterRef("pk"))),
    "tags": lambda: Exists(TaggedContribution.objects.filter(content_object=OuterRef("pk"))),
}


def register() -> None:
    for name, expression in OF_CONSULTATIONS.items():
        register_presence(Consultation, name, expression)
    for name, expression in OF_CONTRIBUTIONS.items():
        register_presence(Contribution, name, expression)
