"""Confidential opinions on statements: whose they are is known to the operator only and never published."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models import Consultation, Contribution


class Choice(models.IntegerChoices):
    AGREE = 1
    DISAGREE = -1
    PASS = 0


class ImportedPerson(models.Model):
    """Somebody who took part on another platform: a number there, no account here."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="imported_people")
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ["consultation_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "key"], name="an_imported_person_stands_once"),
        ]

    def __str__(self) -> str:
        return f"imported person {self.key}"


class Opinion(models.Model):
    """One event: a person's choice on a statement at a time. The latest of each pair is ``current``."""

    statement = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(ImportedPerson, on_delete=models.CASCADE, related_name="opinions")
    choice = models.SmallIntegerField(choices=Choice)
    at = models.DateTimeField()
    current = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "statement"],
                condition=models.Q(current=True),
                name="one_current_opinion_of_a_person_on_a_statement",
            ),
            models.CheckConstraint(
                condition=models.Q(choice__in=[-1, 0, 1]), name="an_opinion_agrees_disagrees_or_passes"
            ),
        ]
        indexes = [models.Index(fields=["statement", "current", "choice"], name="opinions_counted_by_statement")]

    def __str__(self) -> str:
        return f"opinion on contribution/{self.statement_id}"
