"""What each district holds about a person: the list behind 'My data' and its download.

A district registers its part when it starts (``AppConfig.ready``), so that nothing held can be missing from the page
without being missing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from consultations.people.models import Participant

Row = dict[str, Any]


@dataclass(frozen=True)
class Holding:
    """One kind of data: ``rows(participant)`` gives JSON-ready dicts; the words say what, why and until when."""

    name: str
    rows: Callable[[Participant], list[Row]]
    title: str | Promise
    why: str | Promise
    until: str | Promise


_holdings: dict[str, Holding] = {}


def register_export(
    name: str,
    fn: Callable[[Participant], list[Row]],
    *,
    title: str | Promise,
    why: str | Promise,
    until: str | Promise,
) -> None:
    """Adds a part under ``name`` (its key in the file). Raises ValueError when another part has that name."""
    known = _holdings.get(name)
    if known is not None and known.rows is not fn:
        raise ValueError(f"an export named {name} is registered already")
    _holdings[name] = Holding(name, fn, title, why, until)


def holdings() -> tuple[Holding, ...]:
    """Every registered part, in the order of registration."""
    return tuple(_holdings.values())
