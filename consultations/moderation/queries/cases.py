"""Cases for the desk and for a contribution's page."""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet

from consultations.deliberation.models import Contribution
from consultations.moderation.domain.codes import fingerprint
from consultations.moderation.enums import Action, CaseState
from consultations.moderation.models import Case, Report, Statement


def desk(state: CaseState) -> QuerySet[Case]:
    """Cases in ``state``, longest waiting first (decided ones newest first), with the number of their reports."""
    newest_first = state in (CaseState.DECIDED, CaseState.CLOSED)
    order = ("-decided_at", "-pk") if newest_first else ("opened_at", "pk")
    return (
        Case.objects.filter(state=state)
        .select_related("contribution__consultation", "decided_by")
        .annotate(report_count=Count("reports"))
        .order_by(*order)
    )


def waiting() -> dict[str, int]:
    """How many cases stand in each state."""
    counted = dict(Case.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in CaseState}


def standing(contribution: Contribution) -> list[Case]:
    """The cases that restrict ``contribution`` now, each with its statements."""
    return list(
        Case.objects.filter(contribution=contribution, effect__in=[Action.LABEL, Action.HIDE])
        .prefetch_related(Prefetch("statements", Statement.objects.order_by("-at", "-pk")))
        .order_by("-decided_at", "-pk")
    )


def by_code(code: str) -> Report | None:
    """The report that ``code`` follows."""
    return (
        Report.objects.select_related("case__contribution__consultation").filter(fingerprint=fingerprint(code)).first()
    )
