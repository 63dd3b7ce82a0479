"""The doorbell of rooms: says that a log has grown, never what is in it. Whoever hears it reads the table.

In one process listeners are called; with REDIS_URL the ring is also published, so that other processes hear it at
once. Where a ring is lost, the hub's heartbeat finds the hole within a second.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings

log = logging.getLogger(__name__)

CHANNEL = "participate:live"
PROCESS = secrets.token_hex(4)
Listener = Callable[[int], None]
_listeners: set[Listener] = set()


def listen(listener: Listener) -> None:
    """``listener`` is called with a session's number, from whichever thread rings."""
    _listeners.add(listener)


def stop_listening(listener: Listener) -> None:
    _listeners.discard(listener)


def ring(session: int) -> None:
    """The log of ``session`` has grown and its transaction is committed."""
    for listener in list(_listeners):
        listener(session)
    publish({"room": session})


def publish(words: dict[str, Any]) -> None:
    """To the other processes; what fails is logged, because the heartbeat makes up for it."""
    if not settings.REDIS_URL:
        return
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, json.dumps({**words, "from": PROCESS}))
    except redis.RedisError as error:
        log.warning("The doorbell could not be rung: %s", error)


@lru_cache(maxsize=4)
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
