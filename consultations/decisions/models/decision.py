"""A decision: a text in numbered passages, its revisions, and what changed between them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.decisions.enums import ChangeKind, DecisionState, PassageKind, RevisionState
from consultations.deliberation.models import Consultation
from consultations.record.models import Event


class Decision(models.Model):
    """A text that a consultation is about. Revision 0 is the draft put to consultation.

    ``next_sid`` is the first passage number that no revision has used: a number never comes back for another passage.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="decisions")
    slug = models.SlugField(max_length=80)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    next_sid = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "slug"],
                name="a_decision_has_one_address_in_its_consultation",
                violation_error_message=_("This consultation already has a decision with this address."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Its name on the record."""
        return f"decision/{self.pk}"


class DecisionRevision(models.Model):
    """The text as saved once. Every revision is public and on the record; ``published`` marks those in force.

    ``body`` is the sanitised HTML that the editor goes on from; ``sha256`` and ``size`` (bytes) are of the text as kept
    on the record (domain/passages.py, ``document``). ``missing``: what was unexplained at publishing, and why.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=200)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RevisionState, default=RevisionState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    missing = models.TextField(max_length=4000, blank=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")
    published_event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["decision_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="revisions_of_a_decision_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(
                    state=RevisionState.PUBLISHED, published_at__isnull=False, published_event__isnull=False
                )
                | models.Q(state=RevisionState.DRAFT, published_at__isnull=True, published_event__isnull=True),
                name="a_published_revision_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of decision/{self.decision_id}"


class Passage(models.Model):
    """About a sentence of one revision. ``sid`` stays with it through edits and moves.

    ``block`` counts paragraphs, ``depth`` is that of its list (0 outside); ``html`` is inline and sanitised.
    """

    revision = models.ForeignKey(DecisionRevision, on_delete=models.CASCADE, related_name="passages")
    sid = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    block = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=PassageKind)
    depth = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    html = models.TextField()

    class Meta:
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "sid"], name="a_passage_number_stands_once_in_a_revision"),
            models.UniqueConstraint(fields=["revision", "position"], name="passages_of_a_revision_have_an_order"),
        ]

    def __str__(self) -> str:
        return f"passage {self.sid} of revision {self.revision_id}"


class Change(models.Model):
    """What one revision did to one passage, or to some that were split, put together or moved as one.

    ``revision`` is the later of the two. ``before_sids`` and ``after_sids`` are passage numbers in the earlier and in
    the later revision; ``before`` and ``after`` their plain texts. ``sid`` is the number that goes on.
    """

    revision = models.ForeignKey(DecisionRevision, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind)
    moved = models.BooleanField(default=False)
    sid = models.PositiveIntegerField()
    before_sids = models.JSONField(default=list)
    after_sids = models.JSONField(default=list)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="changes_of_a_revision_have_an_order"),
            models.CheckConstraint(
                condition=~models.Q(before="", after=""), name="a_change_has_a_text_before_or_after_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} passage {self.sid} in revision {self.revision_id}"
