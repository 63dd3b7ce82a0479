"""The opinion map of a closed step: who answered alike, without anybody in it."""

from __future__ import annotations

import hashlib
import json

from django.core.cache import cache

from consultations.opinions.domain.map import opinion_map
from consultations.opinions.domain.picture import SMALLEST_SHOWN, Picture, picture_of
from realtime.domain.activity import Activity
from realtime.domain.methods.opinion import AGREE, DISAGREE, PASS, statements
from realtime.domain.room import DONE, Room

VOTE = {AGREE: 1, DISAGREE: -1, PASS: 0}
KEPT = 24 * 3600


def has_map(room: Room, activity: Activity) -> bool:
    """Whether the step asked for opinions, is closed and ten people or more answered."""
    stage = room.stage(activity.id)
    return activity.method == "opinion" and stage.state == DONE and stage.voters >= SMALLEST_SHOWN


def map_of(room: Room, activity: Activity, level: int = 2) -> Picture:
    """Made once for the same answers; ``activity`` as in ``has_map``, ``level`` of its headings."""
    texts = statements(room, activity)
    votes = {
        (seat, item): VOTE[vote]
        for seat, given in sorted(room.given.get(activity.id, {}).items())
        for item, vote in sorted(given.items())
        if item in texts
    }
    said = json.dumps([level, activity.id, sorted(texts.items()), [[*pair, vote] for pair, vote in votes.items()]])
    key = f"live-map:{hashlib.sha256(said.encode()).hexdigest()}"
    found: Picture | None = cache.get(key)
    if found is None:
        found = picture_of(opinion_map(votes, sorted(texts)), texts, key=f"map-{activity.id}", level=level)
        cache.set(key, found, KEPT)
    return found
