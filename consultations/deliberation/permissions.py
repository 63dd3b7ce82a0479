"""Who may do what in a consultation, and the sentence for those who may not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.deliberation.domain.days import day_words
from consultations.deliberation.domain.lifecycle import ACT_OF_KIND, can_become
from consultations.deliberation.enums import (
    Act,
    Channel,
    ConsultationState,
    ContributionKind,
    ContributionState,
    Offer,
    PhaseKind,
)
from consultations.deliberation.models import Consultation, Contribution, Phase, ToldOnce, Trait
from consultations.deliberation.models.querysets import Visitor, prepares_consultations
from consultations.deliberation.permissions_level import reaches_for
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no, unknown
from consultations.people.models import Participant

# For each act: it was open, it will be, it never is.
SENTENCES: dict[Act, tuple[Promise, Promise, Promise]] = {
    Act.PROPOSE: (
        gettext_lazy("Proposals closed on %(date)s."),
        gettext_lazy("Proposals open on %(date)s."),
        gettext_lazy("This consultation takes no proposals."),
    ),
    Act.COMMENT: (
        gettext_lazy("Comments closed on %(date)s."),
        gettext_lazy("Comments open on %(date)s."),
        gettext_lazy("This consultation takes no comments."),
    ),
    Act.SUPPORT: (
        gettext_lazy("Supporting closed on %(date)s."),
        gettext_lazy("Supporting opens on %(date)s."),
        gettext_lazy("This consultation does not count supports."),
    ),
    Act.OPINE: (
        gettext_lazy("Giving opinions closed on %(date)s."),
        gettext_lazy("Giving opinions opens on %(date)s."),
        gettext_lazy("This consultation does not ask for opinions."),
    ),
    Act.ANSWER: (
        gettext_lazy("The survey closed on %(date)s."),
        gettext_lazy("The survey opens on %(date)s."),
        gettext_lazy("This consultation has no survey."),
    ),
    Act.VOTE: (
        gettext_lazy("Voting closed on %(date)s."),
        gettext_lazy("Voting opens on %(date)s."),
        gettext_lazy("Nothing is voted on in this consultation."),
    ),
}

NEW_STATEMENTS: tuple[Promise, Promise, Promise] = (
    gettext_lazy("New statements closed on %(date)s."),
    gettext_lazy("New statements open on %(date)s."),
    gettext_lazy("This consultation takes no new statements."),
)

GONE: dict[str, Promise] = {
    ContributionState.WITHDRAWN: gettext_lazy("Its author withdrew this contribution."),
    ContributionState.HIDDEN: gettext_lazy("This contribution is hidden by a moderation decision."),
    ContributionState.MERGED: gettext_lazy("This contribution was merged with another one. Go on there."),
    ContributionState.ERASED: gettext_lazy("This contribution was erased at its author's request."),
}


def is_a_person(actor: Visitor) -> Verdict:
    """Whether somebody is signed in whose account is open."""
    if not isinstance(actor, Participant):
        return no(_("Sign in to take part."))
    return YES if actor.is_active else no(_("This account is closed."))


def is_open_for(consultation: Consultation, act: Act, now: datetime) -> Verdict:
    """Whether ``act`` is open to residents at ``now``; reads ``phases.all()``, which may be prefetched.

    Proposing is a matter of other phases than those of statements, which take statements in its place.
    """
    phases = [phase for phase in consultation.phases.all() if phase.lets(act)]
    if act is Act.PROPOSE:
        phases = [phase for phase in phases if phase.kind != PhaseKind.STATEMENTS]
    return _open_in(consultation, phases, SENTENCES[act], now)


def takes_statements(consultation: Consultation, now: datetime) -> Verdict:
    """Whether residents may hand in statements for others to agree or disagree with."""
    phases = [phase for phase in consultation.phases.all() if phase.kind == PhaseKind.STATEMENTS]
    return _open_in(consultation, [phase for phase in phases if phase.lets(Act.PROPOSE)], NEW_STATEMENTS, now)


def _open_in(
    consultation: Consultation, phases: Sequence[Phase], sentences: tuple[Promise, Promise, Promise], now: datetime
) -> Verdict:
    if consultation.state == ConsultationState.DRAFT:
        return unknown()
    closed, opens, never = sentences
    if consultation.state == ConsultationState.OPEN and any(phase.is_open(now) for phase in phases):
        return YES
    coming = [phase.starts_at for phase in phases if phase.starts_at > now]
    if coming and consultation.state == ConsultationState.OPEN:
        return no(opens % {"date": day_words(min(coming))})
    past = [phase.ends_at for phase in phases if phase.ends_at and phase.ends_at <= now]
    if past:
        return no(closed % {"date": day_words(max(past))})
    return no(never)


def offers(consultation: Consultation, offer: Offer) -> bool:
    """Whether any phase in which proposals are made offers ``offer``; reads ``phases.all()``."""
    return any(phase.lets(Act.PROPOSE) and phase.offers(offer) for phase in consultation.phases.all())


def is_suggestion(contribution: Contribution) -> bool:
    """Whether it would change a passage of another one."""
    return contribution.kind == ContributionKind.AMENDMENT and contribution.parent_id is not None


def may_prepare(actor: Visitor) -> Verdict:
    """Creating, describing, opening and closing consultations, and their phases."""
    return YES if prepares_consultations(actor) else no(_("Only the city's communicators can do this."))


def may_contribute(
    actor: Visitor, consultation: Consultation, kind: ContributionKind, now: datetime, channel: Channel = Channel.WEB
) -> Verdict:
    """Giving a proposal, comment or other kind; results of sessions and what others said are for staff to enter."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if kind == ContributionKind.SESSION_OUTPUT or channel == Channel.ROOM:
        if not actor.can(Capability.FACILITATE):
            return no(_("Only a facilitator can hand over what a session found."))
        if consultation.state != ConsultationState.OPEN:
            return no(_("This consultation is not open."))
        return YES
    if channel in (Channel.DESK, Channel.PAPER) and not actor.can(Capability.ENTER_FOR_OTHERS):
        return no(_("Only staff can enter what others said."))
    if channel == Channel.IMPORT:
        return no(_("Imports have their own command."))
    # What others said or wrote is entered for them by staff, who answer for it.
    own = channel == Channel.WEB
    if kind == ContributionKind.STATEMENT:
        verdict = takes_statements(consultation, now)
        return verdict and reaches_for(actor, consultation, Act.PROPOSE, now, statements=True) if own else verdict
    act = ACT_OF_KIND[kind]
    if act is None:
        return YES
    verdict = is_open_for(consultation, act, now)
    return verdict and reaches_for(actor, consultation, act, now) if own else verdict


def may_comment(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    if contribution.state != ContributionState.PUBLISHED:
        return no(GONE[contribution.state])
    return may_contribute(actor, contribution.consultation, ContributionKind.COMMENT, now)


def may_support(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    if contribution.state != ContributionState.PUBLISHED:
        return no(GONE[contribution.state])
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if contribution.is_by(actor):
        return no(_("You cannot support your own contribution."))
    consultation = contribution.consultation
    return is_open_for(consultation, Act.SUPPORT, now) and reaches_for(actor, consultation, Act.SUPPORT, now)


def is_offered(visitor: Visitor, contribution: Contribution, act: Act, now: datetime) -> Verdict:
    """Commenting or supporting as a page offers it: who is not signed in is asked to sign in afterwards."""
    if isinstance(visitor, Participant):
        return (may_comment if act is Act.COMMENT else may_support)(visitor, contribution, now)
    if contribution.state != ContributionState.PUBLISHED:
        return no(GONE[contribution.state])
    return is_open_for(contribution.consultation, act, now)


def may_withdraw_support(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    """As long as supporting is open; afterwards the count stands."""
    return is_a_person(actor) and is_open_for(contribution.consultation, Act.SUPPORT, now)


def may_revise(actor: Visitor, contribution: Contribution, now: datetime) -> Verdict:
    """Its authors, while its kind can be given; a suggestion stays as it was made."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if not contribution.is_by(actor):
        return no(_("Only its author can change this."))
    if contribution.state != ContributionState.PUBLISHED:
        return no(GONE[contribution.state])
    if contribution.kind == ContributionKind.STATEMENT:
        return no(_("A statement keeps its words: others have answered them. Withdraw it and add another one."))
    if is_suggestion(contribution):
        return no(_("A suggestion stays as it was made. Withdraw it and make a new one."))
    act = ACT_OF_KIND[ContributionKind(contribution.kind)]
    return is_open_for(contribution.consultation, act, now) if act else YES


def may_withdraw(actor: Visitor, contribution: Contribution) -> Verdict:
    """The author, at any time; what several wrote stays until all others have left."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if not contribution.is_by(actor):
        return no(_("Only its author can withdraw this."))
    if contribution.coauthors.all():
        return no(_("Others wrote this with you. You can leave it to them."))
    if not can_become(contribution.state, ContributionState.WITHDRAWN):
        return no(GONE[contribution.state])
    return YES


def may_allow_quoting(actor: Visitor, contribution: Contribution, *, stop: bool = False) -> Verdict:
    """The author; letting the city quote what is public, and taking that back (``stop``) whatever became of it."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if contribution.author_id != actor.pk:
        return no(_("Only its author can say this."))
    return YES if stop or contribution.is_public else no(GONE[contribution.state])


def may_tell_about_oneself(actor: Visitor, consultation: Consultation) -> Verdict:
    """Once in a consultation, while it is open and the city has a list of what may be told."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    if consultation.state != ConsultationState.OPEN:
        return no(_("This consultation is not open."))
    if ToldOnce.objects.filter(consultation=consultation, participant=actor).exists():
        return no(_("You have told already. What you told is kept nowhere, so it cannot be changed."))
    return YES if Trait.objects.exists() else no(_("The city asks nothing about you."))


def may_merge(actor: Visitor) -> Verdict:
    """Merging contributions that say the same, and splitting them again."""
    capabilities = (Capability.FACILITATE, Capability.MODERATE, Capability.EDIT_CONSULTATION)
    if isinstance(actor, Participant) and any(actor.can(capability) for capability in capabilities):
        return YES
    return no(_("Only facilitators, moderators and communicators can merge contributions."))


def may_object_to_merge(actor: Visitor, contribution: Contribution) -> Verdict:
    """The author of the merged one or of the one that stands for it."""
    verdict = is_a_person(actor)
    if not verdict or not isinstance(actor, Participant):
        return verdict
    into = contribution.merged_into
    if contribution.state != ContributionState.MERGED or into is None:
        return no(_("This contribution is not merged."))
    if not contribution.is_by(actor) and not into.is_by(actor):
        return no(_("Only the authors of merged contributions can object."))
    return YES


def may_read_words(actor: Visitor, contribution: Contribution) -> Verdict:
    """Everybody reads what is public; what an author withdrew or lost to moderation stays readable to them."""
    if contribution.is_public:
        return YES
    if isinstance(actor, Participant) and contribution.is_by(actor):
        return YES
    return no(GONE[contribution.state])
