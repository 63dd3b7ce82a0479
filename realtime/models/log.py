"""The log of a room: every accepted command as a numbered event, written before anybody is told."""

from __future__ import annotations

from django.db import models

from realtime.models.seat import Seat
from realtime.models.session import Session


class RoomEvent(models.Model):
    """``op`` is the sender's own name for the command, with the seat before it, so that a resend is found again.

    ``data`` fits the event's entry in realtime.domain.families. ``seat`` is for the person and the dots' limit; it is
    published nowhere and is emptied when the person's data is erased.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    op = models.CharField(max_length=64)
    type = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    at = models.DateTimeField()

    class Meta:
        ordering = ["session_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seq"], name="events_of_a_room_are_numbered"),
            models.UniqueConstraint(fields=["session", "op"], name="a_command_sent_twice_is_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.seq} of session/{self.session_id}"


class RoomSnapshot(models.Model):
    """The room after event ``seq`` as realtime.domain.kept writes it, so that a long log need not be read from its
    first event. It can be thrown away at any time, and is where a person's data in the log is erased."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="snapshot")
    seq = models.PositiveBigIntegerField()
    shape = models.CharField(max_length=64)
    state = models.TextField()

    def __str__(self) -> str:
        return f"snapshot {self.seq} of session/{self.session_id}"
