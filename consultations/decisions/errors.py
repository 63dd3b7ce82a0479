"""Refusals of this district; ``str()`` of each is a sentence for the editor. Nothing was changed."""

from __future__ import annotations

from consultations.deliberation.errors import ChangedMeanwhile, Unfit


class StaleRevision(ChangedMeanwhile):
    """Another editor saved a newer text since this one was begun."""


class NothingToSave(Unfit):
    """The text is the one that stands already, or holds no words."""


class AlreadyLinked(Unfit):
    """The same cause stands at the same change or passage."""


class NotYetExplained(Unfit):
    """The publishing rule (domain/publishing.py) is not met and no statement says why."""
