"""What people answered: confidential, known to the operator only; results are shown by question."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Contribution
from consultations.record.models import Event
from consultations.surveys.models.survey import Question, Survey


class Response(models.Model):
    """One person's answers, or one sheet of paper.

    ``draft`` holds what was typed and not sent yet, by name of field, ``page`` the place where the person was;
    ``answers`` what was sent last, by the number of the question, ``times`` how often, ``event`` the entry of the last.
    ``submission`` tells a sheet sent twice. Of an erased one only the row stays, so that the record adds up.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="survey_responses"
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    language = models.CharField(max_length=10, blank=True)
    draft = models.JSONField(null=True, blank=True)
    page = models.PositiveIntegerField(default=0)
    answers = models.JSONField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    times = models.PositiveIntegerField(default=0)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submission = models.UUIDField(null=True, blank=True)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participant"],
                condition=models.Q(participant__isnull=False),
                name="one_response_of_a_person_to_a_survey",
                violation_error_message=_("You have answered this survey already."),
            ),
            models.UniqueConstraint(
                fields=["survey", "submission"],
                condition=models.Q(submission__isnull=False),
                name="a_sheet_sent_twice_counts_once",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, event__isnull=True, times=0)
                | models.Q(sent_at__isnull=False, event__isnull=False, times__gt=0),
                name="a_response_that_was_sent_stands_on_the_record",
            ),
            models.CheckConstraint(
                condition=models.Q(erased=False)
                | models.Q(participant__isnull=True, answers__isnull=True, draft__isnull=True),
                name="an_erased_response_says_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["survey"], condition=models.Q(answers__isnull=False), name="responses_that_were_sent"),
        ]

    def __str__(self) -> str:
        return f"response {self.pk} to survey/{self.survey_id}"


class SharedAnswer(models.Model):
    """An open answer that its person wanted published, and the contribution that it became.

    ``named``: under the public name; otherwise the contribution has no author, and only this row knows whose it is.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="shared")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="shared")
    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="survey_answer")
    named = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="an_open_answer_is_published_once"),
        ]

    def __str__(self) -> str:
        return f"shared answer to {self.question_id}"
