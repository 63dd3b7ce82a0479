"""The votes of a consultation, on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from consultations.deliberation.models import Consultation
from consultations.deliberation.queries.presence import register_presence
from consultations.deliberation.web import panels
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import Verdict
from consultations.voting.models import Question
from consultations.voting.permissions import is_open_to_vote
from consultations.voting.queries.questions import STANDING, questions_for, voted_on


@dataclass(frozen=True)
class Asked:
    question: Question
    open: Verdict
    voted: bool
    turnout: int


def voting_panel(request: HttpRequest, consultation: Consultation) -> dict[str, Any] | None:
    """Two queries, however many questions there are; nothing without any."""
    questions = list(questions_for(request.user, consultation).annotate(turnout=STANDING).order_by("pk"))
    if not questions:
        return None
    now, voted = timezone.now(), voted_on(person(request), questions)
    for question in questions:
        question.consultation = consultation
    asked = [Asked(each, is_open_to_vote(each, now), each.pk in voted, each.turnout) for each in questions]
    return {"consultation": consultation, "asked": asked}


def register() -> None:
    register_presence(Consultation, "questions", lambda: Exists(Question.objects.filter(consultation=OuterRef("pk"))))
    panels.register("acts", "voting/panels/voting.html", voting_panel, presence="questions")
