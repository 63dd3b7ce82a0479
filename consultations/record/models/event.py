"""What happened, as written by the transaction that made it so; the sequencer turns each into a leaf."""

from __future__ import annotations

from django.db import models

from consultations.record.models.packed import EncodedDisclosure, PackedLeaf


class Event(models.Model):
    """One fact. ``position`` is the order of writing; the leaf's index is given later by the sequencer.

    A trigger refuses every UPDATE and DELETE (triggers.py). ``time`` is kept to the second, as in the leaf. The digests
    of personal fields stand in the leaf alone.
    """

    position = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(unique=True)
    type = models.CharField(max_length=60)
    time = models.DateTimeField()
    process = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=120)
    refs = models.JSONField(default=list)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["subject", "position"], name="event_by_subject"),
            models.Index(fields=["process", "type", "position"], name="event_by_process_and_type"),
            models.Index(fields=["time"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"


class Pending(models.Model):
    """The outbox: an event that has no place in the tree yet, and the ``leaf`` that will stand there.

    Its own small table, because looking for gaps in ``position`` would miss an event whose transaction began early and
    committed late (PostgreSQL). ``refers``: the event names others, whose indexes are put into the leaf with its place.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="pending")
    leaf = PackedLeaf(default=b"")
    refers = models.BooleanField(default=False)

    class Meta:
        ordering = ["event_id"]

    def __str__(self) -> str:
        return f"event {self.event_id}"


class Disclosure(models.Model):
    """A personal field of an event (SD-JWT disclosure, RFC 9901); erasing it deletes the row, the digest stays."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="disclosures", db_index=False)
    name = models.CharField(max_length=40)
    encoded = EncodedDisclosure()
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["event_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="one_disclosure_per_field_of_an_event"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of event {self.event_id}"
