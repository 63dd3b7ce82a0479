"""The database as the engine's own threads use it: each keeps its connection, and opens a new one after an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

T = TypeVar("T")


def at_database(job: Callable[[], T]) -> T:
    """Runs ``job``, which only reads; once more on a new connection where the kept one is broken."""
    try:
        return job()
    except (OperationalError, InterfaceError):
        connection.close()
        return job()
