"""A second person's reading of a text, where the city wants one before it is published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.decisions.enums import ReviewState, RevisionState
from consultations.decisions.models import Decision, DecisionRevision, Review, SecondReaderRule
from consultations.decisions.permissions import may_decide, may_drop_second_reader, may_review
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.people.models import Participant
from consultations.people.operations.office import office_of

LONGEST_NOTE = 1000


@transaction.atomic
def set_second_reader(*, actor: Participant, consultation: Consultation, wanted: bool, now: datetime) -> bool:
    """Whether a second person reads each decision of ``consultation`` before it is published; returns ``wanted``.

    Who may decide may ask for it; only an administrator takes it away again, so that nobody frees themselves of it.
    Each ``decision.published`` on the record names the second reader's post, or none. Raises NotAllowed.
    """
    Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
    may_decide(actor).require()
    standing = SecondReaderRule.objects.filter(consultation=consultation)
    if wanted and not standing.exists():
        SecondReaderRule.objects.create(consultation=consultation, by=actor, since=now)
    elif not wanted and standing.exists():
        may_drop_second_reader(actor).require()
        standing.delete()
    return wanted


@transaction.atomic
def ask_for_review(*, actor: Participant, decision: Decision, number: int, now: datetime) -> Review:
    """Asks a second person to read revision ``number``, which must be the newest. Raises NotAllowed, Unfit."""
    revision = _newest_locked(decision, number)
    may_decide(actor).require()
    if revision.state == RevisionState.PUBLISHED:
        raise Unfit("number", _("This text is published already."))
    if revision.reviews.exclude(state=ReviewState.RETURNED).exists():
        raise Unfit("number", _("A second person is reading this version already."))
    return Review.objects.create(revision=revision, asked_by=actor, asked_at=now)


@transaction.atomic
def give_review(
    *, actor: Participant, review: Review, approved: bool, now: datetime, note: str = "", role: str = ""
) -> Review:
    """Approves the text, or sends it back with a ``note`` that says what has to change.

    ``actor`` neither wrote this version nor asked for its reading. ``role``: the post in whose name it is read.
    Raises NotAllowed, Unfit (field ``number`` or ``note``).
    """
    revision = _newest_locked(review.revision.decision, review.revision.number)
    review = Review.objects.select_for_update(of=("self",), no_key=True).get(pk=review.pk)
    review.revision = revision
    may_review(actor, review).require()
    note = note.strip()
    if review.state != ReviewState.ASKED:
        raise Unfit("number", _("This reading was given already."))
    if not approved and not note:
        raise Unfit("note", _("Say what has to change."))
    if len(note) > LONGEST_NOTE:
        raise Unfit("note", _("Say it in at most %(limit)s characters.") % {"limit": LONGEST_NOTE})
    review.state = ReviewState.APPROVED if approved else ReviewState.RETURNED
    review.role = office_of(actor, role, revision.decision.language)
    review.by, review.at, review.note = actor, now, note
    review.save(update_fields=["state", "role", "by", "at", "note"])
    return review


def _newest_locked(decision: Decision, number: int) -> DecisionRevision:
    Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    newest = decision.revisions.select_related("decision__consultation").order_by("-number")[0]
    if newest.number != number:
        raise Unfit("number", _("There is a newer text now. Read that one."))
    return newest
