"""Making a survey: what stands in it, in which order, on which phase it hangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Phase
from consultations.people.models import Participant
from consultations.surveys.domain.building import fault_of, is_same_question
from consultations.surveys.domain.conditions import order_fault
from consultations.surveys.enums import Kind, ResultsWhen
from consultations.surveys.models import Question, Survey
from consultations.surveys.operations.answering import locked
from consultations.surveys.permissions import may_build
from consultations.surveys.queries.surveys import items_of

# Above every position that a survey reaches: where rows stand while they change places.
ASIDE = 10_000


@dataclass(frozen=True)
class SurveyPlan:
    """A survey as planned; ``title`` and ``intro`` map a language to words."""

    phase: Phase | None
    title: Mapping[str, str]
    intro: Mapping[str, str] = field(default_factory=dict)
    results: ResultsWhen = ResultsWhen.CLOSING
    discussed: bool = False


@dataclass(frozen=True)
class QuestionPlan:
    """A question as planned; the shape of ``settings`` is told at the model. ``depends_on``: a question's number."""

    kind: Kind
    words: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    depends_on: int | None = None
    depends_values: Sequence[str] = ()


@transaction.atomic
def make_survey(*, actor: Participant | None, consultation: Consultation, plan: SurveyPlan, now: datetime) -> Survey:
    """A survey without questions, known only to those who build it. Raises NotAllowed or Unfit."""
    may_build(actor).require()
    survey = Survey(consultation=consultation, created_at=now)
    _apply(survey, plan)
    survey.save()
    return survey


@transaction.atomic
def change_survey(*, actor: Participant | None, survey: Survey, plan: SurveyPlan, now: datetime) -> Survey:
    """Its words, its phase and when results are shown. Raises NotAllowed or Unfit."""
    may_build(actor).require()
    survey = locked(survey)
    if survey.sent and plan.results != survey.results:
        raise Unfit("results", _("People have answered under the present rule. It cannot change any more."))
    _apply(survey, plan)
    survey.save()
    return survey


def _apply(survey: Survey, plan: SurveyPlan) -> None:
    if plan.phase is not None and plan.phase.consultation_id != survey.consultation_id:
        raise Unfit("phase", _("Choose a phase of this consultation."))
    if not any(plan.title.values()):
        raise Unfit("title", _("Give the survey a title."))
    survey.phase, survey.results = plan.phase, plan.results
    survey.title, survey.intro, survey.discussed = dict(plan.title), dict(plan.intro), plan.discussed


@transaction.atomic
def show_survey(*, actor: Participant | None, survey: Survey, shown: bool = True, now: datetime) -> Survey:
    """Puts it on the consultation's page, or takes it off again as long as nobody has answered.

    Raises NotAllowed or Unfit.
    """
    may_build(actor).require()
    survey = locked(survey)
    if not shown:
        if survey.sent:
            raise Unfit("shown", _("People have answered already. End its phase instead."))
        survey.ready_at = None
    elif survey.ready_at is None:
        if not any(item.asks for item in items_of(survey.questions.all())):
            raise Unfit("shown", _("Add a question first."))
        if survey.phase is None:
            raise Unfit("shown", _("Choose the phase in which it is open first."))
        survey.ready_at = now
    survey.save(update_fields=["ready_at"])
    return survey


def _unanswered(survey: Survey) -> None:
    if survey.sent:
        raise Unfit(
            "survey",
            _("People have answered already. Only words can change now, so that all answered the same questions."),
        )


@transaction.atomic
def add_question(
    *, actor: Participant | None, survey: Survey, plan: QuestionPlan, place: int | None = None, now: datetime
) -> Question:
    """Adds it at ``place`` (0 is the first), or at the end. Raises NotAllowed or Unfit."""
    may_build(actor).require()
    survey = locked(survey)
    _unanswered(survey)
    rows = list(survey.questions.all())
    question = _set(Question(survey=survey, position=ASIDE - 1), plan)
    question.save()
    rows.insert(len(rows) if place is None else place, question)
    _put_in_order(rows)
    return question


@transaction.atomic
def change_question(*, actor: Participant | None, question: Question, plan: QuestionPlan, now: datetime) -> Question:
    """Gives it what ``plan`` says; once people have answered, words only. Raises NotAllowed or Unfit."""
    may_build(actor).require()
    survey = locked(question.survey)
    question = survey.questions.get(pk=question.pk)
    before = items_of([question])[0]
    _set(question, plan)
    if survey.sent and not is_same_question(before, items_of([question])[0]):
        _unanswered(survey)
    question.save()
    _put_in_order(list(survey.questions.order_by("position")))
    return question


@transaction.atomic
def move_question(*, actor: Participant | None, question: Question, place: int, now: datetime) -> Question:
    """Puts it at ``place`` (0 is the first). Raises NotAllowed or Unfit."""
    may_build(actor).require()
    survey = locked(question.survey)
    _unanswered(survey)
    rows = [row for row in survey.questions.all() if row.pk != question.pk]
    question = survey.questions.get(pk=question.pk)
    rows.insert(max(0, min(place, len(rows))), question)
    _put_in_order(rows)
    return question


@transaction.atomic
def remove_question(*, actor: Participant | None, question: Question, now: datetime) -> Survey:
    """Raises NotAllowed or Unfit."""
    may_build(actor).require()
    survey = locked(question.survey)
    _unanswered(survey)
    if Question.objects.filter(depends_on=question).exists():
        raise Unfit("question", _("Other questions depend on this one. Change their condition first."))
    Question.objects.filter(pk=question.pk).delete()
    _put_in_order(list(survey.questions.order_by("position")))
    return survey


@transaction.atomic
def clone_survey(
    *, actor: Participant | None, survey: Survey, consultation: Consultation, phase: Phase | None, now: datetime
) -> Survey:
    """A new survey of ``consultation`` with the questions of ``survey``, and no answers. Raises NotAllowed or Unfit."""
    may_build(actor).require()
    plan = SurveyPlan(phase, survey.title, survey.intro, ResultsWhen(survey.results), survey.discussed)
    copy = make_survey(actor=actor, consultation=consultation, plan=plan, now=now)
    made: dict[int, Question] = {}
    for row in survey.questions.order_by("position"):
        old = row.pk
        row.pk, row.survey, row._state.adding = None, copy, True
        row.depends_on = made[row.depends_on_id] if row.depends_on_id else None
        row.save()
        made[old] = row
    return copy


def _set(question: Question, plan: QuestionPlan) -> Question:
    if fault := fault_of(plan.kind, plan.words, plan.settings):
        raise Unfit(*fault)
    question.kind, question.required = plan.kind, plan.required
    question.words, question.hint, question.settings = dict(plan.words), dict(plan.hint), dict(plan.settings)
    question.depends_on = (
        question.survey.questions.filter(pk=plan.depends_on).first() if plan.depends_on is not None else None
    )
    question.depends_values = sorted(plan.depends_values) if question.depends_on else []
    return question


def _put_in_order(rows: Sequence[Question]) -> None:
    """Gives ``rows`` the positions 0, 1, 2 …; raises Unfit where a condition would look forward."""
    if fault := order_fault(items_of(rows)):
        raise Unfit("order", fault[1])
    Question.objects.filter(pk__in=[row.pk for row in rows]).update(position=F("position") + ASIDE)
    for position, row in enumerate(rows):
        Question.objects.filter(pk=row.pk).update(position=position)
        row.position = position
