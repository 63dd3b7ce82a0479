"""Refusals of this district; ``str()`` of each is a sentence for the person."""

from __future__ import annotations

from django.utils.functional import Promise


class Incomplete(Exception):
    """A report, decision or appeal lacks something. ``field`` names where, for a form; nothing was changed."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.field = field
