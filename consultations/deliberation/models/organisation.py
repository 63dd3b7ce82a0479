"""Organisations that staff know, the people who speak for them, and what they endorse."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.enums import OrganisationKind
from consultations.deliberation.models.contribution import Contribution
from consultations.record.models import Event

SENTENCE_LIMIT = 300


class Organisation(models.Model):
    """A registered body. ``website`` is shown as text; one that is not ``listed`` endorses nothing more."""

    name = models.CharField(
        max_length=200, unique=True, error_messages={"unique": _("This organisation is registered already.")}
    )
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    website = models.CharField(max_length=200, blank=True)
    listed = models.BooleanField(default=True)
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class OrganisationContact(models.Model):
    """A person of whom staff confirmed that they speak for an organisation. Nobody else learns who it is."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="speaks_for")
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "participant"], name="a_person_speaks_once_for_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"contact of organisation {self.organisation_id}"


class Endorsement(models.Model):
    """An organisation stands behind a contribution; ``by`` gave it in its name and is not shown."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="endorsements")
    sentence = models.CharField(max_length=SENTENCE_LIMIT, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "organisation"], name="an_organisation_endorses_a_contribution_once"
            ),
        ]

    def __str__(self) -> str:
        return f"endorsement of contribution/{self.contribution_id}"
