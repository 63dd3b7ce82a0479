"""Hears over Redis what other processes ring: grown logs, moved cursors; and tells them how many people are here."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING, Any

import redis.asyncio
from django.conf import settings
from redis.exceptions import RedisError

from realtime import bell

if TYPE_CHECKING:
    from realtime.engine.hub import Hub

log = logging.getLogger(__name__)


async def hear(hub: Hub) -> None:
    """Listens until cancelled; while Redis is away, tries again and leaves the work to the heartbeat."""
    if not settings.REDIS_URL:
        return
    pause = 0.5
    while True:
        try:
            async with redis.asyncio.Redis.from_url(settings.REDIS_URL) as client, client.pubsub() as line:
                await line.subscribe(bell.CHANNEL)
                pause = 0.5
                await _listen(hub, client, line)
        except (RedisError, OSError) as error:
            log.warning("Redis is away, rooms are read by the heartbeat: %s", error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5)


async def _listen(hub: Hub, client: redis.asyncio.Redis, line: Any) -> None:
    told = 0.0
    while True:
        message = await line.get_message(ignore_subscribe_messages=True, timeout=1.0)
        if message is not None:
            _heard(hub, json.loads(message["data"]))
        now = time.monotonic()
        if now - told >= 1:
            told = now
            for session, room in list(hub.rooms.items()):
                words = {"present": session, "people": room.people_here(), "from": bell.PROCESS}
                await client.publish(bell.CHANNEL, json.dumps(words))


def _heard(hub: Hub, words: dict[str, Any]) -> None:
    if words.get("from") == bell.PROCESS:
        return
    if "room" in words:
        hub.rung(words["room"])
    elif "cursors" in words:
        hub.texts.heard(words)
    elif words.get("present") in hub.rooms:
        hub.rooms[words["present"]].elsewhere[words["from"]] = (time.monotonic(), words["people"])
