"""Keeping the course of a consultation as a template of the city, and beginning another one from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import SavedCourse
from cms.queries.courses import Course, course_of
from consultations.deliberation.enums import Act, CardField
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.operations import describe_service
from consultations.deliberation.permissions import may_prepare
from consultations.opinions.enums import Results
from consultations.opinions.operations import set_up_round
from consultations.opinions.permissions import phase_of_round
from consultations.people.models import Participant
from consultations.surveys.enums import Kind, ResultsWhen
from consultations.surveys.operations.building import QuestionPlan, SurveyPlan, add_question, make_survey
from consultations.voting.enums import Bound, Method, Paper, Rule, Secrecy, Shown, Voters
from consultations.voting.operations import OptionPlan, prepare_question
from consultations.voting.operations import QuestionPlan as VotePlan

LONGEST_NAME = 80
MOST = 100


@transaction.atomic
def save_course(
    *, actor: Participant | None, consultation: Consultation, name: str, with_texts: bool, now: datetime
) -> SavedCourse:
    """A template under ``name``. Raises NotAllowed or Unfit("name")."""
    may_prepare(actor).require()
    if SavedCourse.objects.count() >= MOST:
        raise Unfit("name", _("There are many templates already. Delete one first."))
    if not consultation.phases.exists():
        raise Unfit("name", _("Plan at least one phase first."))
    fit = _fit(name)
    return SavedCourse.objects.create(name=fit, course=course_of(consultation, with_texts=with_texts), created_at=now)


@transaction.atomic
def rename_course(*, actor: Participant | None, saved: SavedCourse, name: str, now: datetime) -> SavedCourse:
    """Raises NotAllowed or Unfit("name")."""
    may_prepare(actor).require()
    saved = SavedCourse.objects.select_for_update().get(pk=saved.pk)
    saved.name = _fit(name, saved)
    saved.save(update_fields=["name"])
    return saved


@transaction.atomic
def delete_course(*, actor: Participant | None, saved: SavedCourse, now: datetime) -> None:
    """Consultations that began from it stay as they are. Raises NotAllowed."""
    may_prepare(actor).require()
    SavedCourse.objects.filter(pk=saved.pk).delete()


def _fit(name: str, standing: SavedCourse | None = None) -> str:
    fit = " ".join(name.split())
    if not fit or len(fit) > LONGEST_NAME:
        raise Unfit("name", _("Give it a name of at most %(n)s characters.") % {"n": LONGEST_NAME})
    others = SavedCourse.objects.exclude(pk=standing.pk) if standing else SavedCourse.objects.all()
    if others.filter(name=fit).exists():
        raise Unfit("name", _("Another template has this name."))
    return fit


@transaction.atomic
def fill_from_course(
    *,
    actor: Participant | None,
    consultation: Consultation,
    course: Course,
    phases: Mapping[int, Phase],
    now: datetime,
) -> Consultation:
    """Gives a consultation in preparation what ``course`` holds beside its phases, all of it in preparation.

    ``phases``: place in the course → the phase that came of it; what hangs on one that is not there is left out.
    Raises NotAllowed or Unfit.
    """
    may_prepare(actor).require()
    _describe(actor, consultation, course.get("card", {}), now)
    opinions = next((course["phases"][place].get("opinions") for place in sorted(phases)), None) or next(
        (each["opinions"] for each in course["phases"] if each.get("opinions")), None
    )
    if opinions and phase_of_round(consultation, now) is not None:
        set_up_round(
            actor=actor,
            consultation=consultation,
            moderated=bool(opinions.get("moderated")),
            results=Results(opinions.get("results", Results.TAKING_PART)),
            now=now,
        )
    for survey in course.get("surveys", ()):
        _make_survey(actor, consultation, survey, phases.get(survey["phase"]), now)
    for vote in course.get("votes", ()):
        phase = phases.get(vote["phase"])
        if phase is not None and phase.lets(Act.VOTE):
            prepare_question(actor=actor, consultation=consultation, plan=_vote_plan(vote, phase), now=now)
    return consultation


def _describe(
    actor: Participant | None, consultation: Consultation, card: Mapping[str, Mapping[str, str]], now: datetime
) -> None:
    named = card.get(CardField.NAME.value, {})
    for number, language in enumerate(sorted(named, key=lambda code: code != consultation.language)):
        words = {field: card.get(field.value, {}).get(language, "") for field in CardField}
        describe_service(actor=actor, consultation=consultation, language=language, words=words, seen=number, now=now)


def _make_survey(
    actor: Participant | None, consultation: Consultation, told: Mapping[str, Any], phase: Phase | None, now: datetime
) -> None:
    plan = SurveyPlan(phase, told["title"], told["intro"], ResultsWhen(told["results"]))
    survey = make_survey(actor=actor, consultation=consultation, plan=plan, now=now)
    made: list[int] = []
    for each in told["questions"]:
        on = each["depends_on"]
        question = QuestionPlan(
            kind=Kind(each["kind"]),
            words=each["words"],
            hint=each["hint"],
            required=each["required"],
            settings=each["settings"],
            depends_on=made[on] if on is not None else None,
            depends_values=each["depends_values"],
        )
        made.append(add_question(actor=actor, survey=survey, plan=question, now=now).pk)


def _vote_plan(told: Mapping[str, Any], phase: Phase) -> VotePlan:
    return VotePlan(
        phase=phase,
        title=told["title"],
        text=told["text"],
        options=[OptionPlan(each["title"], each["text"], _money(each["cost"])) for each in told["options"]],
        method=Method(told["method"]),
        rule=Rule(told["rule"]),
        limit=told["limit"],
        bound=Bound(told["bound"]),
        total=_money(told["total"]),
        currency=told["currency"],
        threshold=told["threshold"],
        secrecy=Secrecy(told["secrecy"]),
        voters=Voters(told["voters"]),
        shown=Shown(told["shown"]),
        paper=Paper(told["paper"]),
    )


def _money(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
