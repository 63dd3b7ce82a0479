"""Who took part in live sessions as themselves, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from consultations.following.sources import Pair, Scope
from consultations.people.models import Participant
from realtime.enums import SeatRole
from realtime.models import HandedOver, RoomEvent, Seat, Session

SESSIONS_SHOWN = 20


def _seats(among: Collection[int] | None) -> QuerySet[Seat]:
    """Of people with an account who said something (a note, dots, an answer), as a guest too, and did not lead."""
    by_them = Q(seat=OuterRef("pk")) | Q(seat__into=OuterRef("pk"))
    said = RoomEvent.objects.filter(by_them, session=OuterRef("session")).exclude(type__startswith="seat.")
    seats = Seat.objects.filter(Exists(said), session__rehearsal_of=None, participant__isnull=False).exclude(
        role=SeatRole.FACILITATOR
    )
    return seats if among is None else seats.filter(participant__in=among)


def who_said_something(session: Session) -> QuerySet[Seat, int | None]:
    """The participants of one session who are told what came of it."""
    return _seats(None).filter(session=session).values_list("participant_id", flat=True)


def took_part(scope: Scope, among: Collection[int] | None) -> Iterator[Pair]:
    """Each with every result of their session that entered the consultation; with the whole where none did."""
    results: dict[int, list[int]] = defaultdict(list)
    handed = HandedOver.objects.filter(scope.about("contribution"))
    if among is not None:
        handed = handed.filter(session__in=_seats(among).values("session"))
    for session, contribution in handed.values_list("session_id", "contribution_id"):
        results[session].append(contribution)
    sessions = Session.objects.filter(pk__in=results)
    if scope.only is None and scope.consultation is not None:
        sessions = sessions | Session.objects.filter(consultation=scope.consultation)
    for person, session in _seats(among).filter(session__in=sessions).values_list("participant_id", "session_id"):
        for contribution in results.get(session, ()):
            yield person, contribution
        if not results.get(session):
            yield person, None


@dataclass(frozen=True)
class Evening:
    """A session in which the person took part, and the notes that they wrote and did not take back."""

    session: Session
    notes: tuple[str, ...]


def evenings_of(participant: Participant) -> list[Evening]:
    """The newest sessions; three queries."""
    seats = list(
        _seats([participant.pk]).select_related("session").order_by("-session__created_at", "-pk")[:SESSIONS_SHOWN]
    )
    notes: dict[int | None, list[str]] = defaultdict(list)
    told = RoomEvent.objects.filter(session__in=[seat.session_id for seat in seats])
    withdrawn = told.filter(type="note.withdrawn").values_list("session_id", "data")
    gone = {(session, data["note"]) for session, data in withdrawn}
    written = told.filter(Q(seat__in=seats) | Q(seat__into__in=seats), type="note.added").order_by("seq")
    for session, seq, seat, into, data in written.values_list("session_id", "seq", "seat_id", "seat__into_id", "data"):
        if data["text"] and (session, seq) not in gone:
            notes[into or seat].append(data["text"])
    return [Evening(seat.session, tuple(notes[seat.pk])) for seat in seats]
