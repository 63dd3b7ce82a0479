"""What the city said it would do, by when, and what came of it."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.decisions.enums import PromiseState
from consultations.decisions.models.decision import Decision
from consultations.record.models import Event
from consultations.record.uuid7 import uuid7


class Promise(models.Model):
    """An adopted point with an owner and a date. ``sid``: the passage that it carries out, where there is one.

    ``owner`` and ``due`` hold now; ``first_owner`` and ``first_due`` are those of the day it was made, where an update
    changed them since.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="promises")
    sid = models.PositiveIntegerField(null=True, blank=True)
    text = models.CharField(max_length=1000)
    owner = models.CharField(max_length=200)
    due = models.DateField()
    first_owner = models.CharField(max_length=200, blank=True)
    first_due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PromiseState, default=PromiseState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(owner=""),
                name="a_promise_says_what_and_who",
                violation_error_message=_("Say what is promised and who is responsible."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return promise_subject(self.public_id)

    def is_late(self, today: date) -> bool:
        """Whether the date has passed unkept, whoever has or has not said so."""
        return self.state == PromiseState.LATE or (self.state == PromiseState.OPEN and self.due < today)


class PromiseUpdate(models.Model):
    """What was said later about a promise. ``owner`` and ``due``: the new ones, where it changed them."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="updates")
    state = models.CharField(max_length=10, choices=PromiseState)
    text = models.CharField(max_length=1000)
    owner = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["promise_id", "at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_update_of_a_promise_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.state}: {self.promise_id}"


def promise_subject(public_id: uuid.UUID) -> str:
    return f"promise/{public_id}"
