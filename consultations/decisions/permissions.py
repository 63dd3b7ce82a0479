"""Who may write decisions, and the sentence for those who may not."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant

Visitor = Participant | AnonymousUser | None


def may_decide(actor: Visitor) -> Verdict:
    """Writing decision texts, linking what people gave to them, answering contributions, promising, publishing."""
    if isinstance(actor, Participant) and actor.can(Capability.DECIDE):
        return YES
    return no(_("Only those who answer for the city can do this."))
