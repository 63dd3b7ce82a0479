"""Who may write a contribution together, add files to it, and suggest and answer other words for it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consultations.deliberation.enums import Act, ContributionKind, ContributionState, Offer, SuggestionState
from consultations.deliberation.models import Consultation, Contribution, Suggestion
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.permissions import GONE, is_a_person, is_open_for, offers
from consultations.deliberation.permissions_level import reaches_for
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant


def may_hold_files(consultation: Consultation, kind: str = ContributionKind.PROPOSAL) -> Verdict:
    """Whether contributions of this kind may have pictures and documents; who may write them is another question."""
    if kind == ContributionKind.PROPOSAL and offers(consultation, Offer.FILES):
        return YES
    return no(_("No pictures or documents are added here."))


def may_suggest(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    """Other words for a passage of a proposal: everybody but its authors, while it can be commented."""
    verdict = is_suggestible(contribution, actor, now) and is_a_person(actor)
    return verdict and reaches_for(actor, contribution.consultation, Act.COMMENT, now)


def is_suggestible(contribution: Contribution, visitor: Visitor, now: datetime) -> Verdict:
    """As ``may_suggest`` as a page offers it: who is not signed in is asked to sign in afterwards."""
    if contribution.kind != ContributionKind.PROPOSAL or contribution.author_id is None:
        return no(_("Nobody here could take a suggestion over. Write a comment."))
    if contribution.state != ContributionState.PUBLISHED:
        return no(GONE[contribution.state])
    if not offers(contribution.consultation, Offer.SUGGESTIONS):
        return no(_("This consultation takes no suggestions for other words. Write a comment."))
    if isinstance(visitor, Participant) and contribution.is_by(visitor):
        return no(_("This is your own text. You can change it yourself."))
    return is_open_for(contribution.consultation, Act.COMMENT, now)


def may_answer_suggestion(actor: Visitor, suggestion: Suggestion, now: datetime) -> Verdict:
    """The authors of the proposal; a text can change as long as comments are open."""
    proposal = suggestion.contribution.parent
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant) or proposal is None:
        return verdict
    if not proposal.is_by(actor):
        return no(_("Only the authors of the proposal can answer this."))
    if suggestion.state != SuggestionState.OPEN:
        return no(_("This suggestion has its answer."))
    for one in (suggestion.contribution, proposal):
        if one.state != ContributionState.PUBLISHED:
            return no(GONE[one.state])
    return is_open_for(proposal.consultation, Act.COMMENT, now)


def may_leave(actor: Visitor, contribution: Contribution) -> Verdict:
    """One of several authors; the last one withdraws it, which everybody can see."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if not contribution.is_by(actor):
        return no(_("You are not among its authors."))
    if not contribution.coauthors.all():
        return no(_("You are its only author. You can withdraw it."))
    return YES
