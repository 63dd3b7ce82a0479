"""What a moderation decision says on the page of the contribution."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.presence import register_presence
from consultations.deliberation.web import panels
from consultations.moderation.domain.words import grounds
from consultations.moderation.enums import Action
from consultations.moderation.models import Case
from consultations.moderation.permissions import may_appeal
from consultations.moderation.queries.cases import standing


def panel(request: HttpRequest, contribution: Contribution) -> dict[str, Any] | None:
    """Each standing restriction with its reasons, and the way to appeal for whom it concerns."""
    shown = []
    for case in standing(contribution):
        statement = next((made for made in case.statements.all() if made.action == case.effect), None)
        if statement is None:
            continue
        case.contribution = contribution
        shown.append(
            {
                "case": case,
                "statement": statement,
                "hidden": case.effect == Action.HIDE,
                "grounds": grounds(statement.ground, statement.concern, statement.law),
                "may_appeal": bool(may_appeal(request.user, case, None, timezone.now())),
                "is_author": request.user.is_authenticated and contribution.author_id == request.user.pk,
            }
        )
    return {"restrictions": shown} if shown else None


def register() -> None:
    register_presence(Contribution, "cases", lambda: Exists(Case.objects.filter(contribution=OuterRef("pk"))))
    panels.register("moderation", "moderation/panel.html", panel, presence="cases")
