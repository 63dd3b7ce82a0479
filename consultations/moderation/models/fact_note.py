"""Context beside a text instead of its removal: what a claim in it is worth, with sources (docs/decisions/0030)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from consultations.deliberation.models import Contribution
from consultations.moderation.enums import Assessment, NoteAnswer, NoteStep


class FactNote(models.Model):
    """As it stands now; what it said before is in its statements. It never changes what is shown of the text.

    ``claim`` quotes the text and is emptied when its words are erased. ``signed`` is the name that its author chose to
    show, beside ``role``; emptied with their account.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="fact_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="fact_notes")
    signed = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=30)
    claim = models.TextField(blank=True)
    assessment = models.CharField(max_length=12, choices=Assessment)
    text = models.TextField()
    sources = models.JSONField(default=list)
    withdrawn = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sources=[]), name="a_fact_note_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("moderation:fact_note", args=[self.pk])

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"fact_note/{self.pk}"


class NoteObjection(models.Model):
    """One person's reason against a note. ``against``: who wrote the note, and therefore does not answer."""

    note = models.ForeignKey(FactNote, on_delete=models.CASCADE, related_name="objections")
    against = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="note_objections"
    )
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    event = models.UUIDField(unique=True)
    answer = models.CharField(max_length=15, choices=NoteAnswer, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "person"],
                condition=Q(person__isnull=False),
                name="a_person_objects_once_to_a_fact_note",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("against")) & ~Q(answered_by=F("person")),
                name="another_person_answers_an_objection",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="an_answered_objection_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"objection to fact_note/{self.note_id}"


class NoteStatement(models.Model):
    """What was said about a note at one time, for the public log; never changed."""

    note = models.ForeignKey(FactNote, on_delete=models.CASCADE, related_name="statements")
    step = models.CharField(max_length=15, choices=NoteStep)
    objection = models.OneToOneField(NoteObjection, on_delete=models.CASCADE, null=True, related_name="statement")
    assessment = models.CharField(max_length=12, choices=Assessment)
    text = models.TextField()
    sources = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    role = models.CharField(max_length=30)
    event = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step=NoteStep.WRITTEN, objection__isnull=True)
                | (~Q(step=NoteStep.WRITTEN) & Q(objection__isnull=False) & ~Q(reason="")),
                name="an_answered_objection_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of fact_note/{self.note_id}"
