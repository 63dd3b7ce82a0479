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


class NotYetRead(Unfit):
    """The consultation wants a second person to read a decision before it is published, and nobody has."""


class AnsweredMeanwhile(ChangedMeanwhile):
    """Somebody answered one of the contributions after the list was read. ``contributions``: their primary keys."""

    def __init__(self, field: str, message: str, contributions: frozenset[int]) -> None:
        super().__init__(field, message)
        self.contributions = contributions
