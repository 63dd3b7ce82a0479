"""A ballot's hash as people read and compare it."""

from __future__ import annotations

GROUP = 8


def groups(sha256: str) -> list[str]:
    """Eight groups of eight characters."""
    return [sha256[at : at + GROUP] for at in range(0, len(sha256), GROUP)]
