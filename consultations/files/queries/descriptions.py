"""A file in words, for what people and programs take away."""

from __future__ import annotations

from typing import Any

from consultations.files.models import StoredFile


def described(stored: StoredFile, address: str) -> dict[str, Any]:
    """JSON-ready; ``address``: where the person can take its bytes along."""
    return {
        "address": address,
        "kind": stored.kind,
        "shows_or_title": stored.words,
        "sha256": stored.sha256,
        "bytes": stored.size,
    }
