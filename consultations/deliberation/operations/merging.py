"""Contributions that say the same stand under one; nobody's text, name or support is lost, and it can be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation import events
from consultations.deliberation.domain import typed_text
from consultations.deliberation.enums import ContributionKind, ContributionState
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution, MergeObjection
from consultations.deliberation.operations.contributions import locked
from consultations.deliberation.permissions import may_merge, may_object_to_merge
from consultations.deliberation.permissions_particular import may_object_to_split
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand

REASON_LIMIT = 2000


def fit_reason(text: str, *, field: str = "reason") -> str:
    """The reason as it will stand. Raises Unfit."""
    reason = typed_text.tidy(text)
    if fault := typed_text.fault(reason, limit=REASON_LIMIT):
        raise Unfit(field, fault)
    return reason


@transaction.atomic
def merge(
    *, actor: Participant | None, contribution: Contribution, into: Contribution, reason: str, now: datetime
) -> Contribution:
    """Puts ``contribution`` under ``into``. Raises NotAllowed or Unfit."""
    may_merge(actor).require()
    rows = {row.pk: locked(row) for row in sorted((contribution, into), key=lambda row: row.pk)}
    contribution, into = rows[contribution.pk], rows[into.pk]
    _check_pair(contribution, into)
    why = fit_reason(reason)
    contribution.state = ContributionState.MERGED
    contribution.merged_into = into
    contribution.changed_at = now
    contribution.save(update_fields=["state", "merged_into", "changed_at"])
    events.merged(contribution, into, reason=why, now=now)
    return contribution


def _check_pair(contribution: Contribution, into: Contribution) -> None:
    if contribution.pk == into.pk:
        raise Unfit("into", _("A contribution cannot be merged with itself."))
    if contribution.consultation_id != into.consultation_id:
        raise Unfit("into", _("Only contributions of the same consultation can be merged."))
    if contribution.parent_id or into.parent_id or ContributionKind.COMMENT in (contribution.kind, into.kind):
        raise Unfit("into", _("Comments are not merged."))
    if contribution.state != ContributionState.PUBLISHED or into.state != ContributionState.PUBLISHED:
        raise Unfit("into", _("Only published contributions can be merged."))
    if contribution.merged.exists():
        raise Unfit("into", _("Others are merged with this one. Merge the other way round."))


@transaction.atomic
def object_to_merge(
    *, actor: Participant | None, contribution: Contribution, reason: str, now: datetime
) -> MergeObjection:
    """An author's objection to a merge, or to a part that staff split off; public on both pages.

    Said again it changes nothing. Raises NotAllowed or Unfit.
    """
    person = as_they_stand(actor)
    contribution = locked(contribution)
    part_of = contribution.part_of if contribution.merged_into is None else None
    (may_object_to_split if part_of else may_object_to_merge)(person, contribution).require()
    other = part_of.contribution if part_of else contribution.merged_into
    assert person is not None
    assert other is not None
    objection, new = MergeObjection.objects.get_or_create(
        contribution=contribution,
        into=other,
        by=person,
        defaults={"reason": fit_reason(reason), "at": now},
    )
    if new:
        events.merge_objected(objection, split=part_of is not None, now=now)
    return objection


@transaction.atomic
def unmerge(*, actor: Participant | None, contribution: Contribution, reason: str, now: datetime) -> Contribution:
    """Lets a merged contribution stand alone again. Raises NotAllowed or Unfit."""
    may_merge(actor).require()
    contribution = locked(contribution)
    source = contribution.merged_into
    if contribution.state != ContributionState.MERGED or source is None:
        raise Unfit("contribution", _("This contribution is not merged."))
    why = fit_reason(reason)
    contribution.state = ContributionState.PUBLISHED
    contribution.merged_into = None
    contribution.changed_at = now
    contribution.save(update_fields=["state", "merged_into", "changed_at"])
    events.split(contribution, source, reason=why, now=now)
    return contribution
