"""What is erased of a person here; the record keeps digests, so that it still verifies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from consultations.deliberation import triggers
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import (
    Contribution,
    ContributionRevision,
    MergeObjection,
    QuotePermission,
    Tag,
)
from consultations.deliberation.operations.contributions import count_comment
from consultations.deliberation.queries.record import SUPPORT_TYPES, TEXT_TYPES, supports_of
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase

DELETED = "account deleted at the person's request"
RENAMED = "public name changed by the person"


def _written(participant: Participant) -> list[Event]:
    subjects = [contribution.subject for contribution in Contribution.objects.filter(author=participant)]
    return list(Event.objects.filter(subject__in=subjects, type__in=TEXT_TYPES))


def _supports(participant: Participant, name: str) -> list[Event]:
    """Also of supports taken back, whose rows are gone."""
    held = Event.objects.filter(type__in=SUPPORT_TYPES, disclosures__name="supporter")
    return supports_of(list(held), name)


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Their name goes from what they wrote and supported; with ``texts`` their words go too, and tombstones stay."""
    QuotePermission.objects.filter(by=participant).delete()
    erase(events=_supports(participant, participant.pseudonym), fields=("supporter",), ground=DELETED, now=now)
    erase(events=_written(participant), fields=None if texts else ("author",), ground=DELETED, now=now)
    if texts:
        objections = MergeObjection.objects.filter(by=participant).select_related("contribution")
        subjects = [objection.contribution.subject for objection in objections]
        events = Event.objects.filter(subject__in=subjects, type="contribution.merge_objected")
        erase(events=events, ground=DELETED, now=now)
        objections.update(reason="")


def forget_name(participant: Participant, *, old: str, now: datetime) -> None:
    """After a change of name the old one stands on no public page, on the record's neither."""
    erase(events=_written(participant), fields=("author",), ground=RENAMED, now=now)
    erase(events=_supports(participant, old), fields=("supporter",), ground=RENAMED, now=now)


def erase_copies(events: Sequence[Event], fields: Collection[str] | None) -> None:
    """Words go from the rows with their disclosures; also when a restored backup is brought up to date."""
    if fields is not None and not {"title", "body"} & set(fields):
        return
    for event in events:
        if event.type in TEXT_TYPES:
            _erase_revision(event.subject.removeprefix("contribution/"), event.data.get("revision", 0))
    transaction.on_commit(triggers.forget_remains)


def _erase_revision(number: str, revision: int) -> None:
    contribution = Contribution.objects.filter(pk=number).first()
    if contribution is None:
        return
    rows = ContributionRevision.objects.filter(contribution=contribution, number=revision)
    rows.update(title="", body="", body_html="")
    if contribution.revision != revision or contribution.state == ContributionState.ERASED:
        return
    if contribution.state == ContributionState.PUBLISHED:
        count_comment(contribution, -1)
    _forget_tags(contribution)
    contribution.title = contribution.body = contribution.body_html = contribution.search_text = ""
    contribution.state = ContributionState.ERASED
    contribution.save(update_fields=["title", "body", "body_html", "search_text", "state"])


def _forget_tags(contribution: Contribution) -> None:
    """Takes its tags off; a word that nobody else uses goes."""
    worn = list(contribution.tags.values_list("pk", flat=True))
    contribution.tags.clear()
    Tag.objects.filter(pk__in=worn, tagged=None).delete()
