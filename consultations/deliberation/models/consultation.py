"""A consultation: one row that its pages in every language share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import ConsultationState, PhaseKind


class Consultation(models.Model):
    """``slug`` is its address in every language and its ``process`` on the record; words stand in ConsultationText."""

    slug = models.SlugField(max_length=100, unique=True)
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(max_length=20, choices=ConsultationState, default=ConsultationState.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    supports_named = models.BooleanField(default=False)
    attribution = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ConsultationState.DRAFT) | models.Q(opened_at__isnull=False),
                name="an_open_consultation_says_when_it_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True)
                | models.Q(opens_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="a_consultation_closes_after_it_opens",
                violation_error_message=_("The closing date must be after the opening date."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ConsultationText(models.Model):
    """The words of a consultation in one language; written when its page in that language is published."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    plain_summary = models.TextField(blank=True)
    who_decides = models.TextField(blank=True)
    can_change = models.TextField(blank=True)
    cannot_change = models.TextField(blank=True)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "language"], name="one_text_of_a_consultation_in_a_language"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """A stretch of a consultation in which certain acts are open; what is open is data in ``settings``.

    ``settings`` keys: ``may`` (list of acts open in this phase: propose, comment, support, opine).
    ``title`` and ``outcome`` (what happens with what is said) map a language to words.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PhaseKind)
    title = models.JSONField(default=dict, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["consultation_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="phases_of_a_consultation_have_an_order"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="a_phase_ends_after_it_starts",
                violation_error_message=_("A phase must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.consultation_id}"


class Theme(models.Model):
    """A subject within a consultation, by which contributions are grouped; ``name`` maps a language to words."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="themes")
    slug = models.SlugField(max_length=80)
    name = models.JSONField(default=dict)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="a_theme_has_one_slug_in_its_consultation"),
        ]

    def __str__(self) -> str:
        return self.slug


class District(models.Model):
    """A part of the city; ``name`` maps a language to words."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.JSONField(default=dict)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
