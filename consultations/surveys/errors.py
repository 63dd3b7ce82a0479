"""Refusals of this district; ``str()`` of each is a sentence for the person."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise


class AnswersUnfit(Exception):
    """Some answers cannot stand. ``faults``: the number of a question → a sentence; nothing was sent."""

    def __init__(self, faults: Mapping[int, str | Promise]) -> None:
        super().__init__(str(next(iter(faults.values()), "")))
        self.faults = dict(faults)
