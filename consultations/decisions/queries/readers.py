"""Whether a second person has to read a decision, and who has."""

from __future__ import annotations

from consultations.decisions.enums import ReviewState
from consultations.decisions.models import DecisionRevision, Review, SecondReaderRule
from consultations.deliberation.models import Consultation


def needs_second_reader(consultation: Consultation) -> bool:
    return SecondReaderRule.objects.filter(consultation=consultation).exists()


def last_review(revision: DecisionRevision) -> Review | None:
    """The newest reading asked for of ``revision``, whatever came of it."""
    return revision.reviews.select_related("asked_by", "by", "revision").order_by("-asked_at", "-pk").first()


def is_approved(revision: DecisionRevision) -> bool:
    return revision.reviews.filter(state=ReviewState.APPROVED).exists()
