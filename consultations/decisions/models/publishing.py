"""The way of a revision into force: a second person's reading, and publishing on a date."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.decisions.enums import PlanState, ReviewState
from consultations.decisions.models.decision import DecisionRevision
from consultations.deliberation.models import Consultation


class SecondReaderRule(models.Model):
    """Where one stands, a second person reads each decision of the consultation before it is published."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="second_reader_rule")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"second reader of {self.consultation_id}"


class Review(models.Model):
    """A second person's reading of one revision. ``role`` is the post of the one who read it, never the person."""

    revision = models.ForeignKey(DecisionRevision, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["revision_id", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(state__in=[ReviewState.ASKED, ReviewState.APPROVED]),
                name="a_revision_is_read_once_at_a_time",
                violation_error_message=_("A second person is reading this version already."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.ASKED, at__isnull=True, role="")
                | (~Q(state=ReviewState.ASKED) & Q(at__isnull=False) & ~Q(role="")),
                name="a_review_given_says_when_and_in_whose_name",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.RETURNED) | ~Q(note=""),
                name="a_text_sent_back_says_why",
                violation_error_message=_("Say what has to change."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} reading of {self.revision_id}"


class PublishingPlan(models.Model):
    """A revision that publishes itself at ``at``, if nothing more is missing then than when it was planned.

    ``missing``: the public statement of what is missing and why; ``unexplained`` and ``unanswered``: the numbers it
    was written for. ``outcome`` says why a plan was stopped.
    """

    revision = models.ForeignKey(DecisionRevision, on_delete=models.PROTECT, related_name="plans")
    at = models.DateTimeField()
    missing = models.TextField(max_length=4000, blank=True)
    unexplained = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(state=PlanState.WAITING),
                name="a_revision_is_planned_once_at_a_time",
                violation_error_message=_("A date is set for this version already."),
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.WAITING, settled_at__isnull=True)
                | (~Q(state=PlanState.WAITING) & Q(settled_at__isnull=False)),
                name="a_settled_plan_says_since_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="plans_by_date")]

    def __str__(self) -> str:
        return f"{self.state}: revision {self.revision_id} at {self.at}"
