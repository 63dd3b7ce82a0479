from consultations.deliberation.models.attachment import Attachment
from consultations.deliberation.models.coauthor import AuthorInvitation, CoAuthor
from consultations.deliberation.models.consultation import Consultation, ConsultationText, Phase
from consultations.deliberation.models.contribution import (
    Contribution,
    ContributionRevision,
    MergeObjection,
    Support,
    Tag,
    TaggedContribution,
)
from consultations.deliberation.models.cost import CostCheck
from consultations.deliberation.models.grouping import District, Theme
from consultations.deliberation.models.makeup import ToldOnce, Trait, TraitCount, TraitValue
from consultations.deliberation.models.mention import Mention
from consultations.deliberation.models.organisation import Endorsement, Organisation, OrganisationContact
from consultations.deliberation.models.preview import PreviewLink
from consultations.deliberation.models.quoting import QuotePermission
from consultations.deliberation.models.service_card import ServiceCard
from consultations.deliberation.models.split import Split
from consultations.deliberation.models.suggestion import Suggestion

__all__ = [
    "Attachment",
    "AuthorInvitation",
    "CoAuthor",
    "Consultation",
    "ConsultationText",
    "Contribution",
    "ContributionRevision",
    "CostCheck",
    "District",
    "Endorsement",
    "Mention",
    "MergeObjection",
    "Organisation",
    "OrganisationContact",
    "Phase",
    "PreviewLink",
    "QuotePermission",
    "ServiceCard",
    "Split",
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
