"""What became of a contribution, in the words of the one who answers for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.decisions.enums import Outcome
from consultations.deliberation.models import Contribution
from consultations.record.models import Event


class Disposition(models.Model):
    """One answer. Earlier answers stay; ``latest`` marks the one that holds.

    ``role`` names the official's post, never the person. ``due`` is the day by which more will be said or done.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="dispositions")
    outcome = models.CharField(max_length=25, choices=Outcome)
    reason = models.CharField(max_length=2000, blank=True)
    role = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    into = models.ForeignKey(Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    latest = models.BooleanField(default=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["contribution_id", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(latest=True),
                name="one_answer_to_a_contribution_holds",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.MERGED, into__isnull=False)
                | (~Q(outcome=Outcome.MERGED) & Q(into__isnull=True)),
                name="answered_with_another_says_with_which",
                violation_error_message=_("Say with which contribution it is answered."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.PENDING, Outcome.MERGED, Outcome.WITHDRAWN]) | ~Q(reason=""),
                name="an_answer_gives_its_reason",
                violation_error_message=_("Give a reason that the person can understand."),
            ),
        ]
        indexes = [models.Index(fields=["outcome", "latest"], name="answers_by_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome}: contribution/{self.contribution_id}"
