"""What this district says on the pages of consultations and contributions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, Manager, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from consultations.decisions.enums import Outcome
from consultations.decisions.models import Decision, Disposition, Link
from consultations.decisions.queries.coverage import totals
from consultations.decisions.queries.decisions import decisions_of
from consultations.decisions.queries.fate import fate_of, outcomes_of
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.presence import register_presence
from consultations.deliberation.web import panels

BADGES = {
    Outcome.PENDING: ("open", "clock"),
    Outcome.ADOPTED: ("success", "check"),
    Outcome.ADOPTED_IN_PART: ("success", "check"),
    Outcome.ALREADY_PROVIDED_FOR: ("neutral", "check"),
}


def fate_panel(request: HttpRequest, contribution: Contribution) -> dict[str, Any] | None:
    """What became of it; nothing for a comment that nobody answered or named."""
    fate = fate_of(contribution)
    if not fate.says_something:
        return None
    return {"fate": fate, "contribution": contribution, "today": timezone.localdate()}


def decisions_panel(request: HttpRequest, consultation: Consultation) -> dict[str, Any] | None:
    """Its decision texts and how many have an answer; nothing where there is neither."""
    listed = decisions_of(consultation)
    answered, in_scope = totals(consultation)
    if not listed and not in_scope:
        return None
    return {"consultation": consultation, "listed": listed, "answered": answered, "in_scope": in_scope}


def badges(contributions: Sequence[Contribution]) -> dict[int, panels.Badge]:
    """Its answer in words and an icon, or that it waits for one; what left by itself carries none."""
    silent = (Outcome.MERGED, Outcome.WITHDRAWN)
    return {
        pk: panels.Badge(outcome.label, *BADGES.get(outcome, ("neutral", "info")))
        for pk, outcome in outcomes_of(contributions).items()
        if outcome not in silent
    }


def _decided_or_to_answer() -> Q:
    to_answer = Contribution.objects.filter(consultation=OuterRef("pk"), in_scope=True)
    return Exists(Decision.objects.filter(consultation=OuterRef("pk"))) | Exists(to_answer)


def _of_contribution(rows: Manager[Any]) -> Exists:
    return Exists(rows.filter(contribution=OuterRef("pk")))


def register() -> None:
    for name, rows in (("dispositions", Disposition.objects), ("links", Link.objects)):
        register_presence(Contribution, name, partial(_of_contribution, rows))
    panels.register("fate", "decisions/panels/fate.html", fate_panel)
    register_presence(Consultation, "decisions", _decided_or_to_answer)
    panels.register("decisions", "decisions/panels/decisions.html", decisions_panel, presence="decisions")
    panels.register_badges(badges)
