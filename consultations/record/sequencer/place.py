"""RECORD_DIR: the signing key, the lock store and the erasure journal, outside the backups of the database."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def record_dir() -> Path:
    """The directory, made on first use and closed to other accounts of the machine."""
    place = Path(settings.RECORD_DIR)
    if not place.is_dir():
        place.mkdir(parents=True, mode=0o700, exist_ok=True)
    return place


def sync_directory(place: Path) -> None:
    """Makes a new or renamed file in ``place`` survive a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
