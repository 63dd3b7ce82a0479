"""The erasure journal: what was erased, outside the backups, so that a restored backup is erased again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from consultations.record.sequencer.place import record_dir, sync_directory


@dataclass(frozen=True)
class Erasure:
    """``event``: its public id; ``fields``: names, or None for all; ``ground``: the public words given for it."""

    event: str
    fields: tuple[str, ...] | None
    ground: str


@dataclass(frozen=True)
class Removal:
    """Something of another district that was erased as a whole. ``kind``: who erases it again; ``id``: which, in a form
    that is never given to another one; ``words``: texts went too."""

    kind: str
    id: str
    words: bool


def _path() -> Path:
    return record_dir() / "erasures.jsonl"


def write(erasures: Iterable[Erasure | Removal]) -> None:
    """Appends, on disk before it returns."""
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in erasures)
    if not text:
        return
    with _path().open("ab+") as file:
        if _ends_within_a_line(file):
            text = "\n" + text
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    sync_directory(_path().parent)


def _ends_within_a_line(file: BinaryIO) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def read() -> Iterator[Erasure]:
    """Every erasure of fields ever written."""
    for row in _rows():
        if "event" in row:
            yield Erasure(row["event"], None if row["fields"] is None else tuple(row["fields"]), row["ground"])


def removals() -> Iterator[Removal]:
    """Every removal ever written."""
    for row in _rows():
        if "kind" in row:
            yield Removal(row["kind"], row["id"], row["words"])


def _rows() -> Iterator[dict[str, Any]]:
    """The lines; one cut off by a crash is passed over, for the database still tells it."""
    if not _path().exists():
        return
    with _path().open(encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                continue
