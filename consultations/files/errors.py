"""What can go wrong with a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consultations.files.enums import Refusal


class Refused(Exception):
    """A file is not taken; its text is a sentence for whoever chose it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.label))
        self.refusal = refusal
