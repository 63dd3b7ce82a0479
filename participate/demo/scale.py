"""Many more residents with the same concerns in other places, for measuring what a large consultation costs."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from participate.demo.consultation import Telling

STREETS = (
    "Fishmarket", "Station Square", "Lime Street", "Old Mill", "Harbour Steps", "Almond Court", "Customs House",
    "Chapel Lane", "Upper Terrace", "Ropewalk", "Cooper's Yard", "North Quay", "Lighthouse Road", "Saltern Row",
    "Orchard Gate", "Tannery", "Bell Tower", "Ferry Landing", "Pine Walk", "Granary",
)  # fmt: skip


class Crowd:
    """``scale`` − 1 more of each contribution, each from another address in the city."""

    def __init__(self, telling: Telling, scale: int) -> None:
        self.telling, self.scale, self.script = telling, scale, telling.script

    def tell(self) -> None:
        given = [one for one in self.telling.words.get("contribution", []) if "moderation" not in one]
        start, end = self._open_time()
        step = (end - start) / (self.scale * len(given) + 1)
        for copy in range(1, self.scale):
            for number, one in enumerate(given):
                when = start + step * (copy * len(given) + number)
                self.script.on(when, partial(self._say, one, copy))

    def _open_time(self) -> tuple[datetime, datetime]:
        phase = next(phase for phase in self.telling.words["phase"] if "propose" in phase["may"])
        end = min(self.script.day(phase.get("ends", 0)), self.script.now)
        return self.script.day(phase["starts"]) + timedelta(hours=1), end - timedelta(hours=1)

    def _say(self, one: dict[str, Any], copy: int, now: datetime) -> None:
        place = f"{STREETS[copy % len(STREETS)]} {1 + copy // len(STREETS)}"
        people = self.telling.people.residents
        words = {
            **{key: value for key, value in one.items() if key not in {"merged_into", "supports"}},
            "id": f"{one['id']}/{copy}",
            "by": people[(copy * 7 + len(one["id"])) % len(people)].pseudonym,
            "body": f"{one['body']}\n\n{place}",
        }
        if "title" in one:
            words["title"] = f"{one['title']} ({place})"
        if "parent" in one:
            words["parent"] = f"{one['parent']}/{copy}"
        self.telling.say(words, now)
