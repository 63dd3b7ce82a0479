"""A server that is quick to kill: the first process loads the site, its child serves, and is forked anew when it ends.

``python -m tests.realtime.forking PORT``. SIGHUP starts the child anew as an operator does; SIGTERM ends both.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
from typing import Any

import uvicorn

from participate.asgi import application

child = 0


def serve(listening: socket.socket) -> None:
    """Ends with the process that forked it, however that ends (prctl, PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    options: dict[str, Any] = {"ws": "websockets-sansio", "ws_per_message_deflate": False, "ws_max_size": 65_536}
    config = uvicorn.Config(application, lifespan="off", log_level="critical", **options)
    uvicorn.Server(config).run(sockets=[listening])


def again(*_: object) -> None:
    if child:
        os.kill(child, signal.SIGTERM)


def end(*_: object) -> None:
    if child:
        os.kill(child, signal.SIGKILL)
    os._exit(0)


def main() -> None:
    global child
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", int(sys.argv[1])))
    listening.listen(2048)
    signal.signal(signal.SIGHUP, again)
    signal.signal(signal.SIGTERM, end)
    while True:
        child = os.fork()
        if not child:
            serve(listening)
            return
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
