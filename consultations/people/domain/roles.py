"""Roles are a table from role to what it may do, with words for people."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _


class Capability(enum.Enum):
    """What a role allows. Operations ask for capabilities, never for roles."""

    FACILITATE = "facilitate"
    EDIT_CONSULTATION = "edit_consultation"
    DECIDE = "decide"
    MODERATE = "moderate"
    WRITE_FACT_NOTES = "write_fact_notes"
    REVIEW_APPEAL = "review_appeal"
    ENTER_FOR_OTHERS = "enter_for_others"
    VERIFY = "verify"
    ADMINISTER = "administer"


class Role(enum.Enum):
    """Who works on the site; a resident needs none."""

    FACILITATOR = "facilitator"
    COMMUNICATOR = "communicator"
    MODERATOR = "moderator"
    EXPERT = "expert"
    APPEAL_REVIEWER = "appeal_reviewer"
    REGISTRAR = "registrar"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {
    Role.FACILITATOR: _("Facilitator"),
    Role.COMMUNICATOR: _("City communicator"),
    Role.MODERATOR: _("Moderator"),
    Role.EXPERT: _("Expert"),
    Role.APPEAL_REVIEWER: _("Appeal reviewer"),
    Role.REGISTRAR: _("Registrar"),
    Role.ADMINISTRATOR: _("Administrator"),
}

ROLE_CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.FACILITATOR: frozenset({Capability.FACILITATE, Capability.ENTER_FOR_OTHERS}),
    Role.COMMUNICATOR: frozenset({Capability.EDIT_CONSULTATION, Capability.DECIDE, Capability.ENTER_FOR_OTHERS}),
    Role.MODERATOR: frozenset({Capability.MODERATE, Capability.WRITE_FACT_NOTES}),
    Role.EXPERT: frozenset({Capability.WRITE_FACT_NOTES}),
    Role.APPEAL_REVIEWER: frozenset({Capability.REVIEW_APPEAL}),
    Role.REGISTRAR: frozenset({Capability.VERIFY}),
    Role.ADMINISTRATOR: frozenset(Capability),
}
