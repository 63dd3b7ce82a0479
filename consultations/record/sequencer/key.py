"""The key that signs checkpoints: one file in RECORD_DIR, readable by its owner only."""

from __future__ import annotations

import os
from pathlib import Path

from consultations.record.sequencer.place import record_dir, sync_directory
from consultations.record.tlog.signing import SigningKey, new_key, parse_secret


def _path() -> Path:
    return record_dir() / "key"


def read_key() -> SigningKey | None:
    """The key; None before the first epoch was opened. Raises note.MalformedNote when the file is damaged."""
    try:
        return parse_secret(_path().read_text("ascii").strip())
    except FileNotFoundError:
        return None


def make_key(name: str) -> SigningKey:
    """A new key, on disk before it is returned; raises FileExistsError rather than replace one."""
    key, place = new_key(name), _path()
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.secret() + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_directory(place.parent)
    return key
