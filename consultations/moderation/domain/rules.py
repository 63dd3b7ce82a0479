"""The rules of the site, one for each concern, with the category of the EU transparency database.

There is no rule against criticism: a decision names one of these rules or a law, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.moderation.enums import Concern

RULES: Mapping[Concern, Promise] = {
    Concern.HATE: _("No hate against people for who they are."),
    Concern.THREAT: _("No threats and no calls for violence."),
    Concern.HARASSMENT: _("No insults and no harassment of persons. Criticism of the city is welcome."),
    Concern.PRIVACY: _("No private details of other people without their consent."),
    Concern.MINORS: _("Nothing that harms children."),
    Concern.SPAM: _("No advertising, no fraud, not the same text again and again."),
    Concern.COPYRIGHT: _("No copied works of others without permission."),
}

CATEGORIES: Mapping[Concern, str] = {
    Concern.HATE: "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    Concern.THREAT: "STATEMENT_CATEGORY_VIOLENCE",
    Concern.HARASSMENT: "STATEMENT_CATEGORY_CYBER_VIOLENCE",
    Concern.PRIVACY: "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    Concern.MINORS: "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
    Concern.SPAM: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
    Concern.COPYRIGHT: "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
    Concern.OTHER: "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
}
