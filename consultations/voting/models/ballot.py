"""Ballots, and the roll of those who may vote with a code."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from consultations.deliberation.enums import Channel
from consultations.people.enums import Level
from consultations.record.models import Event
from consultations.voting.enums import BallotState
from consultations.voting.models.question import Question


class RollEntry(models.Model):
    """One place on the roll, counted from 0: the digest of a code that another office made."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="roll")
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["question_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="a_place_on_the_roll_is_given_once"),
            models.UniqueConstraint(fields=["question", "digest"], name="a_code_stands_once_on_a_roll"),
        ]

    def __str__(self) -> str:
        return f"place {self.position} on the roll of {self.question_id}"


def _once(field: str, name: str) -> models.UniqueConstraint:
    standing = Q(state=BallotState.STANDING)
    held = ~Q(sheet="") if field == "sheet" else Q(**{f"{field}__isnull": False})
    return models.UniqueConstraint(fields=["question", field], condition=standing & held, name=name)


class Ballot(models.Model):
    """What one voter said once: a person with an account, a place on the roll, or a numbered sheet of paper.

    Of each voter one ballot stands; those that it replaced stay as rows without their choice, so that they are
    counted. ``choice`` is canonical (domain/choices.py); None where it is replaced, or secret: of a secret ballot
    ``sha256`` and ``size`` name the public bytes on the record. ``level``: what the person had confirmed when they cast
    it; empty for ballots on paper and by a code of the roll, secret ones among them.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="ballots")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.STANDING)
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="ballots"
    )
    entry = models.ForeignKey(RollEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="ballots")
    sheet = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    level = models.CharField(max_length=10, choices=Level, blank=True)
    choice = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="ballot")
    at = models.DateTimeField()

    class Meta:
        ordering = ["question_id", "pk"]
        constraints = [
            _once("participant", "one_ballot_of_a_person_stands"),
            _once("entry", "one_ballot_of_a_place_on_the_roll_stands"),
            _once("sheet", "one_ballot_of_a_sheet_stands"),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, entry=None, sheet="")
                | Q(participant=None, entry__isnull=False, sheet="")
                | (Q(participant=None, entry=None) & ~Q(sheet="")),
                name="a_ballot_is_of_one_voter",
            ),
            models.CheckConstraint(
                condition=Q(state=BallotState.STANDING) | Q(choice=None),
                name="a_ballot_that_does_not_count_holds_no_choice",
            ),
        ]
        indexes = [models.Index(fields=["question", "state"], name="ballots_counted_by_question")]

    def __str__(self) -> str:
        return f"ballot {self.pk} on {self.question_id}"
