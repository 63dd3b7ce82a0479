"""Handing a log over to another key: the old key signs a note that names the new one (docs/record-format.md).

The note stands in the entry ``key.rotated``, so whoever knows an earlier key can follow to the present one and need not
take anybody's word for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consultations.record.tlog import note as notes
from consultations.record.tlog.note import MalformedNote, NotSigned, VerifierKey, parse_vkey

HEADER = "participate/key-rotation/v1"
# How the leaf of such an entry ends, by which it is found among the others without reading them.
LEAF_END = b'"type":"key.rotated","v":1}'


class NotHandedOver(ValueError):
    """The entry does not prove that its old key names its new one."""


def text(old: VerifierKey, new: VerifierKey) -> str:
    """What the old key signs. Its second line is no number, so it can never be taken for a checkpoint."""
    return f"{HEADER}\n{old}\n{new}\n"


def successor(data: Mapping[str, Any]) -> tuple[VerifierKey, VerifierKey]:
    """(old key, new key) of an entry's facts, the old one's signature proved; raises NotHandedOver."""
    try:
        old, new = parse_vkey(data["old"]), parse_vkey(data["new"])
        note = notes.parse(data["note"].encode())
        notes.verify(note, [old])
    except (KeyError, MalformedNote, NotSigned) as error:
        raise NotHandedOver(str(error)) from error
    if note.text != text(old, new) or old.name != new.name:
        raise NotHandedOver("what the old key signed does not name the new one")
    return old, new
