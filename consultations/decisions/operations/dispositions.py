"""Answering what people gave, one by one or many alike at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.decisions import events
from consultations.decisions.domain.answers import GIVEN_BY_STAFF, NEEDS_NO_REASON
from consultations.decisions.enums import Outcome
from consultations.decisions.errors import AnsweredMeanwhile
from consultations.decisions.models import Disposition
from consultations.decisions.permissions import may_decide
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.people.models import Participant
from consultations.people.operations.office import office_of

LONGEST_REASON = 2000


def give_disposition(
    *,
    actor: Participant,
    contribution: Contribution,
    outcome: Outcome,
    reason: str,
    now: datetime,
    role: str = "",
    due: date | None = None,
    into: Contribution | None = None,
) -> Disposition:
    """Answers one contribution, as ``give_dispositions`` does."""
    given = give_dispositions(
        actor=actor,
        contributions=[contribution],
        outcome=outcome,
        reason=reason,
        now=now,
        role=role,
        due=due,
        into=into,
    )
    return given[0]


@transaction.atomic
def give_dispositions(
    *,
    actor: Participant,
    contributions: Sequence[Contribution],
    outcome: Outcome,
    reason: str,
    now: datetime,
    role: str = "",
    due: date | None = None,
    into: Contribution | None = None,
    as_of: datetime | None = None,
) -> list[Disposition]:
    """Gives all ``contributions`` the same answer, recorded on each; earlier answers stay in their history.

    ``reason``: public, needed except for pending, merged and withdrawn; ``role``: the post that answers, else the words
    of the actor's role; ``due``: by when more will be said or done; ``into``: needed for, and only for, merged.
    ``as_of``: when the list was read; an answer given to one of them since then stops it, so that two people do not
    answer over each other unknowingly.
    A merged contribution is answered through the one that stands for it. All are answered or none. Raises NotAllowed,
    Unfit (field ``contributions``, ``outcome``, ``reason`` or ``into``), AnsweredMeanwhile.
    """
    pks = [contribution.pk for contribution in contributions]
    locked = list(
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=pks)
        .select_related("consultation")
        .order_by("pk")
    )
    may_decide(actor).require()
    reason = reason.strip()
    _check(locked, outcome, reason, into)
    standing = Disposition.objects.filter(contribution__in=pks, latest=True)
    if as_of is not None:
        _check_unanswered_since(standing, as_of)
    answered = set(standing.values_list("contribution_id", flat=True))
    standing.update(latest=False)
    return [
        _give(actor, contribution, contribution.pk in answered, outcome, reason, role, due, into, now)
        for contribution in locked
    ]


def _give(
    actor: Participant,
    contribution: Contribution,
    again: bool,
    outcome: Outcome,
    reason: str,
    role: str,
    due: date | None,
    into: Contribution | None,
    now: datetime,
) -> Disposition:
    office = office_of(actor, role, contribution.consultation.language)
    event = events.answered(
        contribution, again=again, outcome=outcome, reason=reason, role=office, due=due, into=into, now=now
    )
    return Disposition.objects.create(
        contribution=contribution,
        outcome=outcome,
        reason=reason,
        role=office,
        due=due,
        into=into,
        by=actor,
        at=now,
        event=event,
    )


def _check_unanswered_since(standing: QuerySet[Disposition], as_of: datetime) -> None:
    newer = frozenset(standing.filter(at__gt=as_of).values_list("contribution_id", flat=True))
    if newer:
        words = ngettext(
            "Somebody answered %(number)s of these contributions while you were writing.",
            "Somebody answered %(number)s of these contributions while you were writing.",
            len(newer),
        )
        raise AnsweredMeanwhile("contributions", words % {"number": len(newer)}, newer)


def _check(contributions: Sequence[Contribution], outcome: Outcome, reason: str, into: Contribution | None) -> None:
    if not contributions:
        raise Unfit("contributions", _("Choose at least one contribution."))
    if any(contribution.merged_into_id for contribution in contributions):
        raise Unfit("contributions", _("A merged contribution is answered through the one that stands for it."))
    if outcome not in GIVEN_BY_STAFF:
        raise Unfit("outcome", _("Only its author can withdraw a contribution."))
    if not reason and outcome not in NEEDS_NO_REASON:
        raise Unfit("reason", _("Give a reason that the person can understand."))
    if len(reason) > LONGEST_REASON:
        raise Unfit("reason", _("Give the reason in at most %(limit)s characters.") % {"limit": LONGEST_REASON})
    if (outcome == Outcome.MERGED) != (into is not None):
        raise Unfit("into", _("Say with which contribution it is answered, for this answer only."))
    if into is not None and any(contribution.pk == into.pk for contribution in contributions):
        raise Unfit("into", _("A contribution cannot be answered together with itself."))
