"""Reports gather in one case for each contribution; a case is decided once and can be appealed once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from consultations.deliberation.models import Contribution
from consultations.moderation.enums import Action, AppealBy, CaseState, Concern, Ground, Stage


class Case(models.Model):
    """``effect`` is what stands now because of this case: nothing, a note (label) or hiding (hide)."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    effect = models.CharField(max_length=10, choices=Action, blank=True)
    opened_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    appeal_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    appeal_decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(state=CaseState.OPEN),
                name="reports_of_a_contribution_gather_in_one_open_case",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("appeal_decided_by")), name="another_person_decides_the_appeal"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=CaseState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_decided_case_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, appeal_decided_by__isnull=False, appeal_decided_at__isnull=False)
                | (~Q(state=CaseState.CLOSED) & Q(appeal_decided_by__isnull=True, appeal_decided_at__isnull=True)),
                name="a_closed_case_says_who_decided_the_appeal_and_when",
            ),
            models.CheckConstraint(
                condition=Q(effect__in=["", "label", "hide"]), name="a_case_labels_hides_or_neither"
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="cases_longest_waiting_first")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("moderation:case", args=[self.pk])

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"case/{self.pk}"


class Report(models.Model):
    """Somebody says that something is wrong. ``fingerprint`` is the hash of the code by which it is followed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    concern = models.CharField(max_length=20, choices=Concern)
    text = models.TextField(blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(reporter__isnull=False),
                name="a_person_reports_once_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"report in case/{self.case_id}"


class Statement(models.Model):
    """The reasons of a decision. ``document`` has the fields of the EU transparency database where it restricts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="statements")
    stage = models.CharField(max_length=10, choices=Stage)
    action = models.CharField(max_length=10, choices=Action)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    concern = models.CharField(max_length=20, choices=Concern, blank=True)
    law = models.CharField(max_length=400, blank=True)
    facts = models.TextField(blank=True)
    explanation = models.TextField()
    upheld = models.BooleanField(null=True)
    document = models.JSONField(null=True, blank=True)
    event = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "stage"], name="one_statement_for_each_stage_of_a_case"),
            models.CheckConstraint(
                condition=~Q(action__in=["label", "hide"])
                | (Q(document__isnull=False) & ~Q(ground="") & ~Q(explanation="") & ~Q(facts="")),
                name="a_restriction_states_its_ground_facts_and_reasons",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DECISION, upheld__isnull=True) | Q(stage=Stage.APPEAL, upheld__isnull=False),
                name="an_appeal_is_upheld_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of case/{self.case_id}"


class Appeal(models.Model):
    """The one appeal of a case, by the author, or by somebody whose report was declined."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="appeal")
    by = models.CharField(max_length=10, choices=AppealBy)
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="appeals"
    )
    text = models.TextField(blank=True)
    event = models.UUIDField(unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"appeal of case/{self.case_id}"
