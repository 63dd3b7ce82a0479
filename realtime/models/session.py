"""A live session of a consultation: its room, its code and how far its log has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.models import Consultation
from consultations.record.uuid7 import uuid7
from realtime.enums import Door, RoomState


class Session(models.Model):
    """``agenda``, as realtime.domain.agenda reads it, is what was prepared; what became of it is in the log
    (``agenda.revised``) and the room's state. ``seq`` is the number of the last event in its log.

    ``rehearsal_of``: a copy to practise with, on no record and in no list, deleted when it ends.
    ``state``, ``door``, ``opened_at`` and ``closed_at`` repeat what the log says, for lists; they change with it only.
    ``planned_at``: when it is to begin. ``place``: where, in words. ``captions_url`` and ``interpretation_url``: where
    people read along or hear an interpreter. ``correct_days``: how long corrections of the minutes may be proposed.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="live_sessions")
    code = models.CharField(max_length=6, unique=True)
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    agenda = models.JSONField()
    state = models.CharField(max_length=10, choices=RoomState, default=RoomState.PREPARED)
    door = models.CharField(max_length=8, choices=Door, default=Door.OPEN)
    planned_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    captions_url = models.URLField(max_length=300, blank=True)
    interpretation_url = models.URLField(max_length=300, blank=True)
    correct_days = models.PositiveSmallIntegerField(default=14)
    seq = models.PositiveBigIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="live_sessions")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rehearsal_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="rehearsals")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=RoomState.PREPARED, opened_at__isnull=True)
                | (~models.Q(state=RoomState.PREPARED) & models.Q(opened_at__isnull=False)),
                name="an_opened_session_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RoomState.CLOSED, closed_at__isnull=False)
                | (~models.Q(state=RoomState.CLOSED) & models.Q(closed_at__isnull=True)),
                name="a_closed_session_says_when",
            ),
        ]
        verbose_name = _("live session")

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"session/{self.pk}"

    @property
    def correct_until(self) -> datetime | None:
        """When its minutes become final; None before it is closed."""
        return self.closed_at + timedelta(days=self.correct_days) if self.closed_at else None
