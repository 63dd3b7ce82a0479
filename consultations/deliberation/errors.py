"""Refusals of this district; ``str()`` of each is a sentence for the person."""

from __future__ import annotations

from django.utils.functional import Promise


class Unfit(Exception):
    """What was given cannot be taken as it is. ``field`` names where, for a form; nothing was changed."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.field = field


class ChangedMeanwhile(Unfit):
    """Someone else changed the same thing since it was read."""
