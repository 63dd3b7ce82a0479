"""What a phase says about its round: kept under ``settings["opinions"]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultations.opinions.domain.map import BAR

KEY = "opinions"
STATEMENT_LIMIT = 200
"""Characters: one thing that can be answered at a glance on a phone."""
TAKING_PART, CLOSING = RESULTS = ("taking_part", "closing")


@dataclass(frozen=True)
class Rules:
    """``moderated``: somebody looks at each new statement before it is shown. ``results``: when they are."""

    moderated: bool = False
    results: str = TAKING_PART


def rules_of(settings: Mapping[str, Any]) -> Rules:
    """``settings`` of a phase; what they do not say, or say in another way, is as by default."""
    said = settings.get(KEY)
    said = said if isinstance(said, Mapping) else {}
    results = said.get("results")
    return Rules(said.get("moderated") is True, results if results in RESULTS else TAKING_PART)


def enough_answers(statements: int) -> int:
    """How many answers make somebody one who took part: as many as the map needs to place them."""
    return max(1, min(BAR, statements))
