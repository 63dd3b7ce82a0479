"""Guests who left an e-mail to hear what becomes of a session, and the letters to them."""

from __future__ import annotations

import uuid

from django.db import models

from consultations.people.models import Post
from realtime.enums import GuestNews
from realtime.models.seat import Seat


class Listener(models.Model):
    """Nothing but the letter that asks for it is sent before ``confirmed_at``. Stopping deletes the row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="listener")
    email = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"listener {self.pk}"


class GuestLetter(Post):
    """``key`` names what it tells: nobody is told twice of one thing."""

    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="letters")
    news = models.CharField(max_length=8, choices=GuestNews)
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["listener", "key"], name="a_guest_is_told_once_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} to a guest, {self.state}"
