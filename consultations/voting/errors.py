"""Refusals of this district."""

from __future__ import annotations

from django.utils.functional import Promise

from consultations.deliberation.errors import Unfit


class UnfitBallot(Unfit):
    """A ballot that does not keep the rules of its question; ``str()`` says which, for the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__("choice", reason)
