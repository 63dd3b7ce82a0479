"""The site's server as it is started: by ``make run`` (bin/run) and in production (Dockerfile)."""

from __future__ import annotations

import sys

ROOM = "participate.asgi:application"
UVICORN = (
    "--ws",
    "websockets-sansio",
    "--ws-per-message-deflate",
    "false",
    "--ws-max-size",
    "65536",
    "--backlog",
    "2048",
)
# A frame that comes is at most 64 KiB; Daphne's limit of a message holds for what it sends, too, and a room's snapshot
# may be long.
DAPHNE = ("--websocket-max-message-size", "16777216", "--websocket-max-frame-size", "65536")


def server_words(kind: str, port: int) -> list[str]:
    """``kind`` daphne or uvicorn, on the loopback address."""
    if kind == "uvicorn":
        quiet = ["--log-level", "warning", "--lifespan", "off"]
        return [sys.executable, "-m", "uvicorn", ROOM, "--host", "127.0.0.1", "--port", str(port), *UVICORN, *quiet]
    address = f"tcp:{port}:interface=127.0.0.1:backlog=2048"
    return [sys.executable, "-m", "daphne", "-v", "0", "-e", address, *DAPHNE, ROOM]
