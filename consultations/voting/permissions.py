"""Who may vote, enter ballots, count them and see what came out, and the sentence for those who may not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from consultations.deliberation.domain.days import day_words
from consultations.deliberation.enums import Act, Channel, ConsultationState
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.permissions_level import reaches
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no, unknown
from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.voting.enums import BallotState, Paper, QuestionState, Shown, Voters
from consultations.voting.models import Ballot, Question

UNDO_FOR = timedelta(minutes=2)
"""How long an officer can take back a ballot on paper: a minute, and what its time, kept to the minute, leaves open."""


def is_open_to_vote(question: Question, now: datetime) -> Verdict:
    """Whether ballots are taken at ``now``: the question is open, and so is its phase."""
    if question.state == QuestionState.DRAFT:
        return unknown()
    if question.state == QuestionState.CLOSED:
        return no(_("Voting on this question is over."))
    phase = question.phase
    if phase is None or question.consultation.state != ConsultationState.OPEN or not phase.lets(Act.VOTE):
        return no(_("Voting is not open at the moment."))
    if phase.starts_at > now:
        return no(_("Voting opens on %(date)s.") % {"date": day_words(phase.starts_at)})
    if phase.ends_at and phase.ends_at <= now:
        return no(_("Voting closed on %(date)s.") % {"date": day_words(phase.ends_at)})
    return YES


def may_vote(actor: Visitor, question: Question, now: datetime, *, on_roll: bool = False) -> Verdict:
    """``on_roll``: whoever votes holds a code of this question's roll.

    Whoever is signed in has a confirmed e-mail address (settings.ACCOUNT_EMAIL_VERIFICATION); the phase may ask for
    more. A code from the roll is worth every level: another office has looked who lives here.
    """
    verdict = is_open_to_vote(question, now)
    if not verdict:
        return verdict
    if question.voters == Voters.ROLL:
        return YES if on_roll else no(_("You need a code from your letter to vote on this."))
    if not isinstance(actor, Participant):
        return no(_("Sign in to vote."))
    if not actor.is_active:
        return no(_("This account is closed."))
    return reaches(actor, question.phase.level_for(Act.VOTE) if question.phase else Level.ACCOUNT, now)


def may_replace(standing: Ballot | None, question: Question, channel: str) -> Verdict:
    """Whether a ballot by ``channel`` takes the place of the one that stands."""
    kept = standing is not None and standing.channel == Channel.PAPER and channel != Channel.PAPER
    if kept and question.paper == Paper.PAPER_FIRST:
        return no(_("You voted on paper already. That ballot counts."))
    return YES


def may_enter_paper(actor: Visitor, question: Question, now: datetime) -> Verdict:
    """From the first day of voting until the ballots are counted."""
    if not isinstance(actor, Participant) or not actor.can(Capability.ENTER_FOR_OTHERS):
        return no(_("Only staff can enter ballots on paper."))
    if question.paper == Paper.NONE:
        return no(_("This question takes no ballots on paper."))
    if question.state != QuestionState.OPEN:
        return no(_("Voting on this question is not open."))
    if question.phase is None or question.phase.starts_at > now:
        return is_open_to_vote(question, now)
    return YES


def may_take_back(actor: Visitor, ballot: Ballot, question: Question, now: datetime) -> Verdict:
    """The last ballot on paper, for a minute, while nothing of the question was counted.

    One that took the place of another is corrected instead: what it replaced is gone.
    """
    if not (verdict := may_enter_paper(actor, question, now)):
        return verdict
    if ballot.channel != Channel.PAPER or ballot.state != BallotState.STANDING or ballot.event.type != "ballot.cast":
        return no(_("This ballot cannot be taken back. Enter it again as a correction."))
    if now - ballot.at >= UNDO_FOR:
        return no(_("More than a minute has passed. Enter it again as a correction."))
    return YES


def may_see_result(visitor: Visitor, question: Question, *, has_voted: bool) -> Verdict:
    """Everybody when it is counted; before that, where the question says so, who has voted."""
    if question.state == QuestionState.CLOSED:
        return YES
    if question.state == QuestionState.DRAFT:
        return unknown()
    if question.shown == Shown.AFTER_VOTING:
        return YES if has_voted else no(_("You see the result as soon as you have voted."))
    return no(_("The result is shown when voting is over."))
