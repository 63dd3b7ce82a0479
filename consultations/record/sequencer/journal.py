"""The erasure journal: what was erased, outside the backups, so that a restored backup is erased again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from consultations.record.sequencer.place import record_dir, sync_directory


@dataclass(frozen=True)
class Erasure:
    """``event``: its public id; ``fields``: names, or None for all; ``ground``: the public words given for it."""

    event: str
    fields: tuple[str, ...] | None
    ground: str


def _path() -> Path:
    return record_dir() / "erasures.jsonl"


def write(erasures: Iterable[Erasure]) -> None:
    """Appends, on disk before it returns."""
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in erasures)
    if not text:
        return
    with _path().open("a", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync_directory(_path().parent)


def read() -> Iterator[Erasure]:
    """Every erasure ever written; a last line cut off by a crash is passed over, for the database still tells it."""
    if not _path().exists():
        return
    with _path().open(encoding="utf-8") as file:
        for line in file:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            yield Erasure(row["event"], None if row["fields"] is None else tuple(row["fields"]), row["ground"])
