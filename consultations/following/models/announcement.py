"""An outcome that people are told of: each of them once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from consultations.decisions.models import DecisionRevision
from consultations.deliberation.models import Consultation


class Announcement(models.Model):
    """A decision's revision that was put in force, or, without ``revision``, answers given or changed after one was.

    ``after`` and ``until`` are places in the order of the record's events: what happened in between is what is new.
    ``told_at``: everybody has their message; empty while they are being told.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="announcements")
    revision = models.OneToOneField(
        DecisionRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="announcement"
    )
    after = models.PositiveBigIntegerField(default=0)
    until = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "until"],
                condition=Q(revision__isnull=True),
                name="late_answers_are_announced_once",
            ),
            models.CheckConstraint(condition=Q(after__lte=F("until")), name="an_announcement_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"announcement {self.pk} of {self.consultation_id}"

    @property
    def key(self) -> str:
        """What the notices of it are keyed by, so that nobody is told twice."""
        return f"outcome/{self.pk}"
