from consultations.record.operations.append import Ref, append
from consultations.record.operations.blobs import store_blob
from consultations.record.operations.codes import add_to_code, add_to_codes, give_code
from consultations.record.operations.epochs import open_epoch, rotate_key
from consultations.record.operations.erase import erase, remove, replay_erasures
from consultations.record.operations.sequence import sequence

__all__ = [
    "Ref",
    "add_to_code",
    "add_to_codes",
    "append",
    "erase",
    "give_code",
    "open_epoch",
    "remove",
    "replay_erasures",
    "rotate_key",
    "sequence",
    "store_blob",
]
