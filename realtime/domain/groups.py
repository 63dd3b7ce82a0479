"""Groups of a room: who is in which, which notes are theirs, and what everyone has heard of them. Data only."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from realtime.domain.activity import Activity

LENGTHS = {"name": 60, "place": 120, "question": 300}


@dataclass(frozen=True, slots=True)
class Groups:
    """``formed``: number of the event that formed them. ``numbers``: a person's number → their group, from 1.

    ``members``: seat → the person's number. ``notes``: note → the group that wrote it. ``reporting``: the group that
    reports now, 0 for none; ``reported``: those that have begun to. ``seed`` is told to everyone, so that anybody can
    check how people were drawn.
    """

    formed: int
    count: int
    seed: str
    numbers: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, int] = field(default_factory=dict)
    reporting: int = 0
    reported: tuple[int, ...] = ()

    @property
    def sizes(self) -> list[int]:
        counted = Counter(self.numbers.values())
        return [counted[group] for group in range(1, self.count + 1)]

    def group_of(self, seat: int | None) -> int:
        """0 for who is in none."""
        return self.numbers.get(self.members.get(seat or 0, 0), 0)

    def seats_in(self, group: int) -> set[int]:
        return {seat for seat, number in self.members.items() if self.numbers.get(number) == group}

    def veils(self, note: int) -> bool:
        """Whether ``note`` is for its group only, until that reports."""
        return note in self.notes and self.notes[note] not in self.reported

    def told(self) -> dict[str, Any]:
        """As it travels to everyone."""
        return {
            "formed": self.formed,
            "count": self.count,
            "seed": self.seed,
            "sizes": self.sizes,
            "notes": {str(note): group for note, group in self.notes.items()},
            "reporting": self.reporting,
            "reported": list(self.reported),
        }


def drawn(sizes: list[int], seed: str, number: int) -> int:
    """The group of the person with ``number``: one of the smallest, by the seed. SHA-256 of ``seed:number`` decides."""
    least = [group for group, size in enumerate(sizes, 1) if size == min(sizes)]
    return least[int(hashlib.sha256(f"{seed}:{number}".encode()).hexdigest(), 16) % len(least)]


def fits(text: Any) -> bool:
    """Whether it is what is prepared for a group: texts by the keys of LENGTHS."""
    if not isinstance(text, dict) or not set(text) <= set(LENGTHS):
        return False
    return all(isinstance(value, str) and len(value) <= LENGTHS[key] for key, value in text.items())


def text_of(activity: Activity, group: int, key: str) -> str:
    """What was prepared for a group: its name, place or question; may be empty."""
    texts = activity.settings.get("texts", ())
    return str(texts[group - 1].get(key, "")) if 0 < group <= len(texts) else ""


def name_of(activity: Activity, group: int) -> Any:
    return text_of(activity, group, "name") or format_lazy(_("Group {n}"), n=group)
