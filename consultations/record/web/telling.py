"""Entries as people read them: what happened, to what, and the facts that matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consultations.record import naming
from consultations.record.domain.fact_shapes import is_subject
from consultations.record.models import Leaf
from consultations.record.naming import Thing
from consultations.record.web import words


@dataclass(frozen=True)
class Fact:
    """``thing``: what the fact names, where it has a name."""

    label: str
    words: str
    thing: Thing | None = None


@dataclass(frozen=True)
class Told:
    """One entry. ``thing``: what it is about; ``process``: its consultation; ``facts``: those that a list tells."""

    leaf: Leaf
    says: str
    thing: Thing | None
    process: Thing | None
    facts: tuple[Fact, ...]


def process_subject(process: str) -> str:
    """The subject under which a process itself is named."""
    return f"consultation/{process}"


def tell(leaves: Sequence[Leaf], visitor: Any) -> list[Told]:
    """Every entry with its words; one call of each finder, however many entries."""
    events = [leaf.event for leaf in leaves]
    named = naming.things(
        [event.subject for event in events] + [process_subject(event.process) for event in events if event.process],
        visitor,
    )
    return [_told(leaf, named) for leaf in leaves]


def _told(leaf: Leaf, named: Mapping[str, Thing]) -> Told:
    event = leaf.event
    shown = [name for name in words.TOLD.get(event.type, ()) if name in event.data]
    return Told(
        leaf=leaf,
        says=words.sentence(event.type),
        thing=named.get(event.subject),
        process=named.get(process_subject(event.process)),
        facts=tuple(Fact(words.label(name), words.value(name, event.data[name])) for name in shown),
    )


def facts_of(data: Mapping[str, Any], visitor: Any) -> list[Fact]:
    """Every public fact of one entry; those that name a thing lead to it."""
    named = naming.things([fact for fact in data.values() if isinstance(fact, str) and is_subject(fact)], visitor)
    return [
        Fact(words.label(name), words.value(name, fact), named.get(fact) if isinstance(fact, str) else None)
        for name, fact in data.items()
    ]
