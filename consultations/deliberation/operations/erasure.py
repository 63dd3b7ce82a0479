"""What is erased of a person here; the record keeps digests, so that it still verifies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from consultations.deliberation import triggers
from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import (
    AuthorInvitation,
    Contribution,
    ContributionRevision,
    Endorsement,
    Mention,
    MergeObjection,
    OrganisationContact,
    QuotePermission,
    Suggestion,
    Tag,
    ToldOnce,
)
from consultations.deliberation.operations.attachments import forget_files_of
from consultations.deliberation.operations.coauthors import pass_on
from consultations.deliberation.operations.contributions import count_comment, locked
from consultations.deliberation.queries.record import AUTHOR_TYPES, SUPPORT_TYPES, TEXT_TYPES, named_in, supports_of
from consultations.people.models import Participant
from consultations.record.models import Event
from consultations.record.operations.erase import erase

DELETED = "account deleted at the person's request"
DECLINED = "contribution.suggestion_declined"
NOWHERE: dict[str, str | None] = {"address": "", "latitude": None, "longitude": None}
RENAMED = "public name changed by the person"


def _written(participant: Participant) -> list[Event]:
    subjects = [contribution.subject for contribution in Contribution.objects.filter(author=participant)]
    return list(Event.objects.filter(subject__in=subjects, type__in=TEXT_TYPES))


def _authored_with(name: str) -> list[Event]:
    """Joining and leaving authors under ``name``, and the words that it stood above before its person left."""
    held = list(Event.objects.filter(type__in=AUTHOR_TYPES, disclosures__name="author"))
    own = named_in(held, "author", name)
    left = [event.subject for event in own if event.type == AUTHOR_TYPES[1]]
    words = list(Event.objects.filter(subject__in=left, type__in=TEXT_TYPES, disclosures__name="author"))
    return own + named_in(words, "author", name)


def _supports(participant: Participant, name: str) -> list[Event]:
    """Also of supports taken back, whose rows are gone."""
    held = Event.objects.filter(type__in=SUPPORT_TYPES, disclosures__name="supporter")
    return supports_of(list(held), name)


def erase_person(participant: Participant, *, texts: bool, now: datetime) -> None:
    """Their name goes from what they wrote and supported; with ``texts`` their words go too, and tombstones stay.

    What they wrote with others stays with the others.
    """
    _leave_everything(participant, now)
    erase(events=_authored_with(participant.pseudonym), fields=("author",), ground=DELETED, now=now)
    if texts:
        _forget_passages(participant, now)
    Mention.objects.filter(Q(participant=participant) | Q(contribution__author=participant)).delete()
    QuotePermission.objects.filter(by=participant).delete()
    AuthorInvitation.objects.filter(participant=participant).delete()
    OrganisationContact.objects.filter(participant=participant).delete()
    Endorsement.objects.filter(by=participant).update(by=None)
    ToldOnce.objects.filter(participant=participant).delete()
    erase(events=_supports(participant, participant.pseudonym), fields=("supporter",), ground=DELETED, now=now)
    erase(events=_written(participant), fields=None if texts else ("author",), ground=DELETED, now=now)
    if texts:
        objections = MergeObjection.objects.filter(by=participant).select_related("contribution")
        subjects = [objection.contribution.subject for objection in objections]
        events = Event.objects.filter(subject__in=subjects, type="contribution.merge_objected")
        erase(events=events, ground=DELETED, now=now)
        objections.update(reason="")


def _leave_everything(participant: Participant, now: datetime) -> None:
    shared = Q(author=participant, coauthors__isnull=False) | Q(coauthors__participant=participant)
    for contribution in Contribution.objects.filter(shared).distinct().order_by("pk"):
        pass_on(locked(contribution), participant, now)


def _forget_passages(participant: Participant, now: datetime) -> None:
    """Suggestions of others quote what the person wrote; reasons for declining are theirs too."""
    quoting = Suggestion.objects.filter(contribution__parent__author=participant)
    subjects = [f"contribution/{pk}" for pk in quoting.values_list("contribution_id", flat=True)]
    quotes = Event.objects.filter(subject__in=subjects, type=TEXT_TYPES[0])
    erase(events=quotes, fields=("passage",), ground=DELETED, now=now)
    quoting.update(passage="")
    answered = Suggestion.objects.filter(answered_by=participant).exclude(answer="")
    subjects = [f"contribution/{pk}" for pk in answered.values_list("contribution_id", flat=True)]
    reasons = Event.objects.filter(subject__in=subjects, type=DECLINED)
    erase(events=reasons, ground=DELETED, now=now)
    answered.update(answer="")


def forget_name(participant: Participant, *, old: str, now: datetime) -> None:
    """After a change of name the old one stands on no public page, on the record's neither."""
    erase(events=_written(participant), fields=("author",), ground=RENAMED, now=now)
    erase(events=_authored_with(old), fields=("author",), ground=RENAMED, now=now)
    erase(events=_supports(participant, old), fields=("supporter",), ground=RENAMED, now=now)


def erase_copies(events: Sequence[Event], fields: Collection[str] | None) -> None:
    """Words go from the rows with their disclosures; also when a restored backup is brought up to date."""
    _erase_suggested(events, fields)
    if fields is not None and not {"title", "body"} & set(fields):
        return
    for event in events:
        if event.type in TEXT_TYPES:
            _erase_revision(event.subject.removeprefix("contribution/"), event.data.get("revision", 0))
    transaction.on_commit(triggers.forget_remains)


def _erase_suggested(events: Sequence[Event], fields: Collection[str] | None) -> None:
    columns = {TEXT_TYPES[0]: {"passage": "passage", "replacement": "replacement"}, DECLINED: {"reason": "answer"}}
    for event in events:
        gone = [column for name, column in columns.get(event.type, {}).items() if fields is None or name in fields]
        if gone:
            number = int(event.subject.removeprefix("contribution/"))
            Suggestion.objects.filter(contribution_id=number).update(**dict.fromkeys(gone, ""))


def _erase_revision(number: str, revision: int) -> None:
    contribution = Contribution.objects.filter(pk=number).first()
    if contribution is None:
        return
    rows = ContributionRevision.objects.filter(contribution=contribution, number=revision)
    rows.update(title="", body="", body_html="", **NOWHERE)
    if contribution.revision != revision or contribution.state == ContributionState.ERASED:
        return
    if contribution.state == ContributionState.PUBLISHED:
        count_comment(contribution, -1)
    _forget_tags(contribution)
    forget_files_of(contribution)
    contribution.title = contribution.body = contribution.body_html = contribution.search_text = ""
    for field, nothing in NOWHERE.items():
        setattr(contribution, field, nothing)
    contribution.state = ContributionState.ERASED
    contribution.save(update_fields=["title", "body", "body_html", "search_text", "state", *NOWHERE])


def _forget_tags(contribution: Contribution) -> None:
    """Takes its tags off; a word that nobody else uses goes."""
    worn = list(contribution.tags.values_list("pk", flat=True))
    contribution.tags.clear()
    Tag.objects.filter(pk__in=worn, tagged=None).delete()
