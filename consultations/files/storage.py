"""Where the bytes lie: a folder of their own below MEDIA_ROOT that no web server may hand out (docs/operators.md)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from consultations.files.models import StoredFile

FOLDER = "files"
WHOLE = 0
"""The ``width`` of a document's only part."""


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(name: str, width: int) -> Path:
    """``name``: as StoredFile draws it, never a person's word."""
    return folder() / name[:2] / (f"{name}-{width}.webp" if width else f"{name}.pdf")


def paths_of(stored: StoredFile) -> list[Path]:
    return [path_of(stored.name, width) for width in stored.widths or (WHOLE,)]


def write(name: str, parts: Mapping[int, bytes]) -> None:
    """On the disk before the row is committed: a row whose bytes are missing must never stand."""
    for width, content in parts.items():
        path = path_of(name, width)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def lying() -> Iterator[tuple[str, Path]]:
    """Every part that lies there, with the name of its file."""
    for path in sorted(folder().glob("??/*")):
        yield path.stem.partition("-")[0], path
