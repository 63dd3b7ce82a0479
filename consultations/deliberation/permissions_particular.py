"""Who may split a contribution, check its cost, endorse it, and ask others to stand beside its authors."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from consultations.deliberation.enums import Act, ContributionKind, ContributionState, Offer
from consultations.deliberation.models import Contribution, Organisation
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.permissions import (
    GONE,
    is_a_person,
    is_open_for,
    may_comment,
    may_merge,
    may_support,
    offers,
)
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.models import Participant


def _is_a_proposal(contribution: Contribution) -> Verdict:
    if contribution.kind != ContributionKind.PROPOSAL:
        return no(_("Only proposals can be treated like this."))
    return YES if contribution.state == ContributionState.PUBLISHED else no(GONE[contribution.state])


def _is_under_way(contribution: Contribution, now: datetime) -> Verdict:
    """While people can propose, comment or support."""
    consultation = contribution.consultation
    found = [is_open_for(consultation, act, now) for act in (Act.PROPOSE, Act.COMMENT, Act.SUPPORT)]
    return next((verdict for verdict in found if verdict), found[0])


def may_split(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    """Staff as they may merge; an author where a phase offers it, while proposals are open."""
    verdict = is_a_person(actor) and _is_a_proposal(contribution)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if contribution.was_split:
        return no(_("This was split already."))
    if not contribution.is_by(actor):
        return may_merge(actor)
    if may_merge(actor):
        return YES
    if not offers(contribution.consultation, Offer.SPLITTING):
        return no(_("In this consultation proposals stay whole."))
    return is_open_for(contribution.consultation, Act.PROPOSE, now)


def may_move_support(actor: Visitor, contribution: Contribution, part: Contribution, now: datetime) -> Verdict:
    """From what was split to one of its parts."""
    if part.part_of is None or part.part_of.contribution_id != contribution.pk:
        return no(_("This is not one of its parts."))
    return may_support(actor, part, now)


def may_move_comment(actor: Visitor, comment: Contribution, part: Contribution, now: datetime) -> Verdict:
    """Its author, as long as nobody answered it; from what was split to one of its parts."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if comment.kind != ContributionKind.COMMENT or not comment.is_by(actor):
        return no(_("Only its author can move a comment."))
    if comment.state != ContributionState.PUBLISHED:
        return no(GONE[comment.state])
    if comment.comment_count:
        return no(_("Others answered here. Write a new comment there."))
    if part.part_of is None or part.part_of.contribution_id != comment.parent_id:
        return no(_("This is not one of its parts."))
    return may_comment(actor, part, now)


def may_check_cost(actor: Visitor, contribution: Contribution) -> Verdict:
    """Who answers for the city, where a phase asks for costs or one was given."""
    if not isinstance(actor, Participant) or not actor.can(Capability.DECIDE):
        return no(_("Only those who answer for the city can do this."))
    verdict = _is_a_proposal(contribution)
    told = contribution.estimated_cost is not None or contribution.checked_cost is not None
    if verdict and not told and not offers(contribution.consultation, Offer.COST):
        return no(_("Nobody is asked for a cost here."))
    return verdict


def is_endorsable(contribution: Contribution, now: datetime) -> Verdict:
    """Whether organisations can stand behind it."""
    verdict = _is_a_proposal(contribution)
    if verdict and not offers(contribution.consultation, Offer.ENDORSEMENTS):
        return no(_("In this consultation organisations do not endorse proposals."))
    return verdict and _is_under_way(contribution, now)


def may_endorse(actor: Visitor, contribution: Contribution, organisation: Organisation, now: datetime) -> Verdict:
    """A confirmed contact of a listed organisation."""
    verdict = may_speak_for(actor, organisation)
    if verdict and not organisation.listed:
        return no(_("This organisation is no longer on the list."))
    return verdict and is_endorsable(contribution, now)


def may_speak_for(actor: Visitor, organisation: Organisation) -> Verdict:
    """A confirmed contact; taking an endorsement back is open to them at any time."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if not organisation.contacts.filter(participant=actor).exists():
        return no(_("Only people whom the city knows as its contacts can speak for an organisation."))
    return YES


def may_invite_authors(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    """Its authors, where a phase offers to write together."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if not contribution.is_by(actor):
        return no(_("Only its author can do this."))
    verdict = _is_a_proposal(contribution)
    if verdict and not offers(contribution.consultation, Offer.COAUTHORS):
        return no(_("In this consultation everybody writes for themselves."))
    return verdict and _is_under_way(contribution, now)


def may_object_to_split(actor: Visitor, part: Contribution) -> Verdict:
    """The authors of what staff split."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if part.part_of is None or not part.part_of.role:
        return no(_("The city did not split this."))
    if not part.is_by(actor) and not part.part_of.contribution.is_by(actor):
        return no(_("Only its author can do this."))
    return YES
