"""Confidential opinions on statements: whose they are is known to the operator only and never published."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from consultations.deliberation.models import Consultation, Contribution
from consultations.opinions.enums import Choice
from consultations.record.models import Event


class Respondent(models.Model):
    """Somebody who answers statements in one consultation.

    A participant of this site; or, with ``key``, somebody who took part on another platform: a number there, no account
    here. With neither, somebody who has deleted their account since: their answers count on, and nobody can tell whose
    they were. ``participant`` is the only way from answers to a person.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="respondents")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="respondents"
    )
    key = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["consultation_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "key"],
                condition=~models.Q(key=""),
                name="an_imported_person_stands_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "participant"], name="a_participant_answers_as_one_person_in_a_consultation"
            ),
            models.CheckConstraint(
                condition=models.Q(key="") | models.Q(participant__isnull=True),
                name="a_respondent_is_of_this_site_or_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"respondent {self.pk}"


class Opinion(models.Model):
    """One event: a person's choice on a statement at a time. The latest of each pair is ``current``.

    ``choice`` is None where the person took their answer back: then none is current. ``event``: its entry on the
    record, whose receipt is theirs; imported opinions have none. ``chance``: with which the statement was drawn for
    this person (domain/asking.py); None where they chose it themselves.
    """

    statement = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="opinions")
    choice = models.SmallIntegerField(choices=Choice, null=True)
    at = models.DateTimeField()
    current = models.BooleanField(default=False)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chance = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "statement"],
                condition=models.Q(current=True),
                name="one_current_opinion_of_a_person_on_a_statement",
            ),
            models.CheckConstraint(
                condition=models.Q(choice__in=[-1, 0, 1]) | models.Q(choice__isnull=True, current=False),
                name="an_opinion_agrees_disagrees_or_passes",
            ),
            models.CheckConstraint(
                condition=models.Q(chance__isnull=True) | models.Q(chance__gt=0, chance__lte=1),
                name="a_chance_is_more_than_nought_and_at_most_one",
            ),
        ]
        indexes = [models.Index(fields=["statement", "current", "choice"], name="opinions_counted_by_statement")]

    def __str__(self) -> str:
        return f"opinion on contribution/{self.statement_id}"
