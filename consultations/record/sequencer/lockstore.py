"""The lock store: the newest checkpoint that was ever signed, outside the database and its backups.

Whoever restores an older database, or rewrites one, cannot sign a second tree of the same size: the new checkpoint is
exchanged for the old one only if the old one still stands here (compare and swap), and nothing is published before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCHEMA = """CREATE TABLE IF NOT EXISTS epoch (
    number INTEGER PRIMARY KEY, origin TEXT NOT NULL, vkey TEXT NOT NULL,
    size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL)"""


@dataclass(frozen=True)
class Locked:
    """One epoch as the lock store knows it; ``note`` is empty before the first signature (size 0)."""

    epoch: int
    origin: str
    vkey: str
    size: int
    root: bytes
    note: str


class LockMoved(Exception):
    """Another process signed first; what it signed is not what this one saw."""


class LockStore:
    """``path`` is one small SQLite file; every change is on disk before the call returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute(SCHEMA)
            yield connection
        finally:
            connection.close()

    def newest(self) -> Locked | None:
        """The open epoch; None before the first one."""
        if not self.path.exists():
            return None
        with self._open() as connection:
            row = connection.execute(
                "SELECT number, origin, vkey, size, root, note FROM epoch ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return Locked(*row) if row else None

    def open_epoch(self, epoch: Locked) -> None:
        """Writes an epoch of size 0; raises LockMoved when it stands already."""
        with self._open() as connection:
            try:
                connection.execute(
                    "INSERT INTO epoch VALUES (?, ?, ?, ?, ?, ?)",
                    (epoch.epoch, epoch.origin, epoch.vkey, epoch.size, epoch.root, epoch.note),
                )
            except sqlite3.IntegrityError as error:
                raise LockMoved(f"epoch {epoch.epoch} is open already") from error

    def swap(self, old: Locked, new: Locked) -> None:
        """Puts ``new`` in the place of ``old``; raises LockMoved unless ``old`` still stands."""
        with self._open() as connection:
            changed = connection.execute(
                "UPDATE epoch SET size = ?, root = ?, note = ? WHERE number = ? AND size = ? AND root = ?",
                (new.size, new.root, new.note, old.epoch, old.size, old.root),
            ).rowcount
        if changed != 1:
            raise LockMoved(f"the lock store no longer holds checkpoint {old.size} of epoch {old.epoch}")
