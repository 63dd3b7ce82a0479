"""What people are asked: statements, those that wait for a look included."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from consultations.deliberation.models import Consultation, Contribution
from consultations.opinions.enums import Ground, Look


class Statement(models.Model):
    """A statement of a consultation.

    While it waits to be shown it has its words in ``text`` and no ``contribution``; what is shown has its words there,
    with its author, state and page. ``seed``: the city put it, to begin with. ``meta``: it is about the consultation
    itself, and out of the opinion map. ``agree``, ``disagree`` and ``passed`` count current opinions; the operations
    keep them. ``extremity``: how far from the middle the last map found it (domain/asking.py).
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="statements")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="statement"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    seed = models.BooleanField(default=False)
    meta = models.BooleanField(default=False)
    look = models.CharField(max_length=10, choices=Look, default=Look.NONE)
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    reason = models.TextField(blank=True)
    handed_in_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)
    submission = models.UUIDField(null=True, blank=True)
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    extremity = models.FloatField(default=0.0)

    class Meta:
        ordering = ["handed_in_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission"],
                condition=models.Q(submission__isnull=False),
                name="a_statement_sent_twice_counts_once",
            ),
            models.CheckConstraint(
                condition=(models.Q(contribution__isnull=False) & models.Q(text=""))
                | (models.Q(contribution__isnull=True) & ~models.Q(text="")),
                name="a_statement_has_its_words_in_one_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(look=Look.REJECTED) | models.Q(contribution__isnull=False) | ~models.Q(ground=""),
                name="a_rejected_statement_says_why",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "look"], name="statements_to_look_at")]

    def __str__(self) -> str:
        return f"statement {self.pk}"

    @property
    def words(self) -> str:
        return self.contribution.body if self.contribution else self.text

    @property
    def waits(self) -> bool:
        """Whether it is not shown yet and nobody has turned it down."""
        return self.contribution_id is None and self.look != Look.REJECTED
