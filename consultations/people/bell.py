"""Rings when a letter was put out in this process; the thread that sends sleeps beside it."""

from __future__ import annotations

import threading

bell = threading.Event()
