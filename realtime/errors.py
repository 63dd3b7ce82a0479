"""What can be wrong with something that a facilitator prepares."""

from __future__ import annotations


class NameTaken(ValueError):
    """Another saved agenda has this name."""
