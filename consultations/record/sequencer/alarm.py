"""Rings when an event was committed in this process; the sequencer's thread sleeps beside it."""

from __future__ import annotations

import threading

alarm = threading.Event()
