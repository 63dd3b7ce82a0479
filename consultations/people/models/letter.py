"""What people are told: notices on the site, and the letters (e-mails) that carry them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from consultations.people.enums import LetterState


class Post(models.Model):
    """An e-mail on its way. It holds no words: they are written when it goes, so that nothing erased is sent.

    ``owed``: it must arrive, so it is tried again after a crash that leaves open whether it went; any other is not,
    for nobody shall hear twice. ``due_at``: not before then, be it for a weekly letter or for the next try.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Letter(Post):
    """One e-mail to one person with an account."""

    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    weekly = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "due_at"],
                condition=models.Q(weekly=True, attempts=0),
                name="one_weekly_letter_to_a_person_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=True)),
                name="a_sent_letter_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state=LetterState.WAITING), name="letters_waiting_to_go"
            ),
            models.Index(
                fields=["tried_at"], condition=models.Q(state=LetterState.GOING), name="letters_that_are_going"
            ),
            models.Index(fields=["tried_at"], condition=models.Q(state=LetterState.FAILED), name="letters_given_up"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}, {self.state}"


class Notice(models.Model):
    """A message to one person about something of theirs.

    One without ``kind`` holds its ``text`` and the ``path`` that says more. The words of any other are written by the
    district that registered its kind (writers.py) each time it is shown or sent. ``key`` names what it is about: nobody
    is told twice of one thing.
    """

    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "key"], condition=~models.Q(key=""), name="nobody_is_told_twice_of_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["participant"], condition=models.Q(read_at__isnull=True), name="notices_not_yet_read")
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("people:message", args=[self.pk])
