"""A proposal that nobody sees yet but those who write it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from consultations.deliberation.models import Consultation
from consultations.drafting.enums import WriterState
from consultations.files.models import StoredFile
from consultations.record.uuid7 import uuid7


class Draft(models.Model):
    """``words`` are the fields of the form as they were typed, fit or not; ``version`` counts the times they changed.

    ``submission`` becomes that of the contribution, so that publishing twice gives one. ``link`` is the secret of the
    address that invites to write with the author; none was made where it is empty.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    words = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    submission = models.UUIDField(default=uuid.uuid4)
    link = models.CharField(max_length=43, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="a_form_has_one_draft"),
            models.UniqueConstraint(
                fields=["link"], condition=~models.Q(link=""), name="an_invitation_leads_to_one_draft"
            ),
        ]
        indexes = [models.Index(fields=["changed_at"], name="drafts_by_age")]

    def __str__(self) -> str:
        return f"draft {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("drafting:draft", args=[self.public_id])

    @property
    def title(self) -> str:
        return str(self.words.get("title", ""))


class Writer(models.Model):
    """Somebody beside the author who is asked to write a draft with them, or does."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="writers")
    participant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="writing")
    state = models.CharField(max_length=10, choices=WriterState, default=WriterState.INVITED)
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "participant"], name="a_person_is_asked_once_to_write_a_draft"),
        ]

    def __str__(self) -> str:
        return f"writer of draft {self.draft_id}"


class DraftFile(models.Model):
    """A picture or document that will belong to the proposal; whoever may read the draft may read it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="draft")

    class Meta:
        ordering = ["draft_id", "pk"]

    def __str__(self) -> str:
        return f"{self.file_id} of draft {self.draft_id}"
