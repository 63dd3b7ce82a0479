"""Who may write decisions, and the sentence for those who may not."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from consultations.decisions.models import Review
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant

Visitor = Participant | AnonymousUser | None


def may_decide(actor: Visitor) -> Verdict:
    """Writing decision texts, linking what people gave to them, answering contributions, promising, publishing."""
    if isinstance(actor, Participant) and actor.can(Capability.DECIDE):
        return YES
    return no(_("Only those who answer for the city can do this."))


def may_review(actor: Visitor, review: Review) -> Verdict:
    """Reading a text as the second person: whoever decides, but not who wrote this version or asked for its reading."""
    verdict = may_decide(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if actor.pk in (review.revision.by_id, review.asked_by_id):
        return no(_("You wrote this version or asked for its reading. Somebody else has to read it."))
    return YES


def may_drop_second_reader(actor: Visitor) -> Verdict:
    """Publishing without a second reader again, where a consultation asked for one."""
    if isinstance(actor, Participant) and actor.can(Capability.ADMINISTER):
        return YES
    return no(_("Only an administrator can take away the rule that a second person reads each decision."))
