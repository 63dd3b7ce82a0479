"""Refusals of this district."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.deliberation.errors import Unfit


class UnfitBallot(Unfit):
    """A ballot that does not keep the rules of its question; ``str()`` says which, for the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__("choice", reason)


class BrokenSeal(Unfit):
    """The secret ballots that the database holds are not those on the record; ``detail`` says more, for logs."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__("state", _("The ballots kept here are not those on the record, so they cannot be counted."))
