"""The key that signs checkpoints, and at times the one to follow it: files in RECORD_DIR for their owner only."""

from __future__ import annotations

import os
from pathlib import Path

from consultations.record.sequencer.place import record_dir, sync_directory
from consultations.record.tlog.signing import SigningKey, new_key, parse_secret


def _path() -> Path:
    return record_dir() / "key"


def _next_path() -> Path:
    return record_dir() / "key.next"


def _read(place: Path) -> SigningKey | None:
    try:
        return parse_secret(place.read_text("ascii").strip())
    except FileNotFoundError:
        return None


def read_key() -> SigningKey | None:
    """The key; None before the first epoch was opened. Raises note.MalformedNote when the file is damaged."""
    return _read(_path())


def read_next() -> SigningKey | None:
    """The key that was made to follow and has not taken over; raises note.MalformedNote when the file is damaged."""
    return _read(_next_path())


def make_key(name: str) -> SigningKey:
    """A new key, on disk before it is returned; raises FileExistsError rather than replace one."""
    return _make(name, _path())


def make_next(name: str) -> SigningKey:
    """The key that will follow under ``name``, on disk before it is returned; one that waits already is kept, for
    entries may name it."""
    waiting = read_next()
    if waiting is not None and waiting.name == name:
        return waiting
    _next_path().unlink(missing_ok=True)
    return _make(name, _next_path())


def take_next() -> None:
    """The next key takes over; the secret of the one before it is gone."""
    _next_path().replace(_path())
    sync_directory(_path().parent)


def _make(name: str, place: Path) -> SigningKey:
    key = new_key(name)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.secret() + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_directory(place.parent)
    return key
