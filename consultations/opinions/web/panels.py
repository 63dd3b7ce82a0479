"""The round on the page of its consultation."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from consultations.deliberation.enums import Act
from consultations.deliberation.models import Consultation, Phase
from consultations.deliberation.permissions import is_open_for
from consultations.deliberation.queries.presence import register_presence
from consultations.deliberation.web import panels
from consultations.opinions.models import Statement
from consultations.opinions.permissions import may_see_results
from consultations.opinions.queries.rounds import answers_of, round_of


def round_panel(request: HttpRequest, consultation: Consultation) -> dict[str, Any] | None:
    """Two queries; one for who is not signed in."""
    now = timezone.now()
    found = round_of(consultation, now)
    if found is None:
        return None
    answered = len(answers_of(request.user, consultation))
    return {
        "consultation": consultation,
        "round": found,
        "answered": answered,
        "answering": is_open_for(consultation, Act.OPINE, now),
        "results": may_see_results(consultation, now, answered=answered, statements=found.statements),
    }


def register() -> None:
    register_presence(Consultation, "opinions", _asked_or_answered)
    panels.register("acts", "opinions/panels/round.html", round_panel, presence="opinions")


def _asked_or_answered() -> Q:
    """Where people are asked for opinions, or statements stand (imported ones)."""
    asked = Phase.objects.filter(consultation=OuterRef("pk"), settings__may__icontains=Act.OPINE.value)
    return Exists(asked) | Exists(Statement.objects.filter(consultation=OuterRef("pk")))
