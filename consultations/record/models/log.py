"""The transparency log: leaves, the hashes over them, and the checkpoint that is published."""

from __future__ import annotations

from django.db import models

from consultations.record.models.event import Event
from consultations.record.models.packed import PackedLeaf


class Epoch(models.Model):
    """One tree. ``origin`` names it in every checkpoint and never changes; ``vkey`` is the key that signs it now,
    ``first_vkey`` the one that it was opened with. An event has a leaf in each epoch that began after it or holds it.
    """

    number = models.PositiveIntegerField(primary_key=True)
    origin = models.CharField(max_length=200, unique=True)
    vkey = models.CharField(max_length=400)
    first_vkey = models.CharField(max_length=400)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.origin


class Leaf(models.Model):
    """Entry ``index`` of the tree: the bytes that are hashed and served. A trigger refuses every change.

    An epoch begins with every event that the database holds, so an event has a leaf in each that was opened since.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="+", db_index=False)
    index = models.BigIntegerField()
    body = PackedLeaf()

    class Meta:
        ordering = ["epoch_id", "index"]
        constraints = [
            models.UniqueConstraint(fields=["epoch", "index"], name="one_leaf_at_an_index_of_an_epoch"),
            models.UniqueConstraint(fields=["event", "epoch"], name="one_leaf_of_an_event_in_an_epoch"),
        ]

    def __str__(self) -> str:
        return f"entry {self.index} of epoch {self.epoch_id}"


class Tile(models.Model):
    """Up to 256 hashes of 32 bytes, side by side (C2SP tlog-tiles); level 0 holds the leaf hashes.

    Only the last tile of a level grows; a tile of fewer hashes is served by cutting this one.
    """

    epoch = models.ForeignKey(Epoch, on_delete=models.PROTECT, related_name="tiles", db_index=False)
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        ordering = ["epoch_id", "level", "number"]
        constraints = [
            models.UniqueConstraint(fields=["epoch", "level", "number"], name="one_tile_at_a_place_of_an_epoch"),
        ]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.number} of epoch {self.epoch_id}"


class Checkpoint(models.Model):
    """The newest published checkpoint of an epoch; ``note`` is the signed text, ``root`` 32 bytes."""

    epoch = models.OneToOneField(Epoch, on_delete=models.PROTECT, primary_key=True, related_name="checkpoint")
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()

    class Meta:
        ordering = ["epoch_id"]

    def __str__(self) -> str:
        return f"checkpoint {self.size} of epoch {self.epoch_id}"
