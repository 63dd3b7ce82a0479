"""Promising, and saying later what came of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.decisions import events
from consultations.decisions.enums import PromiseState
from consultations.decisions.models import Decision, Promise, PromiseUpdate
from consultations.decisions.permissions import may_decide
from consultations.deliberation.errors import Unfit
from consultations.people.models import Participant
from consultations.record.uuid7 import uuid7


@transaction.atomic
def make_promise(
    *,
    actor: Participant,
    decision: Decision,
    text: str,
    owner: str,
    due: date,
    now: datetime,
    sid: int | None = None,
) -> Promise:
    """Promises ``text`` by the day ``due``; ``owner`` is the post or office that answers for it, never a person's name.

    ``sid``: the passage that it carries out. Raises NotAllowed, Unfit (field ``text``, ``owner`` or ``sid``).
    """
    may_decide(actor).require()
    text, owner = text.strip(), owner.strip()
    if not text:
        raise Unfit("text", _("Say what is promised."))
    if not owner:
        raise Unfit("owner", _("Say which office is responsible."))
    if sid is not None and not decision.revisions.filter(passages__sid=sid).exists():
        raise Unfit("sid", _("This text has no such passage."))
    public_id = uuid7(int(now.timestamp() * 1000))
    return Promise.objects.create(
        public_id=public_id,
        decision=decision,
        sid=sid,
        text=text,
        owner=owner,
        due=due,
        by=actor,
        at=now,
        event=events.promised(public_id, decision, text=text, owner=owner, due=due, now=now),
    )


@transaction.atomic
def update_promise(
    *,
    actor: Participant,
    promise: Promise,
    state: PromiseState,
    text: str,
    now: datetime,
    owner: str = "",
    due: date | None = None,
) -> PromiseUpdate:
    """Adds what happened since; ``state`` is how it stands now.

    ``owner`` and ``due`` hand it to another office or move its day, in public: the first ones stay visible. Empty, or
    the same as now: unchanged. Raises NotAllowed, Unfit (field ``text``).
    """
    promise = (
        Promise.objects.select_for_update(of=("self",), no_key=True)
        .select_related("decision__consultation")
        .get(pk=promise.pk)
    )
    may_decide(actor).require()
    text, owner = text.strip(), owner.strip()
    if not text:
        raise Unfit("text", _("Say what happened since."))
    owner = "" if owner == promise.owner else owner
    due = None if due == promise.due else due
    _go_on(promise, state, owner, due)
    return PromiseUpdate.objects.create(
        promise=promise,
        state=state,
        text=text,
        owner=owner,
        due=due,
        by=actor,
        at=now,
        event=events.promise_updated(promise, state=state, text=text, owner=owner, due=due, now=now),
    )


def _go_on(promise: Promise, state: PromiseState, owner: str, due: date | None) -> None:
    """Keeps the first owner and day beside the new ones."""
    promise.state = state
    if owner:
        promise.first_owner, promise.owner = promise.first_owner or promise.owner, owner
    if due:
        promise.first_due, promise.due = promise.first_due or promise.due, due
    promise.save(update_fields=["state", "owner", "due", "first_owner", "first_due"])
