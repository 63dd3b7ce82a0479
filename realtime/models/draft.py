"""The texts that a room writes together: each a Yjs document, stored as changes in order, folded now and then."""

from __future__ import annotations

from django.db import models

from realtime.models.seat import Seat
from realtime.models.session import Session


class Draft(models.Model):
    """The text of one activity. ``state`` holds its changes up to ``folded``; later ones stand in ``changes``.

    ``number`` is that of the last change, ``edits`` how many updates people sent, ``digest`` the SHA-256 chain over all
    changes there were (hexadecimal), which stays when they are folded.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="drafts")
    activity = models.CharField(max_length=40)
    state = models.BinaryField()
    folded = models.PositiveBigIntegerField(default=0)
    number = models.PositiveBigIntegerField(default=0)
    edits = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["session_id", "activity"]
        constraints = [
            models.UniqueConstraint(fields=["session", "activity"], name="an_activity_writes_one_text"),
            models.CheckConstraint(condition=models.Q(folded__lte=models.F("number")), name="a_text_folds_what_it_has"),
        ]

    def __str__(self) -> str:
        return f"text {self.activity} of session/{self.session_id}"


class DraftChange(models.Model):
    """A change of a text as it was told to everyone: the updates of one commit, merged."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    update = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["draft_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="changes_of_a_text_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"change {self.number} of text {self.draft_id}"


class DraftWriter(models.Model):
    """Whose a Yjs client id is: the seat's that used it first. Published nowhere."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="writers")
    client = models.PositiveBigIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="writings")

    class Meta:
        ordering = ["draft_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "client"], name="a_client_of_a_text_is_one_person"),
        ]

    def __str__(self) -> str:
        return f"client {self.client} of text {self.draft_id}"
