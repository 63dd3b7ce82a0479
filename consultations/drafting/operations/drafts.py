"""Keeping what somebody writes, publishing it, and letting go of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.deliberation.domain.particulars import NONE, Particulars
from consultations.deliberation.enums import ContributionKind
from consultations.deliberation.errors import ChangedMeanwhile, Unfit
from consultations.deliberation.models import Consultation, Contribution, District, Theme
from consultations.deliberation.operations import contribute, join_authors
from consultations.deliberation.operations.attachments import FileChange, change_held
from consultations.deliberation.permissions import may_contribute
from consultations.deliberation.permissions_together import may_hold_files
from consultations.deliberation.queries.contributions import sent_before
from consultations.drafting.enums import WriterState
from consultations.drafting.models import Draft, DraftFile
from consultations.drafting.permissions import may_manage, may_write
from consultations.files.models import StoredFile
from consultations.files.operations.keeping import forget_files
from consultations.people.models import Participant
from consultations.people.operations.account import as_they_stand

KEPT_FOR = timedelta(days=180)
MOST = 20
LONGEST = 40_000
FIELDS = ("title", "body", "theme", "district", "address", "point", "cost", "tags")


def locked(draft: Draft) -> Draft:
    """The row read again under its lock. Raises Draft.DoesNotExist when it is gone."""
    return (
        Draft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("consultation", "author")
        .get(pk=draft.pk)
    )


def _fit(words: Mapping[str, str]) -> dict[str, str]:
    """Whatever was typed, as it is: only what no form could hold is refused."""
    typed = {name: str(words.get(name, "")).replace("\x00", "") for name in FIELDS}
    if sum(map(len, typed.values())) > LONGEST:
        raise Unfit("body", _("This is too long to be kept as a draft."))
    return {name: text for name, text in typed.items() if text}


@transaction.atomic
def begin_draft(
    *,
    actor: Participant | None,
    consultation: Consultation,
    words: Mapping[str, str],
    submission: uuid.UUID,
    now: datetime,
) -> Draft:
    """Keeps a form for the first time; the same ``submission`` gives the same draft. Raises NotAllowed or Unfit."""
    person = as_they_stand(actor)
    may_contribute(person, consultation, ContributionKind.PROPOSAL, now).require()
    assert person is not None
    if sent_before(person, submission):
        raise Unfit("body", _("This is published already."))
    standing = Draft.objects.filter(author=person, submission=submission).first()
    if standing is not None:
        return save_draft(actor=person, draft=standing, words=words, seen=standing.version, now=now)
    if Draft.objects.filter(author=person).count() >= MOST:
        raise Unfit("body", _("You have many drafts already. Publish or delete one first."))
    return Draft.objects.create(
        consultation=consultation,
        author=person,
        words=_fit(words),
        submission=submission,
        created_at=now,
        changed_at=now,
    )


@transaction.atomic
def save_draft(*, actor: Participant | None, draft: Draft, words: Mapping[str, str], seen: int, now: datetime) -> Draft:
    """New words in place of those of version ``seen``; the same words change nothing.

    Raises NotAllowed, Unfit, or ChangedMeanwhile when somebody who writes with the person was quicker.
    """
    draft = locked(draft)
    may_write(actor, draft).require()
    typed = _fit(words)
    if typed == draft.words:
        return draft
    if seen != draft.version:
        raise ChangedMeanwhile("body", _("Somebody else changed this draft since you opened it."))
    draft.words = typed
    draft.version += 1
    draft.changed_at = now
    draft.save(update_fields=["words", "version", "changed_at"])
    return draft


@transaction.atomic
def delete_draft(*, actor: Participant | None, draft: Draft) -> None:
    """For good, for everybody who wrote it. Raises NotAllowed."""
    draft = locked(draft)
    may_manage(actor, draft).require()
    let_go(draft)


def let_go(draft: Draft) -> None:
    """Deletes a draft with its files."""
    forget_files(StoredFile.objects.filter(draft__draft=draft))
    draft.delete()


@transaction.atomic
def change_draft_files(*, actor: Participant | None, draft: Draft, change: FileChange, now: datetime) -> Draft:
    """Raises NotAllowed or Unfit."""
    draft = locked(draft)
    may_write(actor, draft).require()
    if change.added:
        may_hold_files(draft.consultation).require()
    added = change_held([one.file for one in draft.files.select_related("file")], change, now)
    if added:
        DraftFile.objects.create(draft=draft, file=added)
    draft.changed_at = now
    draft.save(update_fields=["changed_at"])
    return draft


def _files_of(draft: Draft) -> list[StoredFile]:
    """Raises NotAllowed where files are no longer taken."""
    found = [one.file for one in draft.files.select_related("file")]
    if found:
        may_hold_files(draft.consultation).require()
    return found


@transaction.atomic
def publish_draft(
    *,
    actor: Participant | None,
    draft: Draft,
    title: str,
    body: str,
    now: datetime,
    theme: Theme | None = None,
    district: District | None = None,
    tags: Sequence[str] = (),
    particulars: Particulars = NONE,
    language: str = "",
) -> Contribution:
    """Publishes it under its author's name and those who accepted to write it; the draft is gone then.

    Raises NotAllowed or Unfit.
    """
    people = [draft.author_id, *draft.writers.values_list("participant_id", flat=True)]
    list(Participant.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    draft = locked(draft)
    may_manage(actor, draft).require()
    contribution = contribute(
        actor=actor,
        consultation=draft.consultation,
        kind=ContributionKind.PROPOSAL,
        title=title,
        body=body,
        theme=theme,
        district=district,
        tags=tags,
        particulars=particulars,
        language=language,
        submission=draft.submission,
        files=_files_of(draft),
        now=now,
    )
    for writer in draft.writers.filter(state=WriterState.WRITING).select_related("participant"):
        join_authors(contribution=contribution, person=writer.participant, now=now)
    draft.delete()
    return contribution


def forget_drafts(*, now: datetime) -> int:
    """Deletes those that nobody touched for KEPT_FOR; returns how many that were."""
    old = Draft.objects.filter(changed_at__lte=now - KEPT_FOR)
    forget_files(StoredFile.objects.filter(draft__draft__in=old))
    return old.delete()[1].get("drafting.Draft", 0)
