"""A person's place in a room: an account's, or a guest's that a cookie holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from realtime.enums import SeatRole
from realtime.models.session import Session


class Seat(models.Model):
    """``token_hash`` is the SHA-256 of the guest's cookie; ``name`` what they like to be called."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats"
    )
    token_hash = models.CharField(max_length=64, null=True, blank=True)
    name = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=12, choices=SeatRole, default=SeatRole.PARTICIPANT)
    language = models.CharField(max_length=10, default="en")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="a_person_has_one_seat_in_a_room"),
            models.UniqueConstraint(fields=["session", "token_hash"], name="a_cookie_holds_one_seat_in_a_room"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk} of session/{self.session_id}"
