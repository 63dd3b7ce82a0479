"""What the districts above tell the record about themselves: it knows none of them, it takes facts.

Each district registers at start-up (``AppConfig.ready``) its checks, its erasers and whose events are whose:

    register_check("contributions", expected_contributions, types=("contribution.published", "contribution.revised"))
    register_eraser("contributions", erase_contributions)
    register_owner("contributions", my_contribution_events)
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consultations.record.models import Event


@dataclass(frozen=True)
class Expected:
    """What one row says, to be held against the newest entry of ``types`` about ``subject``.

    ``row`` names the row for an operator, such as ``deliberation_contribution 17``. ``facts``: keys of the entry's data
    and their values; ``personal``: personal fields in clear, held against the digest in the entry through the stored
    disclosure; None where the row says that the text was erased. ``event`` picks one entry by its id instead.
    """

    row: str
    subject: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str | None] = field(default_factory=dict)
    types: Sequence[str] = ()
    event: uuid.UUID | None = None


@dataclass(frozen=True)
class Count:
    """How many rows stand for ``subject``: entries of ``plus`` less entries of ``minus`` must be as many."""

    row: str
    subject: str
    rows: int
    plus: Sequence[str]
    minus: Sequence[str] = ()


Check = Callable[[], Iterable[Expected | Count]]
# fields: the names of the personal fields to erase, or None for all of them.
Eraser = Callable[[Sequence[Event], Collection[str] | None], None]
# The events, among those given, that are the person's own.
Owner = Callable[[Any, Sequence[Event]], Iterable[Event]]


@dataclass(frozen=True)
class RegisteredCheck:
    """``types``: the check speaks of every subject that has an entry of these; one it leaves out has lost its row."""

    fn: Check
    types: tuple[str, ...]


@dataclass(frozen=True)
class Remover:
    """Whole things that a district erases. ``again``: (id, whether texts went too, now) → whether it was there again
    after a restore; ``known``: the ids of what stands as erased in the database now."""

    again: Callable[[str, bool, datetime], bool]
    known: Callable[[], Iterable[str]]


_checks: dict[str, RegisteredCheck] = {}
_erasers: dict[str, Eraser] = {}
_owners: dict[str, Owner] = {}
_removers: dict[str, Remover] = {}


def register_check(name: str, fn: Check, *, types: Sequence[str] = ()) -> None:
    """Adds to what ``verify_record`` holds against the log. Raises ValueError when another one has that name."""
    _put(_checks, name, RegisteredCheck(fn, tuple(types)))


def register_eraser(name: str, fn: Eraser) -> None:
    """``fn`` removes the district's own copies of what stands in the events' personal fields, in one transaction with
    the disclosures; it is called again after a restore and must not mind rows that are erased already."""
    _put(_erasers, name, fn)


def register_owner(name: str, fn: Owner) -> None:
    """``fn(person, events)`` says which of the events are the signed-in person's, who may have their full receipts."""
    _put(_owners, name, fn)


def register_remover(kind: str, remover: Remover) -> None:
    """Adds to what is erased again after a restore, by the removals in the erasure journal."""
    _put(_removers, kind, remover)


def removers() -> dict[str, Remover]:
    return dict(_removers)


def _put(table: dict[str, Any], name: str, value: Any) -> None:
    if table.setdefault(name, value) != value:
        raise ValueError(f"{name} is registered already")


def checks() -> dict[str, RegisteredCheck]:
    return dict(_checks)


def erasers() -> tuple[Eraser, ...]:
    return tuple(_erasers.values())


def owns(person: Any, event: Event) -> bool:
    """Whether any district says that ``event`` is ``person``'s."""
    return any(event in fn(person, [event]) for fn in _owners.values())
