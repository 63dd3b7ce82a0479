"""Who may follow what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.models.querysets import Visitor, prepares_consultations
from consultations.people.domain.verdict import YES, Verdict, no, unknown
from consultations.people.models import Participant

MOST = 500


def may_follow(actor: Visitor, thing: Consultation | Contribution) -> Verdict:
    """Anybody with an account, what they can come to see."""
    consultation = thing if isinstance(thing, Consultation) else thing.consultation
    if consultation.state == ConsultationState.DRAFT and not prepares_consultations(actor):
        return unknown()
    if not isinstance(actor, Participant):
        return no(_("Sign in to follow this."))
    return YES if actor.is_active else no(_("This account is closed."))
