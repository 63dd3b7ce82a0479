"""Who somebody is in a room, and what that allows: a table from role to rights, with words for people."""

from __future__ import annotations

import enum

from django.utils.translation import gettext_lazy as _


class Right(enum.Enum):
    """Rules ask for rights, never for roles."""

    CLOSE = "close"
    """Open and close the session, hand over its results, decide on corrections, and say who else leads."""
    LEAD = "lead"
    """Open and close steps, arrange the board."""
    HIDE = "hide"
    """Take a note off the board, with a reason."""
    KEEP_ORDER = "keep_order"
    """Let people in, lock the door, mute and remove people."""
    ENTER = "enter"
    """Write what somebody says who has no phone."""
    TAKE_PART = "take_part"
    """Write, answer, vote."""


class RoomRole(enum.Enum):
    """``PROJECTOR``: whoever has no seat reads only."""

    FACILITATOR = "facilitator"
    COFACILITATOR = "cofacilitator"
    NOTETAKER = "notetaker"
    MODERATOR = "moderator"
    PARTICIPANT = "participant"
    GUEST = "guest"
    PROJECTOR = "projector"

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self]


ROOM_ROLE_WORDS = {
    RoomRole.FACILITATOR: _("Facilitator"),
    RoomRole.COFACILITATOR: _("Co-facilitator"),
    RoomRole.NOTETAKER: _("Note-taker"),
    RoomRole.MODERATOR: _("Moderator"),
    RoomRole.PARTICIPANT: _("Participant"),
    RoomRole.GUEST: _("Guest"),
    RoomRole.PROJECTOR: _("Reads along"),
}

RIGHTS: dict[RoomRole, frozenset[Right]] = {
    RoomRole.FACILITATOR: frozenset(Right),
    RoomRole.COFACILITATOR: frozenset(Right) - {Right.CLOSE},
    RoomRole.NOTETAKER: frozenset({Right.ENTER, Right.TAKE_PART}),
    RoomRole.MODERATOR: frozenset({Right.HIDE, Right.KEEP_ORDER, Right.TAKE_PART}),
    RoomRole.PARTICIPANT: frozenset({Right.TAKE_PART}),
    RoomRole.GUEST: frozenset({Right.TAKE_PART}),
    RoomRole.PROJECTOR: frozenset(),
}

# Commands that need another right than LEAD, beside those of everyone who takes part.
RIGHT_FOR = {"room.open": Right.CLOSE, "room.close": Right.CLOSE, "note.hide": Right.HIDE, "floor.add": Right.ENTER}
