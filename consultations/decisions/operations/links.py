"""Saying why a passage says what it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.decisions import events
from consultations.decisions.enums import LinkKind
from consultations.decisions.errors import AlreadyLinked
from consultations.decisions.models import Change, Decision, Link, Passage
from consultations.decisions.permissions import may_decide
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.people.models import Participant
from consultations.people.operations.office import office_of
from consultations.record.uuid7 import uuid7

LONGEST_REASON = 1000


@transaction.atomic
def link_change(
    *,
    actor: Participant,
    change: Change,
    contributions: Sequence[Contribution],
    kind: LinkKind,
    reason: str,
    now: datetime,
    role: str = "",
) -> list[Link]:
    """Says that ``contributions`` (of any consultation; session results are contributions too) bear on ``change``.

    ``kind``: changed, supported, considered or contradicted; ``reason``: one public sentence. All are linked or none.
    Raises NotAllowed, Unfit (field ``reason`` or ``contributions``), AlreadyLinked.
    """
    return _link(actor, change, contributions, kind, reason, now, role)


@transaction.atomic
def link_passage(
    *,
    actor: Participant,
    passage: Passage,
    contributions: Sequence[Contribution],
    kind: LinkKind,
    reason: str,
    now: datetime,
    role: str = "",
) -> list[Link]:
    """The same for a passage that did not change: what people said for it or against it."""
    return _link(actor, passage, contributions, kind, reason, now, role)


@transaction.atomic
def mark_own_initiative(
    *, actor: Participant, changes: Sequence[Change], reason: str, now: datetime, role: str = ""
) -> list[Link]:
    """Says that the city made ``changes`` (of one decision) of its own accord, and why. All are marked or none.

    Raises NotAllowed, Unfit (field ``reason`` or ``changes``), AlreadyLinked.
    """
    if not changes:
        raise Unfit("changes", _("Choose at least one change."))
    decision = _locked(changes[0].revision.decision)
    may_decide(actor).require()
    reason = _reason(reason)
    office = office_of(actor, role, decision.language)
    if any(change.revision.decision_id != decision.pk for change in changes):
        raise Unfit("changes", _("These changes belong to different decisions."))
    standing = Link.objects.filter(kind=LinkKind.OWN_INITIATIVE, withdrawn_at__isnull=True)
    if standing.filter(change__in=[change.pk for change in changes]).exists():
        raise AlreadyLinked("changes", _("This change is already marked as the city's own initiative."))
    return [_create(actor, decision, change, None, LinkKind.OWN_INITIATIVE, reason, office, now) for change in changes]


@transaction.atomic
def withdraw_link(*, actor: Participant, link: Link, reason: str, now: datetime, role: str = "") -> Link:
    """Takes back a link or an own-initiative mark; it stays visible with ``reason``. Raises NotAllowed, Unfit."""
    link = (
        Link.objects.select_for_update(of=("self",), no_key=True)
        .select_related("decision__consultation")
        .get(pk=link.pk)
    )
    may_decide(actor).require()
    reason = _reason(reason)
    if link.withdrawn_at is not None:
        raise Unfit("link", _("This link was withdrawn already."))
    office = office_of(actor, role, link.decision.language)
    link.withdrawn_event = events.link_withdrawn(link, reason=reason, role=office, now=now)
    link.withdrawn_at, link.withdrawn_by, link.withdrawn_reason = now, actor, reason
    link.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason", "withdrawn_event"])
    return link


def _link(
    actor: Participant,
    thing: Change | Passage,
    contributions: Sequence[Contribution],
    kind: LinkKind,
    reason: str,
    now: datetime,
    role: str,
) -> list[Link]:
    decision = _locked(thing.revision.decision)
    may_decide(actor).require()
    reason = _reason(reason)
    if not contributions:
        raise Unfit("contributions", _("Choose at least one contribution."))
    if kind == LinkKind.OWN_INITIATIVE:
        raise Unfit("kind", _("The city's own initiative has no contribution behind it."))
    if any(not contribution.is_public for contribution in contributions):
        raise Unfit("contributions", _("A contribution that is not public cannot be named as a cause."))
    where = {"change": thing} if isinstance(thing, Change) else {"passage": thing}
    pks = [contribution.pk for contribution in contributions]
    if Link.objects.filter(**where, withdrawn_at__isnull=True, contribution__in=pks).exists():
        raise AlreadyLinked("contributions", _("One of these contributions is linked here already."))
    office = office_of(actor, role, decision.language)
    return [_create(actor, decision, thing, cause, kind, reason, office, now) for cause in contributions]


def _create(
    actor: Participant,
    decision: Decision,
    thing: Change | Passage,
    contribution: Contribution | None,
    kind: LinkKind,
    reason: str,
    role: str,
    now: datetime,
) -> Link:
    public_id = uuid7(int(now.timestamp() * 1000))
    return Link.objects.create(
        public_id=public_id,
        decision=decision,
        change=thing if isinstance(thing, Change) else None,
        passage=thing if isinstance(thing, Passage) else None,
        contribution=contribution,
        kind=kind,
        reason=reason,
        role=role,
        by=actor,
        at=now,
        event=events.linked(public_id, thing, contribution, kind=kind, reason=reason, role=role, now=now),
    )


def _locked(decision: Decision) -> Decision:
    return (
        Decision.objects.select_for_update(of=("self",), no_key=True).select_related("consultation").get(pk=decision.pk)
    )


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Unfit("reason", _("Give the reason in a sentence that everybody can read."))
    if len(reason) > LONGEST_REASON:
        raise Unfit("reason", _("Give the reason in at most %(limit)s characters.") % {"limit": LONGEST_REASON})
    return reason
