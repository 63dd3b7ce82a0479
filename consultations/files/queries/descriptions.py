"""A file in words, for what people and programs take away."""

from __future__ import annotations

from typing import Any

from consultations.files.models import StoredFile
from consultations.files.storage import paths_of


def described(stored: StoredFile) -> dict[str, Any]:
    """JSON-ready; ``file`` is its name in the archive that a person takes away."""
    return {
        "file": f"files/{paths_of(stored)[-1].name}",
        "kind": stored.kind,
        "shows_or_title": stored.words,
        "sha256": stored.sha256,
        "bytes": stored.size,
    }
