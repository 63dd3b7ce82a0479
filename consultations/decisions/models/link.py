"""Why a passage says what it says: a link from a change or passage to what people gave."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.decisions.enums import LinkKind
from consultations.decisions.models.decision import Change, Decision, Passage
from consultations.deliberation.models import Contribution
from consultations.record.models import Event
from consultations.record.uuid7 import uuid7


class Link(models.Model):
    """One cause of one change, or one contribution behind one passage; of any consultation.

    ``contribution`` is empty for, and only for, a change of the city's own initiative. A withdrawn link stays, with the
    reason for withdrawing it.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="links")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="links")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="decision_links"
    )
    kind = models.CharField(max_length=15, choices=LinkKind)
    reason = models.CharField(max_length=1000)
    role = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=1000, blank=True)
    withdrawn_event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(change__isnull=False, passage__isnull=True) | Q(change__isnull=True, passage__isnull=False),
                name="a_link_is_about_a_change_or_a_passage",
            ),
            models.CheckConstraint(
                condition=Q(kind=LinkKind.OWN_INITIATIVE, contribution__isnull=True, change__isnull=False)
                | (~Q(kind=LinkKind.OWN_INITIATIVE) & Q(contribution__isnull=False)),
                name="only_own_initiative_has_no_contribution",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_link_gives_its_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_event__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_event__isnull=False) & ~Q(withdrawn_reason="")),
                name="a_withdrawn_link_says_when_and_why",
            ),
            models.UniqueConstraint(
                fields=["change", "contribution"],
                condition=Q(withdrawn_at__isnull=True, contribution__isnull=False, change__isnull=False),
                name="a_contribution_is_linked_once_to_a_change",
                violation_error_message=_("This contribution is already linked to this change."),
            ),
            models.UniqueConstraint(
                fields=["passage", "contribution"],
                condition=Q(withdrawn_at__isnull=True, passage__isnull=False),
                name="a_contribution_is_linked_once_to_a_passage",
                violation_error_message=_("This contribution is already linked to this passage."),
            ),
            models.UniqueConstraint(
                fields=["change"],
                condition=Q(withdrawn_at__isnull=True, kind=LinkKind.OWN_INITIATIVE),
                name="own_initiative_is_stated_once_for_a_change",
                violation_error_message=_("This change is already marked as the city's own initiative."),
            ),
        ]
        indexes = [models.Index(fields=["contribution", "at"], name="links_of_a_contribution")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return link_subject(self.public_id)


def link_subject(public_id: uuid.UUID) -> str:
    return f"link/{public_id}"
