"""A person's place in a room: an account's, or a guest's that a cookie holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from consultations.record.models import ReceiptCode
from realtime.enums import SeatRole, SeatState
from realtime.models.session import Session


class Seat(models.Model):
    """``token_hash`` is the SHA-256 of the guest's cookie; ``name`` what they like to be called.

    ``muted``: they read along, but neither write nor vote. ``reason``: why they were removed or muted, in words for
    them. ``entered_by``: the note-taker who wrote for a person without a phone; that person holds the receipt code in
    ``receipt``. ``into``: the account's seat to which a guest's notes and votes have moved.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats"
    )
    token_hash = models.CharField(max_length=64, null=True, blank=True)
    name = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=14, choices=SeatRole, default=SeatRole.PARTICIPANT)
    state = models.CharField(max_length=8, choices=SeatState, default=SeatState.SEATED)
    muted = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="entered")
    receipt = models.ForeignKey(ReceiptCode, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats")
    into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_here")
    language = models.CharField(max_length=10, default="en")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="a_person_has_one_seat_in_a_room"),
            models.UniqueConstraint(fields=["session", "token_hash"], name="a_cookie_holds_one_seat_in_a_room"),
            models.CheckConstraint(
                condition=~models.Q(state=SeatState.REMOVED) | ~models.Q(reason=""), name="who_is_removed_is_told_why"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk} of session/{self.session_id}"

    @property
    def shown_name(self) -> str:
        """What they are called in the room; an account's pseudonym where they chose nothing else."""
        return self.name or (self.participant.pseudonym if self.participant else "")
