"""The lock store: the newest checkpoint that was ever signed, outside the database and its backups.

Whoever restores an older database, or rewrites one, cannot sign a second tree of the same size: the new checkpoint is
exchanged for the old one only if the old one still stands here (compare and swap), and nothing is published before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

SCHEMA = """CREATE TABLE IF NOT EXISTS epoch (
    number INTEGER PRIMARY KEY, origin TEXT NOT NULL, vkey TEXT NOT NULL,
    size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL, first_vkey TEXT NOT NULL DEFAULT '')"""
COLUMNS = "number, origin, vkey, size, root, note, CASE first_vkey WHEN '' THEN vkey ELSE first_vkey END"


@dataclass(frozen=True)
class Locked:
    """One epoch as the lock store knows it; ``note`` is empty before the first signature (size 0). ``vkey``: the key
    that signs now; ``first_vkey``: the one that the epoch was opened with."""

    epoch: int
    origin: str
    vkey: str
    size: int
    root: bytes
    note: str
    first_vkey: str


class LockMoved(Exception):
    """Another process signed first; what it signed is not what this one saw."""


class LockStore:
    """``path`` is one small SQLite file; every change is on disk before the call returns.

    As a context manager it stays open, so that each change costs one wait for the disk instead of several.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: sqlite3.Connection | None = None

    def __enter__(self) -> LockStore:
        self._held = self._connect()
        return self

    def __exit__(self, *failure: object) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(SCHEMA)
        if not any(row[1] == "first_vkey" for row in connection.execute("PRAGMA table_info(epoch)")):
            # A lock store of release 0.1, whose epochs have the key that they were opened with.
            connection.execute("ALTER TABLE epoch ADD COLUMN first_vkey TEXT NOT NULL DEFAULT ''")
        return connection

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if self._held is not None:
            yield self._held
            return
        connection = self._connect()
        try:
            yield connection
        finally:
            connection.close()

    def newest(self) -> Locked | None:
        """The open epoch; None before the first one."""
        if not self.path.exists():
            return None
        with self._open() as connection:
            row = connection.execute(f"SELECT {COLUMNS} FROM epoch ORDER BY number DESC LIMIT 1").fetchone()  # noqa: S608
        return Locked(*row) if row else None

    def last_signed(self) -> str:
        """The newest checkpoint of any epoch; "" when nothing was ever signed."""
        if not self.path.exists():
            return ""
        with self._open() as connection:
            row = connection.execute("SELECT note FROM epoch WHERE note <> '' ORDER BY number DESC LIMIT 1").fetchone()
        return row[0] if row else ""

    def open_epoch(self, epoch: Locked) -> None:
        """Writes an epoch of size 0; raises LockMoved when it stands already."""
        with self._open() as connection:
            try:
                connection.execute("INSERT INTO epoch VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(epoch))
            except sqlite3.IntegrityError as error:
                raise LockMoved(f"epoch {epoch.epoch} is open already") from error

    def swap(self, old: Locked, new: Locked) -> None:
        """Puts ``new`` in the place of ``old``, its key too; raises LockMoved unless ``old`` still stands."""
        with self._open() as connection:
            changed = connection.execute(
                "UPDATE epoch SET size = ?, root = ?, note = ?, vkey = ?, first_vkey = ? "
                "WHERE number = ? AND size = ? AND root = ? AND vkey = ?",
                (new.size, new.root, new.note, new.vkey, new.first_vkey, old.epoch, old.size, old.root, old.vkey),
            ).rowcount
        if changed != 1:
            raise LockMoved(f"the lock store no longer holds checkpoint {old.size} of epoch {old.epoch}")
