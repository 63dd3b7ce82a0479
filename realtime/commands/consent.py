"""Consent to a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from realtime.wire import NOTE_LENGTH, op, text, whole, word


@dataclass(frozen=True, slots=True)
class GiveConsent:
    """Participant: where one stands from now on; an objection says why. The words are a note that everyone can read."""

    type: ClassVar[str] = "consent.give"
    op: str = op()
    activity: str = word("id in the agenda")
    stand: int = whole(1, 4, "1 agree, 2 agree with reservations, 3 stand aside, 4 object")
    reason: str = text(NOTE_LENGTH, "why", may_be_empty=True)


COMMANDS = (GiveConsent,)
