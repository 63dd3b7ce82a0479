"""What decisions wait for, consultation by consultation: a second reader, a date that was missed, a promise."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.decisions.enums import PlanState, PromiseState, ReviewState, RevisionState
from consultations.decisions.models import Promise, PublishingPlan, Review

Needs = dict[int, list[tuple[str, int]]]


def decisions_need(*, now: datetime) -> Needs:
    """Consultation's primary key → (words, decision's primary key), each once; three queries."""
    found: Needs = defaultdict(list)
    newest = Max("revision__decision__revisions__number")
    asked = Review.objects.filter(state=ReviewState.ASKED).annotate(newest=newest)
    stopped = PublishingPlan.objects.filter(state=PlanState.STOPPED, revision__state=RevisionState.DRAFT)
    for words, rows in (
        (_("“%(title)s” waits for a second reader."), asked),
        (_("“%(title)s” was not published on its date."), stopped.annotate(newest=newest)),
    ):
        named = rows.values_list(
            "revision__decision__consultation",
            "revision__decision",
            "revision__decision__title",
            "revision__number",
            "newest",
        )
        for consultation, decision, title, number, last in named.order_by("pk"):
            if number == last:
                _add(found, consultation, words % {"title": title}, decision)
    late = Promise.objects.filter(state__in=[PromiseState.OPEN, PromiseState.LATE]).select_related("decision")
    for promise in late.order_by("due", "pk"):
        if promise.is_late(timezone.localdate(now)):
            words = _("A promise of “%(title)s” is late.") % {"title": promise.decision.title}
            _add(found, promise.decision.consultation_id, words, promise.decision_id)
    return found


def _add(found: Needs, consultation: int, words: str, decision: int) -> None:
    if (words, decision) not in found[consultation]:
        found[consultation].append((words, decision))
