"""What an import brought besides contributions: its account, figures without persons, and attached parts."""

from __future__ import annotations

from django.db import models

from consultations.deliberation.models import Consultation, Contribution


class ImportBatch(models.Model):
    """One run that brought something; ``account`` holds its rows by file (docs/importing.md)."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="import_batches")
    format = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    account = models.JSONField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.format} import of {self.consultation_id}"


class ImportedFigure(models.Model):
    """A number that the source states about a contribution, with no person behind it here."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="imported_figures")
    name = models.CharField(max_length=40)
    value = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["contribution_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "name"], name="a_source_states_a_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of contribution/{self.contribution_id}"


class ImportedPart(models.Model):
    """An appendix or a source that stood with a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="imported_parts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[("appendix", "appendix"), ("source", "source")])
    title = models.CharField(max_length=400)
    body_html = models.TextField(blank=True)
    link = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = ["contribution_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "position"], name="parts_of_a_contribution_have_an_order"),
        ]

    def __str__(self) -> str:
        return self.title
