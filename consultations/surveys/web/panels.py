"""The surveys of a consultation, on its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from consultations.deliberation.models import Consultation
from consultations.deliberation.queries.presence import register_presence
from consultations.deliberation.web import panels
from consultations.deliberation.web.visitors import person
from consultations.people.domain.verdict import Verdict
from consultations.surveys.models import Response, Survey
from consultations.surveys.permissions import State, is_open, may_see_results, state_of
from consultations.surveys.queries.surveys import responses_of, surveys_of


@dataclass(frozen=True)
class Listed:
    """A survey on the page of its consultation. ``response``: the visitor's own."""

    survey: Survey
    state: State
    open: Verdict
    response: Response | None
    results: Verdict

    @property
    def until(self) -> datetime | None:
        return self.survey.phase.ends_at if self.survey.phase else None


def listed(request: HttpRequest, consultation: Consultation) -> list[Listed]:
    """Those on the consultation's page. Two queries at most."""
    found = list(surveys_of(consultation))
    who, now = person(request), timezone.now()
    own = responses_of(who, found) if who and found else {}
    return [
        Listed(
            survey,
            state_of(survey, now),
            is_open(survey, now),
            own.get(survey.pk),
            may_see_results(survey, own.get(survey.pk), now),
        )
        for survey in found
    ]


def panel(request: HttpRequest, consultation: Consultation) -> dict[str, Any] | None:
    shown = listed(request, consultation)
    return {"consultation": consultation, "surveys": shown} if shown else None


def register() -> None:
    register_presence(Consultation, "surveys", lambda: Exists(Survey.objects.filter(consultation=OuterRef("pk"))))
    panels.register("acts", "surveys/panels/surveys.html", panel, presence="surveys")
