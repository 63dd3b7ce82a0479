"""Taking back a ballot on paper that was just entered wrongly."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.errors import Unfit
from consultations.people.models import Participant
from consultations.voting import events
from consultations.voting.enums import BallotState
from consultations.voting.models import Ballot
from consultations.voting.operations.casting import held
from consultations.voting.permissions import may_take_back

LONGEST_REASON = 200


@transaction.atomic
def take_back_paper(*, actor: Participant | None, ballot: Ballot, reason: str, now: datetime) -> Ballot:
    """It counts no more, as if it had not been entered; its sheet or code can be entered anew. Within a minute only.

    The reason is public. Raises NotAllowed or Unfit("reason").
    """
    ballot = (
        Ballot.objects.select_for_update(no_key=True, of=("self",))
        .select_related("question", "event")
        .get(pk=ballot.pk)
    )
    question = held(ballot.question)
    may_take_back(actor, ballot, question, now).require()
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Unfit("reason", _("Say in a few words what was wrong. The reason is public."))
    events.paper_withdrawn(question, reason=reason, now=now)
    ballot.state, ballot.choice = BallotState.WITHDRAWN, None
    ballot.save(update_fields=["state", "choice"])
    return ballot
