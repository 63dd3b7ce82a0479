"""Results of a closed session enter its consultation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import Channel, ContributionKind
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Contribution
from consultations.deliberation.operations import contribute
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations import add_to_codes, append
from realtime.domain.results import results
from realtime.domain.rules import Fact, Result
from realtime.models import HandedOver, Seat, Session
from realtime.operations.commit import OpenLog, close_logs, open_logs
from realtime.operations.tell import tell_results
from realtime.permissions import may_hand_over


@dataclass(frozen=True, slots=True)
class Chosen:
    """A result by its number in the room, in the words in which it is handed over."""

    item: int
    title: str
    body: str


@transaction.atomic
def hand_over(*, actor: Participant, session: Session, chosen: Sequence[Chosen], now: datetime) -> list[Contribution]:
    """One contribution for each of ``chosen``; what was handed over before is returned and not made again.

    Raises NotAllowed, or Unfit with ``field`` as ``<item>-title`` or ``<item>-body``; then none is handed over.
    """
    log = open_logs([session.pk])[session.pk]
    may_hand_over(actor, log.session).require()
    found = {result.item: result for result in results(log.room)}
    made = []
    for choice in chosen:
        result = found.get(choice.item)
        if result is None:
            raise Unfit(f"{choice.item}-title", _("This is not among the results of the session."))
        earlier = HandedOver.objects.filter(session=log.session, item=choice.item).select_related("contribution")
        before = earlier.first()
        made.append(before.contribution if before else _enter(actor, log, result, choice, now))
    close_logs([log], now)
    if made:
        tell_results(log.session, now)
    return made


def _enter(actor: Participant, log: OpenLog, result: Result, choice: Chosen, now: datetime) -> Contribution:
    session = log.session
    try:
        contribution = contribute(
            actor=actor,
            consultation=session.consultation,
            kind=ContributionKind.SESSION_OUTPUT,
            title=choice.title,
            body=choice.body,
            now=now,
            language=session.language,
            channel=Channel.ROOM,
            session=session.subject,
        )
    except Unfit as error:
        raise Unfit(f"{choice.item}-{error.field}", str(error)) from error
    figures = {"notes": result.said, "dots": result.dots}
    HandedOver.objects.create(session=session, item=result.item, contribution=contribution, at=now, **figures)
    told = _record(log, result, contribution, now)
    _put_under_codes(log, result, [told, *Event.objects.filter(subject=contribution.subject)])
    fact = Fact("result.handed_over", {"item": result.item, "contribution": contribution.pk})
    log.write(fact, op=f"result:{result.item}", seat=None, now=now)
    return contribution


def _record(log: OpenLog, result: Result, contribution: Contribution, now: datetime) -> Event:
    session = log.session
    return append(
        type="session.result",
        subject=session.subject,
        process=session.consultation.slug,
        now=now,
        data={
            "activity": result.activity,
            "contribution": contribution.subject,
            "notes": result.said,
            "dots": result.dots,
            "participants": log.room.stage(result.activity).voters,
            **_history(log, result),
        },
    )


def _history(log: OpenLog, result: Result) -> dict[str, Any]:
    """Of a text: how many changes people made to it, and the digest over all of them."""
    outcome = log.room.stage(result.activity).outcome
    return {"edits": outcome["edits"], "log_sha256": outcome["digest"]} if result.paragraphs else {}


def _put_under_codes(log: OpenLog, result: Result, events: list[Event]) -> None:
    """So that people without a phone, for whom somebody wrote, find by their slip what became of their note."""
    said = Seat.objects.filter(session=log.session, pk__in={note.seat for note in result.notes}, receipt__isnull=False)
    codes = [code for code in said.values_list("receipt_id", flat=True) if code is not None]
    if codes:
        add_to_codes(codes=codes, events=events)
