from consultations.deliberation.models.coauthor import CoAuthor
from consultations.deliberation.models.consultation import Consultation, ConsultationText, District, Phase, Theme
from consultations.deliberation.models.contribution import (
    Contribution,
    ContributionRevision,
    MergeObjection,
    Support,
    Tag,
    TaggedContribution,
)
from consultations.deliberation.models.makeup import ToldOnce, Trait, TraitCount, TraitValue
from consultations.deliberation.models.quoting import QuotePermission
from consultations.deliberation.models.service_card import ServiceCard
from consultations.deliberation.models.suggestion import Suggestion

__all__ = [
    "CoAuthor",
    "Consultation",
    "ConsultationText",
    "Contribution",
    "ContributionRevision",
    "District",
    "MergeObjection",
    "Phase",
    "QuotePermission",
    "ServiceCard",
    "Suggestion",
    "Support",
    "Tag",
    "TaggedContribution",
    "Theme",
    "ToldOnce",
    "Trait",
    "TraitCount",
    "TraitValue",
]
