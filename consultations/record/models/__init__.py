from consultations.record.models.blob import Blob
from consultations.record.models.event import Disclosure, Event, Pending
from consultations.record.models.log import Checkpoint, Epoch, Leaf, Tile
from consultations.record.models.receipt_code import ReceiptCode
from consultations.record.models.witnessed import Cosignature, WitnessContact, WitnessedCheckpoint

__all__ = [
    "Blob",
    "Checkpoint",
    "Cosignature",
    "Disclosure",
    "Epoch",
    "Event",
    "Leaf",
    "Pending",
    "ReceiptCode",
    "Tile",
    "WitnessContact",
    "WitnessedCheckpoint",
]
