"""Giving, changing and withdrawing contributions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.deliberation import events, places
from consultations.deliberation.domain import particulars as told
from consultations.deliberation.domain import richtext
from consultations.deliberation.domain.lifecycle import ANSWERED_KINDS
from consultations.deliberation.domain.particulars import Particulars
from consultations.deliberation.enums import Channel, ContributionKind, ContributionState, Stance
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Consultation, Contribution, ContributionRevision, District, Theme
from consultations.deliberation.operations.attachments import NO_CHANGE, FileChange, change_files, hold_files
from consultations.deliberation.operations.fitting import Words, check_asked, fit_words, particulars_of
from consultations.deliberation.operations.mentions import tell_named
from consultations.deliberation.permissions import may_comment, may_contribute, may_revise, may_withdraw
from consultations.deliberation.queries.contributions import sent_before
from consultations.files.models import StoredFile
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand


@transaction.atomic
def contribute(
    *,
    actor: Participant | None,
    consultation: Consultation,
    kind: ContributionKind,
    title: str = "",
    body: str,
    now: datetime,
    language: str = "",
    parent: Contribution | None = None,
    about: str = "",
    stance: str = "",
    theme: Theme | None = None,
    district: District | None = None,
    tags: Sequence[str] = (),
    particulars: Particulars = told.NONE,
    channel: Channel = Channel.WEB,
    submission: uuid.UUID | None = None,
    session: str = "",
    named: bool = True,
    files: Sequence[StoredFile] = (),
) -> Contribution:
    """Publishes what ``actor`` gave; a form sent twice (same ``submission``) gives the first one again.

    Session results, what staff enter for others and what is not to be ``named`` have no author. ``session``: subject of
    the live session; ``about``: of the place (places.py) of a comment that is no answer. Raises NotAllowed or Unfit."""
    person = as_they_stand(actor)
    if submission and (first := sent_before(person, submission)):
        return first
    parent = _answered(person, parent, now) if parent else None
    consultation = Consultation.objects.get(pk=consultation.pk)
    may_contribute(person, consultation, kind, now, channel).require()
    words = check_asked(consultation, kind, channel, fit_words(kind, title, body, tags, particulars))
    _check_place(person, consultation, kind, parent, theme, stance, about)
    contribution = Contribution(consultation=consultation, kind=kind, channel=channel, about=about)
    contribution.author = person if named and _is_own(contribution) else None
    contribution.parent, contribution.root = parent, (parent.root or parent) if parent else None
    contribution.stance, contribution.theme, contribution.district = stance, theme, district
    contribution.language, contribution.submission = language, submission
    return publish_words(contribution, words, now, session, files)


def _is_own(contribution: Contribution) -> bool:
    """Whether whoever gives it says so for themselves."""
    return contribution.channel == Channel.WEB and contribution.kind != ContributionKind.SESSION_OUTPUT


def publish_words(
    contribution: Contribution,
    words: Words,
    now: datetime,
    session: str = "",
    files: Sequence[StoredFile] = (),
    *,
    tell: bool = True,
) -> Contribution:
    """Saves a new contribution and puts it on the record. Who may, and whether it fits, was asked by the caller.

    ``tell``: those whom the words name with ``@``, unless they were told already.
    """
    set_down(contribution, words, now)
    hold_files(contribution, files)
    events.published(contribution, session=session, now=now)
    if tell:
        tell_named(contribution, now)
    return contribution


def _answered(person: Participant | None, parent: Contribution, now: datetime) -> Contribution:
    parent = Contribution.objects.select_related("consultation", "root").get(pk=parent.pk)
    may_comment(person, parent, now).require()
    return parent


def set_down(contribution: Contribution, words: Words, now: datetime) -> None:
    """Saves a new contribution with its first words; the event is the caller's."""
    words.put_on(contribution)
    contribution.body_html = richtext.render(words.body)
    contribution.search_text = words.search_text
    contribution.in_scope = contribution.kind in ANSWERED_KINDS and contribution.parent is None
    contribution.created_at = contribution.changed_at = now
    contribution.save()
    _keep_revision(contribution, now)
    if words.tags:
        contribution.tags.set(words.tags)
    count_comment(contribution, 1)


def _check_place(
    person: Participant | None,
    consultation: Consultation,
    kind: ContributionKind,
    parent: Contribution | None,
    theme: Theme | None,
    stance: str,
    about: str,
) -> None:
    if kind != ContributionKind.COMMENT and parent is not None:
        raise Unfit("parent", _("A comment belongs to a contribution, and only a comment does."))
    if parent is not None and parent.consultation_id != consultation.pk:
        raise Unfit("parent", _("The contribution that you answer belongs to another consultation."))
    if theme is not None and (theme.consultation_id != consultation.pk or theme.retired):
        raise Unfit("theme", _("Choose one of the themes of this consultation."))
    if stance and stance not in Stance.values:
        raise Unfit("stance", _("Choose one of the answers offered."))
    _check_about(person, consultation, kind, parent, about)


def _check_about(
    person: Participant | None,
    consultation: Consultation,
    kind: ContributionKind,
    parent: Contribution | None,
    about: str,
) -> None:
    if (kind == ContributionKind.COMMENT) != bool(parent or about) or (parent and about):
        raise Unfit("parent", _("A comment belongs to a contribution, and only a comment does."))
    if not about:
        return
    place = places.find(about, person)
    if place is None or place.consultation.pk != consultation.pk:
        raise Unfit("about", _("What you comment on is no longer there."))


def _keep_revision(contribution: Contribution, now: datetime, suggestion: Contribution | None = None) -> None:
    ContributionRevision.objects.create(
        contribution=contribution,
        number=contribution.revision,
        title=contribution.title,
        body=contribution.body,
        body_html=contribution.body_html,
        address=contribution.address,
        latitude=contribution.latitude,
        longitude=contribution.longitude,
        estimated_cost=contribution.estimated_cost,
        at=now,
        suggestion=suggestion,
    )


def count_comment(contribution: Contribution, change: int) -> None:
    """Keeps the counters above a comment that came into sight (1) or went out of it (-1)."""
    if contribution.kind != ContributionKind.COMMENT or contribution.parent_id is None:
        return
    above = {contribution.parent_id, contribution.root_id or contribution.parent_id}
    Contribution.objects.filter(pk__in=above).order_by("pk").update(comment_count=F("comment_count") + change)


def locked(contribution: Contribution) -> Contribution:
    """The row read again under its lock, with what permissions need."""
    return (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("consultation", "author", "merged_into", "part_of__contribution")
        .get(pk=contribution.pk)
    )


@transaction.atomic
def revise(
    *,
    actor: Participant | None,
    contribution: Contribution,
    title: str = "",
    body: str,
    now: datetime,
    seen_revision: int,
    tags: Sequence[str] | None = None,
    particulars: Particulars | None = None,
    files: FileChange = NO_CHANGE,
) -> Contribution:
    """New words in place of those of revision ``seen_revision``, which is kept; the same words change nothing.

    Tags and particulars that are not given stay. A file that is removed is deleted for good.

    Raises NotAllowed, Unfit, or ChangedMeanwhile when another revision was saved since.
    """
    person = as_they_stand(actor)
    contribution = locked(contribution)
    may_revise(person, contribution, now).require()
    kept_tags = [tag.name for tag in contribution.tags.all()] if tags is None else list(tags)
    kind = ContributionKind(contribution.kind)
    words = fit_words(kind, title, body, kept_tags, particulars or particulars_of(contribution))
    if words.particulars != particulars_of(contribution):
        check_asked(contribution.consultation, kind, Channel.WEB, words)
    if contribution.revision != seen_revision:
        raise ChangedMeanwhile(
            "body",
            _("This contribution was changed since you opened the form. Compare with its newest text and save again."),
        )
    if tags is not None:
        contribution.tags.set(words.tags)
    return change_words(contribution, words, now, other_files=change_files(contribution, files, now))


def change_words(
    contribution: Contribution,
    words: Words,
    now: datetime,
    suggestion: Contribution | None = None,
    *,
    other_files: bool = False,
) -> Contribution:
    """The next revision of a locked contribution; ``suggestion`` names whose words were taken over.

    ``other_files``: its files changed, so that there is one though the words are the same.
    """
    contribution.search_text = words.search_text
    if words.stand_on(contribution) and not other_files:
        contribution.save(update_fields=["search_text"])
        return contribution
    words.put_on(contribution)
    contribution.body_html = richtext.render(words.body)
    contribution.revision += 1
    contribution.changed_at = now
    where_and_cost = ("address", "latitude", "longitude", "estimated_cost")
    words_now = ("title", "body", "body_html", "search_text", "revision", "changed_at")
    contribution.save(update_fields=[*words_now, *where_and_cost])
    _keep_revision(contribution, now, suggestion)
    events.revised(contribution, now=now, suggestion=suggestion)
    tell_named(contribution, now)
    return contribution


@transaction.atomic
def withdraw(*, actor: Participant | None, contribution: Contribution, now: datetime) -> Contribution:
    """Takes it back: a tombstone stays, and its words are public nowhere, on the record neither."""
    contribution = locked(contribution)
    may_withdraw(actor, contribution).require()
    take_back(contribution, now)
    return contribution


def take_back(contribution: Contribution, now: datetime) -> None:
    """Withdraws a ``locked`` contribution in the name of whoever gave it; who may must have been asked."""
    if contribution.state == ContributionState.PUBLISHED:
        count_comment(contribution, -1)
    contribution.state = ContributionState.WITHDRAWN
    contribution.changed_at = now
    contribution.save(update_fields=["state", "changed_at"])
    events.withdrawn(contribution, now=now)
    events.words_are_public(contribution, False)
