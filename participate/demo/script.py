"""What happens in the demo city, as acts in the order of time, so that the record reads like one that grew."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

CITY = Path(__file__).resolve().parent / "city"
STAGES = {
    "proposing": "mobility_account",
    "deliberating": "housing_places",
    "opinions": "street_sensors",
    "voting": "night_buses",
    "voted": "neighbourhood_budget",
    "decided": "reporting_app",
}


def read(name: str) -> dict[str, Any]:
    """One file of the city's words."""
    return tomllib.loads((CITY / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass
class Script:
    """Acts with their times. ``now`` is the present; times in the files are days before or after it."""

    now: datetime
    acts: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)

    def on(self, when: datetime, act: Callable[[datetime], object]) -> None:
        """``act`` is called with its time; acts of the future do not happen."""
        if when <= self.now:
            self.acts.append((when, len(self.acts), act))

    def day(self, days: float) -> datetime:
        return self.now + timedelta(days=days)

    def play(self, progress: Callable[[int, int], None]) -> None:
        for done, (when, _order, act) in enumerate(sorted(self.acts, key=lambda entry: entry[:2]), start=1):
            act(when)
            progress(done, len(self.acts))
