"""What witnesses have signed too, and how asking them went."""

from __future__ import annotations

from django.db import models

from consultations.record.models.log import Epoch


class WitnessedCheckpoint(models.Model):
    """A published checkpoint that at least one witness has signed; ``note`` is the text with the log's signature.

    Older ones go once every witness of theirs has signed a newer one.
    """

    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="witnessed", db_index=False)
    size = models.BigIntegerField()
    note = models.TextField()

    class Meta:
        ordering = ["epoch_id", "size"]
        constraints = [
            models.UniqueConstraint(fields=["epoch", "size"], name="one_witnessed_checkpoint_of_a_size"),
        ]

    def __str__(self) -> str:
        return f"witnessed checkpoint {self.size} of epoch {self.epoch_id}"


class Cosignature(models.Model):
    """A witness's signature line. ``witness``: its vkey; ``time``: when it saw the checkpoint, as it says."""

    checkpoint = models.ForeignKey(
        WitnessedCheckpoint, on_delete=models.CASCADE, related_name="cosignatures", db_index=False
    )
    witness = models.CharField(max_length=400)
    time = models.DateTimeField()
    line = models.TextField()

    class Meta:
        ordering = ["checkpoint_id", "witness"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="one_cosignature_of_each_witness"),
        ]

    def __str__(self) -> str:
        return f"{self.witness} on {self.checkpoint_id}"


class WitnessContact(models.Model):
    """How asking a witness goes. ``failures``: in a row, so that it is asked less often; ``problem``: why."""

    witness = models.CharField(max_length=400, primary_key=True)
    asked_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["witness"]

    def __str__(self) -> str:
        return self.witness
