from consultations.deliberation.models.consultation import Consultation, ConsultationText, District, Phase, Theme
from consultations.deliberation.models.contribution import (
    Contribution,
    ContributionRevision,
    Support,
    Tag,
    TaggedContribution,
)

__all__ = [
    "Consultation",
    "ConsultationText",
    "Contribution",
    "ContributionRevision",
    "District",
    "Phase",
    "Support",
    "Tag",
    "TaggedContribution",
    "Theme",
]
