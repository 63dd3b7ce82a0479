"""Who may do what with a survey, and the sentence for those who may not."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from consultations.deliberation.domain.days import day_words
from consultations.deliberation.enums import Act, ConsultationState
from consultations.deliberation.models.querysets import Visitor
from consultations.deliberation.permissions import may_prepare
from consultations.deliberation.permissions_level import reaches
from consultations.people.domain.roles import Capability
from consultations.people.domain.verdict import YES, Verdict, no
from consultations.people.enums import Level
from consultations.people.models import Participant
from consultations.surveys.enums import ResultsWhen
from consultations.surveys.models import Response, Survey

State = Literal["waiting", "open", "closed"]


def state_of(survey: Survey, now: datetime) -> State:
    """``waiting`` until its phase begins; without a phase it is closed."""
    phase = survey.phase
    if phase is None or survey.consultation.state == ConsultationState.CLOSED:
        return "closed"
    if survey.consultation.state == ConsultationState.DRAFT or now < phase.starts_at:
        return "waiting"
    return "open" if phase.is_open(now) and phase.lets(Act.ANSWER) else "closed"


def may_build(actor: Visitor) -> Verdict:
    """Making surveys and changing them."""
    return may_prepare(actor)


def is_open(survey: Survey, now: datetime) -> Verdict:
    """Whether it takes answers."""
    if survey.ready_at is None:
        return no(_("This survey is not on the consultation’s page yet."))
    state = state_of(survey, now)
    if state == "open":
        return YES
    if state == "waiting" and survey.phase:
        return no(_("The survey opens on %(date)s.") % {"date": day_words(survey.phase.starts_at)})
    if survey.phase and survey.phase.ends_at and survey.phase.ends_at <= now:
        return no(_("The survey closed on %(date)s.") % {"date": day_words(survey.phase.ends_at)})
    return no(_("The survey is closed."))


def may_answer(actor: Visitor, survey: Survey, now: datetime) -> Verdict:
    """Everybody with an account, once; changing the answers until it closes is answering too."""
    if not isinstance(actor, Participant):
        return no(_("Sign in to take part."))
    if not actor.is_active:
        return no(_("This account is closed."))
    verdict = is_open(survey, now)
    return verdict and reaches(actor, survey.phase.level_for(Act.ANSWER) if survey.phase else Level.ACCOUNT, now)


def may_enter_sheets(actor: Visitor, survey: Survey, now: datetime) -> Verdict:
    """Entering what others wrote on paper or said at a desk."""
    if not isinstance(actor, Participant) or not actor.can(Capability.ENTER_FOR_OTHERS):
        return no(_("Only staff can enter what others said."))
    return is_open(survey, now)


def may_see_results(survey: Survey, response: Response | None, now: datetime) -> Verdict:
    """``response``: the visitor's own. Staff see results when everybody does."""
    if state_of(survey, now) == "closed":
        return YES
    if survey.results == ResultsWhen.CLOSING:
        return no(_("The results are shown when the survey closes."))
    if response is None or response.sent_at is None:
        return no(_("The results are shown to you once you have answered, and to everybody when the survey closes."))
    return YES
