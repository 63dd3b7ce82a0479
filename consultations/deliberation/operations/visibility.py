"""Out of sight and back, for a decision that another district makes and puts on the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from consultations.deliberation import events
from consultations.deliberation.domain.lifecycle import can_become
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations.contributions import count_comment, locked


@transaction.atomic
def hide(*, contribution: Contribution, now: datetime) -> Contribution:
    """Hides its words everywhere, within the transaction of the decision that ordered it.

    Who may, and the event, are the caller's. What cannot be hidden (withdrawn, erased, hidden) stays as it is.
    """
    contribution = locked(contribution)
    if not can_become(contribution.state, ContributionState.HIDDEN):
        return contribution
    if contribution.state == ContributionState.PUBLISHED:
        count_comment(contribution, -1)
    contribution.state = ContributionState.HIDDEN
    contribution.changed_at = now
    contribution.save(update_fields=["state", "changed_at"])
    events.words_are_public(contribution, False)
    return contribution


@transaction.atomic
def restore(*, contribution: Contribution, reason: str, now: datetime) -> Contribution:
    """Shows a hidden contribution again as it was: text, links, counts and place in lists."""
    contribution = locked(contribution)
    if contribution.state != ContributionState.HIDDEN:
        return contribution
    contribution.state = ContributionState.MERGED if contribution.merged_into_id else ContributionState.PUBLISHED
    contribution.changed_at = now
    contribution.save(update_fields=["state", "changed_at"])
    if contribution.state == ContributionState.PUBLISHED:
        count_comment(contribution, 1)
    events.words_are_public(contribution, True)
    events.restored(contribution, reason=reason, now=now)
    return contribution
