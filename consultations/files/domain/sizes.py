"""How large files may be, and in which widths pictures are kept."""

from __future__ import annotations

LARGEST = 10_000_000
"""Bytes of a file as it is handed in."""
LIMIT_OF_WORDS = 400
"""Characters of a picture's description or a document's title."""
STEPS = (480, 960)


def widths_of(width: int) -> tuple[int, ...]:
    """The widths, the smallest first, in which a picture that is ``width`` pixels wide is kept."""
    return (*(step for step in STEPS if step < width), width)
