"""Who has something in what was decided: each district names its own people, at start-up.

register_source(Way.SUPPORTED, supporters)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import Q

from consultations.deliberation.models import Consultation
from consultations.following.enums import Way

# A participant, and what of theirs it is; None for the consultation as a whole.
Pair = tuple[int, int | None]


@dataclass(frozen=True)
class Scope:
    """What an outcome is about: the contributions of ``consultation`` and those ``linked`` from other ones.

    Without ``consultation`` every contribution is meant. ``only``: nothing but these contributions, where answers to
    them are the news.
    """

    consultation: Consultation | None = None
    linked: frozenset[int] = field(default_factory=frozenset)
    only: frozenset[int] | None = None

    def about(self, path: str = "") -> Q:
        """Rows whose contribution, found along ``path`` (empty on contributions themselves), is meant."""
        key = f"{path}__pk__in" if path else "pk__in"
        if self.only is not None:
            return Q(**{key: self.only})
        if self.consultation is None:
            return Q()
        own = Q(**{f"{path}__consultation" if path else "consultation": self.consultation})
        return own | Q(**{key: self.linked}) if self.linked else own


class Source(Protocol):
    """The pairs within ``scope``, of all people or of those ``among`` whom they are looked for. One query or two."""

    def __call__(self, scope: Scope, among: Collection[int] | None) -> Iterable[Pair]: ...


_sources: dict[str, list[Source]] = {}


def register_source(way: Way, fn: Source) -> None:
    """Adds ``fn``; adding it again changes nothing."""
    known = _sources.setdefault(way, [])
    if fn not in known:
        known.append(fn)


def sources() -> list[tuple[Way, Source]]:
    """Every source with its way, in the order of Way."""
    return [(way, fn) for way in Way for fn in _sources.get(way, ())]
