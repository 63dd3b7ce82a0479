"""The counts behind the results that are shown."""

from __future__ import annotations

from django.db import models

from consultations.surveys.models.survey import Survey


class SurveyTally(models.Model):
    """``shown``: the counts that the results page shows; ``coming``: those that follow them while the survey is open.

    Ten sendings or more lie between two pictures that anybody sees (docs/decisions/0021-surveys.md), so that no
    single person's answers can be read from their difference; ``shown_after`` and ``coming_after`` tell after how many.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="tally")
    shown = models.JSONField(null=True, blank=True)
    shown_after = models.PositiveIntegerField(default=0)
    coming = models.JSONField(null=True, blank=True)
    coming_after = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"tally of survey/{self.survey_id}"
