"""What a witness remembers: of each log the newest checkpoint that it signed. One small SQLite file.

The question whether a checkpoint continues the remembered one, and remembering it, are one transaction that holds the
file's write lock: of two checkpoints that do not continue each other, only one is ever signed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCHEMA = """CREATE TABLE IF NOT EXISTS log (
    origin TEXT PRIMARY KEY, vkeys TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0, root BLOB, time INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '')"""
WAIT = 20


@dataclass(frozen=True)
class Seen:
    """One log. ``size``, ``root``, ``note``: the newest checkpoint that was signed, 0, None and "" before the first;
    ``time``: when, in seconds since 1970; ``vkeys``: the keys that its checkpoints may be signed by."""

    origin: str
    vkeys: tuple[str, ...]
    size: int = 0
    root: bytes | None = None
    time: int = 0
    note: str = ""


class Memory:
    """``path`` is the file; what ``hold`` leaves is on disk when it returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as connection:
            connection.execute(SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
            yield connection
        finally:
            connection.close()

    def know(self, origin: str, vkeys: tuple[str, ...]) -> None:
        """Adds a log, or gives a known one other keys; what was signed for it stays."""
        with self._open() as connection:
            connection.execute(
                "INSERT INTO log (origin, vkeys) VALUES (?, ?) "
                "ON CONFLICT (origin) DO UPDATE SET vkeys = excluded.vkeys",
                (origin, " ".join(vkeys)),
            )

    def logs(self) -> list[Seen]:
        """Every log, by origin."""
        with self._open() as connection:
            rows = connection.execute("SELECT origin, vkeys, size, root, time, note FROM log ORDER BY origin")
            return [_seen(row) for row in rows]

    def log(self, origin: str) -> Seen | None:
        """One log; None when this witness does not know it."""
        with self._open() as connection:
            return _one(connection, origin)

    @contextmanager
    def hold(self, origin: str) -> Iterator[Held]:
        """The log while nobody else may change it; an exception inside leaves it as it was."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                seen = _one(connection, origin)
                if seen is None:
                    raise LookupError(origin)
                yield Held(seen, connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


@dataclass(frozen=True)
class Held:
    """A log under the write lock."""

    seen: Seen
    connection: sqlite3.Connection

    def remember(self, size: int, root: bytes, time: int, note: str) -> None:
        """The checkpoint that is about to be signed takes the place of the one before."""
        self.connection.execute(
            "UPDATE log SET size = ?, root = ?, time = ?, note = ? WHERE origin = ?",
            (size, root, time, note, self.seen.origin),
        )


def _one(connection: sqlite3.Connection, origin: str) -> Seen | None:
    row = connection.execute(
        "SELECT origin, vkeys, size, root, time, note FROM log WHERE origin = ?", (origin,)
    ).fetchone()
    return _seen(row) if row else None


def _seen(row: tuple[str, str, int, bytes | None, int, str]) -> Seen:
    origin, vkeys, size, root, time, note = row
    return Seen(origin, tuple(vkeys.split(" ")), size, root, time, note)
