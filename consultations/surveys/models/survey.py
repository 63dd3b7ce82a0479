"""A survey, hung on a phase, and what stands in it in one order: pages, words and questions."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.domain.words import in_language
from consultations.deliberation.models import Consultation, Phase
from consultations.surveys.enums import Kind, ResultsWhen


class Survey(models.Model):
    """It can be answered while its phase lets people answer, once it is ``ready_at``; without a phase, never.

    ``title`` and ``intro`` map a language to words. ``sent`` counts how often answers were sent, changes included.
    ``discussed``: people may say in public what they think of the questions.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="surveys")
    phase = models.ForeignKey(Phase, on_delete=models.SET_NULL, null=True, blank=True, related_name="surveys")
    title = models.JSONField(default=dict)
    intro = models.JSONField(default=dict, blank=True)
    results = models.CharField(max_length=10, choices=ResultsWhen, default=ResultsWhen.CLOSING)
    discussed = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["consultation_id", "pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.consultation.slug, self.pk])

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"survey/{self.pk}"

    @property
    def words(self) -> str:
        """Its title in the reader's language."""
        return in_language(self.title, get_language() or "")

    @property
    def intro_words(self) -> str:
        return in_language(self.intro, get_language() or "")


class Question(models.Model):
    """One thing that stands in a survey; a page is a thing too, and holds what follows it.

    ``words`` and ``hint`` map a language to words. ``settings`` by kind (domain/questions.py reads them):
    ``options`` [{"id", "words"}], ``rows`` (statements of a matrix, as options), ``other`` (a choice with own text),
    ``min`` and ``max`` (choices, numbers, ends of a scale, places of a ranking), ``low`` and ``high`` (words at the
    ends of a scale), ``share`` (an open answer may be published). It is asked only where ``depends_on`` is answered
    by one of ``depends_values``.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.JSONField(default=dict)
    hint = models.JSONField(default=dict, blank=True)
    required = models.BooleanField(default=False)
    settings = models.JSONField(default=dict, blank=True)
    depends_on = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="dependents")
    depends_values = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["survey_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="questions_of_a_survey_have_an_order"),
            models.CheckConstraint(
                condition=~models.Q(depends_on=models.F("pk")),
                name="a_question_does_not_depend_on_itself",
                violation_error_message=_("A question can depend on an earlier question only."),
            ),
        ]

    def __str__(self) -> str:
        return f"question/{self.pk} of survey/{self.survey_id}"

    @property
    def place(self) -> str:
        """The record's name for it, as something that people comment on."""
        return f"survey_question/{self.pk}"
