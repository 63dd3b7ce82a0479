"""What is missing before a decision can be published, longest waiting first, each with the place where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.decisions.enums import PromiseState
from consultations.decisions.models import Decision, Disposition, Promise
from consultations.decisions.queries.changes import ShownChange
from consultations.decisions.queries.coverage import waiting
from consultations.decisions.queries.standing import WorkList
from consultations.deliberation.models import Consultation

EXCERPT = 90


@dataclass(frozen=True)
class Missing:
    """``kind``: change, answer or overdue (nothing that publishing waits for, but a date that the city named)."""

    kind: str
    words: str
    what: str
    since: datetime
    address: str
    days: int


def missing_of(decision: Decision, work: WorkList, *, now: datetime) -> list[Missing]:
    """Changes without a reason, contributions without an answer, dates that passed; six queries at most."""
    return sorted(
        [
            *_changes(decision, work.unexplained, now),
            *_answers(decision.consultation, now),
            *_overdue(decision, now),
        ],
        key=lambda one: (one.since, one.address),
    )


def overdue_answers(consultation: Consultation, today: date) -> QuerySet[Disposition]:
    """Answers that named a day by which more would be said or done, and the day has passed."""
    standing = Disposition.objects.filter(contribution__consultation=consultation, latest=True, due__lt=today)
    return standing.select_related("contribution").order_by("due", "pk")


def late_promises(decision: Decision, today: date) -> list[Promise]:
    open_or_late = decision.promises.filter(state__in=[PromiseState.OPEN, PromiseState.LATE])
    return [promise for promise in open_or_late.order_by("due", "pk") if promise.is_late(today)]


def progress_words(work: WorkList) -> str:
    """How far it is, in a sentence."""
    changes = ngettext(
        "%(done)s of %(all)s change has a reason", "%(done)s of %(all)s changes have a reason", len(work.changes)
    ) % {"done": len(work.changes) - work.standing.unexplained, "all": len(work.changes)}
    answers = ngettext(
        "%(done)s of %(all)s contribution has an answer",
        "%(done)s of %(all)s contributions have an answer",
        work.standing.in_scope,
    ) % {"done": work.standing.answered, "all": work.standing.in_scope}
    return _("%(changes)s; %(answers)s.") % {"changes": changes, "answers": answers}


def _changes(decision: Decision, unexplained: tuple[ShownChange, ...], now: datetime) -> list[Missing]:
    if not unexplained:
        return []
    made = dict(decision.revisions.values_list("pk", "at"))
    return [
        Missing(
            "change",
            _("Change %(number)s has no reason") % {"number": one.number},
            Truncator(one.after or one.before).chars(EXCERPT),
            since := made[one.changes[0].revision_id],
            reverse("desk:change", args=[decision.pk, one.target.pk]),
            (now - since).days,
        )
        for one in unexplained
    ]


def _answers(consultation: Consultation, now: datetime) -> list[Missing]:
    address = reverse("desk:answers", args=[consultation.slug])
    asked: Any = waiting(consultation).select_related(None).values_list("pk", "title", "body", "created_at", "with_id")
    return [
        Missing(
            "answer",
            _("Contribution %(number)s has no answer") % {"number": pk},
            Truncator(title or body).chars(EXCERPT),
            since,
            f"{address}?pick={into or pk}#answer",
            (now - since).days,
        )
        for pk, title, body, since, into in asked
    ]


def _overdue(decision: Decision, now: datetime) -> list[Missing]:
    today = timezone.localdate(now)
    address = reverse("desk:answers", args=[decision.consultation.slug])
    answers = [
        Missing(
            "overdue",
            _("More was to be said about contribution %(number)s") % {"number": given.contribution_id},
            Truncator(given.contribution.title or given.contribution.body).chars(EXCERPT),
            _start(given.due or today),
            f"{address}?pick={given.contribution_id}#answer",
            (today - (given.due or today)).days,
        )
        for given in overdue_answers(decision.consultation, today)
    ]
    promises = [
        Missing(
            "overdue",
            _("A promise is late"),
            Truncator(promise.text).chars(EXCERPT),
            _start(promise.due),
            reverse("desk:promise_update", args=[decision.pk, promise.pk]),
            max((today - promise.due).days, 0),
        )
        for promise in late_promises(decision, today)
    ]
    return [*answers, *promises]


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
