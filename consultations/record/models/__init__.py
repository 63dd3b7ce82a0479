from consultations.record.models.blob import Blob
from consultations.record.models.event import Disclosure, Event, Pending
from consultations.record.models.log import Checkpoint, Epoch, Leaf, Tile
from consultations.record.models.receipt_code import ReceiptCode

__all__ = ["Blob", "Checkpoint", "Disclosure", "Epoch", "Event", "Leaf", "Pending", "ReceiptCode", "Tile"]
