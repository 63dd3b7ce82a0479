"""What a moderation decision says on the page of the contribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.presence import register_presence
from consultations.deliberation.web import panels
from consultations.moderation.domain.words import grounds
from consultations.moderation.enums import Action
from consultations.moderation.models import Case, FactNote
from consultations.moderation.permissions import may_appeal
from consultations.moderation.permissions_notes import may_write_note
from consultations.moderation.queries.cases import standing
from consultations.moderation.queries.fact_notes import notes_beside


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


def notes(request: HttpRequest, contributions: Sequence[Contribution]) -> dict[int, list[FactNote]]:
    """The fact notes that stand beside what can be read."""
    return notes_beside([each.pk for each in contributions if each.is_public])


def invitation(request: HttpRequest, contribution: Contribution) -> dict[str, Any] | None:
    """For those who may write a note."""
    return {"contribution": contribution} if may_write_note(request.user, contribution) else None


def register() -> None:
    near = Q(contribution=OuterRef("pk")) | Q(contribution__parent=OuterRef("pk"))
    near |= Q(contribution__parent__parent=OuterRef("pk"))
    register_presence(Contribution, "fact_notes", lambda: Exists(FactNote.objects.filter(near, withdrawn=False)))
    panels.register_beside("moderation/fact_notes.html", notes, presence="fact_notes")
    panels.register("links", "moderation/write_note.html", invitation)
    register_presence(Contribution, "cases", lambda: Exists(Case.objects.filter(contribution=OuterRef("pk"))))
    panels.register("moderation", "moderation/panel.html", panel, presence="cases")
