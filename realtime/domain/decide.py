"""What the room answers to a command: a fact for its log, or a refusal in words for the person. Pure."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from realtime.commands import Command
from realtime.commands.session import OpenRoom
from realtime.domain.families import DECIDE, PARTICIPANTS
from realtime.domain.roles import RIGHT_FOR, Right
from realtime.domain.room import Room
from realtime.domain.rules import Fact, Refused, Sender


def decide(room: Room, sender: Sender, command: Command, now: datetime) -> Fact:
    """The one fact that ``command`` makes of ``room``; raises Refused."""
    right = Right.TAKE_PART if command.type in PARTICIPANTS else RIGHT_FOR.get(command.type, Right.LEAD)
    if not sender.role.may(right):
        raise Refused("not_facilitator", _("Only the facilitator can do this."))
    if sender.muted:
        raise Refused("muted", _("You can read along, but not write or vote now."))
    if room.state == "closed":
        raise Refused("room_closed", _("This session is over."))
    if room.state == "prepared" and not isinstance(command, OpenRoom):
        raise Refused("room_not_open", _("This session has not been opened yet."))
    return DECIDE[command.type](room, sender, command, now)
