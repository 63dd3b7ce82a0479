"""Names by which people were called to speak: gone when the session is over."""

from __future__ import annotations

from realtime.models import RoomEvent, RoomSnapshot, Session


def forget_names(session: Session) -> None:
    """Takes the names for the floor out of the log. Whom a name stood for stays one person: it becomes a number.

    Runs inside the caller's transaction.
    """
    people: dict[str, str] = {}
    named = [event for event in session.events.filter(type__in=("floor.asked", "floor.added")) if event.data["name"]]
    for event in named:
        added = event.type == "floor.added"
        number = people.setdefault(event.data["name"].casefold(), str(len(people) + 1)) if added else ""
        event.data = {**event.data, "name": number}
    RoomEvent.objects.bulk_update(named, ["data"], batch_size=500)
    if named:
        RoomSnapshot.objects.filter(session=session).delete()
