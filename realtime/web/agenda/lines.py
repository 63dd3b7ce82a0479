"""A field in which each line is a thing of its own."""

from __future__ import annotations


def lines_of(typed: str) -> list[str]:
    """The lines that hold something, without the space around them."""
    return [line.strip() for line in typed.splitlines() if line.strip()]
