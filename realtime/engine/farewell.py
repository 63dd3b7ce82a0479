"""The last words of a room's sockets under Daphne, which cuts every line when it is stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

LAST_WORDS = 0.3


def at_daphnes_end(goodbye: Callable[[], None]) -> None:
    """Calls ``goodbye`` when Daphne is told to stop, and leaves its words time to go out. Elsewhere nothing is done.

    Daphne 4.2 means to cancel its applications then, but fails over lines that were upgraded.
    """
    reactor: Any = sys.modules.get("twisted.internet.reactor")
    if reactor is None or not reactor.running:
        return

    def end() -> Any:
        from twisted.internet.task import deferLater

        goodbye()
        return deferLater(reactor, LAST_WORDS)

    reactor.addSystemEventTrigger("before", "shutdown", end)
