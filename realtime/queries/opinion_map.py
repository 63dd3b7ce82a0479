"""The opinion map of a closed step: who answered alike, without anybody in it; and for one person where they stand."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from django.core.cache import cache

from consultations.opinions.domain.map import Map, opinion_map
from consultations.opinions.domain.picture import SMALLEST_SHOWN, Picture, picture_of
from consultations.opinions.domain.place import Place, place_of
from realtime.domain.activity import Activity
from realtime.domain.methods.opinion import AGREE, DISAGREE, PASS, statements
from realtime.domain.room import DONE, Room

VOTE = {AGREE: 1, DISAGREE: -1, PASS: 0}
KEPT = 24 * 3600
Votes = tuple[tuple[int, int, int], ...]


def has_map(room: Room, activity: Activity) -> bool:
    """Whether the step asked for opinions, is closed and ten people or more answered."""
    stage = room.stage(activity.id)
    return activity.method == "opinion" and stage.state == DONE and stage.voters >= SMALLEST_SHOWN


def map_of(room: Room, activity: Activity, level: int = 2) -> Picture:
    """Made once for the same answers; ``activity`` as in ``has_map``, ``level`` of its headings."""
    texts, votes = statements(room, activity), _votes(room, activity)
    said = json.dumps([level, activity.id, sorted(texts.items()), votes])
    key = f"live-picture:{hashlib.sha256(said.encode()).hexdigest()}"
    found: Picture | None = cache.get(key)
    if found is None:
        made = _made(votes, tuple(sorted(texts)))
        found = picture_of(made, texts, key=f"map-{activity.id}", level=level)
        cache.set(key, found, KEPT)
    return found


def own_place(room: Room, activity: Activity, picture: Picture, seat: int | None) -> Place | None:
    """Where ``seat`` stands in ``picture``, which ``map_of`` made; None for who gave no answer that still stands."""
    votes = _votes(room, activity)
    own: dict[int | str, int] = {item: vote for each, item, vote in votes if each == seat}
    if seat is None or not own:
        return None
    return place_of(_made(votes, tuple(sorted(statements(room, activity)))), picture, seat, own)


def _votes(room: Room, activity: Activity) -> Votes:
    """(seat, statement, vote), on the statements that stand."""
    stands = statements(room, activity)
    return tuple(
        (seat, item, VOTE[vote])
        for seat, given in sorted(room.given.get(activity.id, {}).items())
        for item, vote in sorted(given.items())
        if item in stands
    )


@lru_cache(maxsize=4)
def _made(votes: Votes, stands: tuple[int, ...]) -> Map:
    """Kept in this process only, and never stored: it holds where every seat stands."""
    return opinion_map({(seat, item): vote for seat, item, vote in votes}, stands)
