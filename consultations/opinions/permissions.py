"""Who may answer statements, add some, look through them and see what people think."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.deliberation.domain.days import day_words
from consultations.deliberation.enums import Act, ConsultationState, ContributionKind, ContributionState
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.permissions import GONE, is_open_for, may_contribute, may_prepare, takes_statements
from consultations.deliberation.permissions_level import reaches_for
from consultations.opinions.domain.rules import CLOSING, enough_answers, rules_of
from consultations.opinions.models import Statement
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no, unknown
from consultations.people.models import Participant


def phase_of_round(consultation: Consultation, now: datetime) -> Phase | None:
    """The phase whose rules hold: the one open now, else the last that was, else the first to come."""
    phases = [phase for phase in consultation.phases.all() if phase.lets(Act.OPINE)]
    begun = [phase for phase in phases if phase.starts_at <= now]
    opened = [phase for phase in begun if phase.is_open(now)]
    if begun:
        return max(opened or begun, key=lambda phase: (phase.starts_at, phase.position))
    return min(phases, key=lambda phase: (phase.starts_at, phase.position), default=None)


def may_answer(actor: Visitor, statement: Statement, now: datetime) -> Verdict:
    """Also for taking an answer back; authors answer their own statements like everybody else."""
    if statement.contribution is None:
        return unknown()
    if not isinstance(actor, Participant):
        return no(_("Sign in to take part."))
    if not actor.is_active:
        return no(_("This account is closed."))
    if statement.contribution.state != ContributionState.PUBLISHED:
        return no(GONE[statement.contribution.state])
    consultation = statement.consultation
    return is_open_for(consultation, Act.OPINE, now) and reaches_for(actor, consultation, Act.OPINE, now)


def may_take_part(actor: Visitor, consultation: Consultation, now: datetime) -> Verdict:
    """Answering statements as a page offers it; who is not signed in is asked to afterwards."""
    verdict = is_open_for(consultation, Act.OPINE, now)
    return verdict and reaches_for(actor, consultation, Act.OPINE, now) if isinstance(actor, Participant) else verdict


def may_add(actor: Visitor, consultation: Consultation, now: datetime) -> Verdict:
    """Handing in a statement; who is not signed in is asked to when they send it."""
    if isinstance(actor, Participant):
        return may_contribute(actor, consultation, ContributionKind.STATEMENT, now)
    return takes_statements(consultation, now)


def may_look_through(actor: Visitor) -> Verdict:
    """Taking up statements and turning them down, and marking those about the consultation itself."""
    if isinstance(actor, Participant) and (actor.can(Capability.EDIT_CONSULTATION) or actor.can(Capability.MODERATE)):
        return YES
    return no(_("Only communicators and moderators can look through statements."))


def may_set_up(actor: Visitor, consultation: Consultation) -> Verdict:
    """The rules of a round, and the statements that it begins with."""
    if not (verdict := may_prepare(actor)):
        return verdict
    return no(_("This consultation is closed.")) if consultation.state == ConsultationState.CLOSED else YES


def may_see_results(consultation: Consultation, now: datetime, *, answered: int, statements: int) -> Verdict:
    """``answered``: how many of the ``statements`` that are shown the visitor has answered."""
    if consultation.state == ConsultationState.DRAFT:
        return unknown()
    phase = phase_of_round(consultation, now)
    if phase is None or not is_still_to_close(consultation, now):
        return YES
    if not phase.is_open(now):
        return is_open_for(consultation, Act.OPINE, now)
    if rules_of(phase.settings).results == CLOSING:
        if phase.ends_at is None:
            return no(_("What people think is shown when the round has closed."))
        return no(_("What people think is shown after %(date)s.") % {"date": day_words(phase.ends_at)})
    wanted = enough_answers(statements)
    if answered >= wanted:
        return YES
    return no(
        ngettext(
            "You see what people think when you have answered %(number)s statement.",
            "You see what people think when you have answered %(number)s statements.",
            wanted,
        )
        % {"number": wanted}
    )


def is_still_to_close(consultation: Consultation, now: datetime) -> bool:
    """Whether opinions are given now or will be."""
    if consultation.state == ConsultationState.CLOSED:
        return False
    phases = [phase for phase in consultation.phases.all() if phase.lets(Act.OPINE)]
    return any(phase.ends_at is None or phase.ends_at > now for phase in phases)
