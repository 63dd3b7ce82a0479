"""Who sits in which group, by the names they chose: for the pages of those who lead.

A number, drawn when somebody comes into a group, is all that travels; names are in no stream and in no log.
"""

from __future__ import annotations

from collections import defaultdict

from realtime.domain.room import Room
from realtime.enums import SeatState
from realtime.models import Seat, Session

Names = dict[int, list[tuple[int, str]]]


def names_in_groups(session: Session, room: Room) -> Names:
    """Group → each person's number and name, by number; of those who have one and are in the room.

    Of the running step only: nobody has to know later who sat where.
    """
    groups = room.groups.get(room.current)
    if groups is None:
        return {}
    here = Seat.objects.filter(session=session, pk__in=groups.members, state=SeatState.SEATED)
    names = {seat.pk: seat.shown_name for seat in here.select_related("participant")}
    found: Names = defaultdict(list)
    for seat, number in sorted(groups.members.items(), key=lambda pair: pair[1]):
        if names.get(seat):
            found[groups.numbers[number]].append((number, names[seat]))
    return dict(found)
