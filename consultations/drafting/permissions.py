"""Who may see, write and publish a draft, and the sentence for those who may not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.deliberation.enums import Offer
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.permissions import offers
from consultations.drafting.enums import WriterState
from consultations.drafting.models import Draft
from consultations.people.domain.verdict import YES, Verdict, no, unknown
from consultations.people.models import Participant


def _state_of(actor: Visitor, draft: Draft) -> str:
    found = [one.state for one in draft.writers.all() if one.participant_id == getattr(actor, "pk", None)]
    return found[0] if found else ""


def may_read(actor: Visitor, draft: Draft) -> Verdict:
    """Its author and those whom they asked; to everybody else it is not there."""
    if not isinstance(actor, Participant) or not actor.is_active:
        return unknown()
    return YES if draft.author_id == actor.pk or _state_of(actor, draft) else unknown()


def may_write(actor: Visitor, draft: Draft) -> Verdict:
    """Its author and those who accepted."""
    verdict = may_read(actor, draft)
    if not verdict or draft.author_id == getattr(actor, "pk", None):
        return verdict
    if _state_of(actor, draft) == WriterState.WRITING:
        return YES
    return no(_("Accept the invitation first."))


def may_manage(actor: Visitor, draft: Draft) -> Verdict:
    """Publishing and deleting it, and asking others to write with one: its author."""
    verdict = may_read(actor, draft)
    if not verdict or draft.author_id == getattr(actor, "pk", None):
        return verdict
    return no(_("Only who began this draft can do this."))


def may_invite(actor: Visitor, draft: Draft) -> Verdict:
    verdict = may_manage(actor, draft)
    if verdict and not offers(draft.consultation, Offer.COAUTHORS):
        return no(_("In this consultation everybody writes for themselves."))
    return verdict
