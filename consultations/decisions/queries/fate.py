"""What became of a contribution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consultations.decisions.enums import Outcome
from consultations.decisions.models import Disposition, Link
from consultations.decisions.queries.answers import with_standing
from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.presence import has


@dataclass(frozen=True)
class Fate:
    """``answer``: the disposition that holds, ``earlier`` those before it; ``with_other``: what it is answered with.

    ``answer`` is that of ``with_other`` where there is one, at the end of a chain of them. ``links``: passages and
    changes that name it, then those that name ``with_other``, which stands for it. ``taken_back``: those that
    named it and were withdrawn, each with its reason.
    """

    contribution: Contribution
    outcome: Outcome
    with_other: Contribution | None
    answer: Disposition | None
    earlier: tuple[Disposition, ...]
    links: tuple[Link, ...]
    taken_back: tuple[Link, ...]

    @property
    def says_something(self) -> bool:
        """Not so for a comment that nobody answered or named."""
        named = self.links or self.taken_back
        return bool(self.contribution.in_scope or named or self.answer or self.with_other)


Standing = tuple[Outcome, int | None]
_TOLD = "_standing_told"
"""Kept with a contribution whose badge was asked for, so that its page does not read the same again for its fate."""


def fate_of(contribution: Contribution) -> Fate:
    """Three queries, five for one that is answered with another."""
    return fates_of([contribution])[contribution.pk]


def fates_of(contributions: Iterable[Contribution]) -> dict[int, Fate]:
    """By primary key. Three queries for any number; where some are answered with others, one
    more, and one for each link of the longest chain."""
    asked = {contribution.pk: contribution for contribution in contributions}
    known = {pk: one.__dict__[_TOLD] for pk, one in asked.items() if _TOLD in one.__dict__}
    standing = known | (_standing(asked.keys() - known.keys()) if len(known) < len(asked) else {})
    while unknown := {into for _outcome, into in standing.values() if into is not None} - standing.keys():
        standing |= _standing(unknown)
    ends = {pk: end for pk in asked if (end := _end(pk, standing)) != pk}
    others = Contribution.objects.select_related("consultation").in_bulk(set(ends.values())) if ends else {}
    concerned = asked.keys() | others.keys()
    history = _history(concerned - {pk for pk, one in asked.items() if not has(one, "dispositions")})
    links = _links(concerned - {pk for pk, one in asked.items() if not has(one, "links")})
    return {
        pk: _fate(contribution, standing[pk][0], others.get(ends.get(pk, 0)), history, links)
        for pk, contribution in asked.items()
    }


def _standing(pks: Iterable[int]) -> dict[int, Standing]:
    rows = with_standing(Contribution.objects.filter(pk__in=list(pks))).order_by()
    return {pk: (Outcome(outcome), into) for pk, outcome, into in rows.values_list("pk", "outcome_now", "with_id")}


def _end(pk: int, standing: Mapping[int, Standing]) -> int:
    """What stands for ``pk`` in the end; where answers lead in a circle, the last before it closes."""
    seen = {pk}
    while (into := standing[pk][1]) is not None and into not in seen:
        seen.add(into)
        pk = into
    return pk


def _history(pks: Iterable[int]) -> dict[int, list[Disposition]]:
    found: dict[int, list[Disposition]] = defaultdict(list)
    given = Disposition.objects.filter(contribution__in=list(pks)).select_related("event", "into")
    for disposition in given.order_by("at", "pk"):
        found[disposition.contribution_id].append(disposition)
    return found


def _links(pks: Iterable[int]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    """Those withdrawn too."""
    related = ("decision__consultation", "change__revision", "passage__revision", "event", "withdrawn_event")
    named = Link.objects.filter(contribution__in=list(pks)).select_related(*related)
    for link in named.order_by("at", "pk"):
        if link.contribution_id is not None:
            found[link.contribution_id].append(link)
    return found


def _fate(
    contribution: Contribution,
    outcome: Outcome,
    other: Contribution | None,
    history: Mapping[int, list[Disposition]],
    links: Mapping[int, list[Link]],
) -> Fate:
    own = history.get(contribution.pk, [])
    of_other = history.get(other.pk, []) if other else []
    named = links.get(contribution.pk, [])
    every = [*named, *(links.get(other.pk, []) if other else [])]
    answer = _holding(own, outcome) if other is None else next((given for given in of_other if given.latest), None)
    return Fate(
        contribution=contribution,
        outcome=outcome,
        with_other=other,
        answer=answer,
        earlier=tuple(given for given in reversed(own) if given != answer),
        links=tuple(link for link in every if link.withdrawn_at is None),
        taken_back=tuple(link for link in named if link.withdrawn_at is not None),
    )


def _holding(own: Sequence[Disposition], outcome: str) -> Disposition | None:
    """The latest answer, unless its author has withdrawn the contribution since."""
    return next((given for given in own if given.latest and given.outcome == outcome), None)


def outcomes_of(contributions: Iterable[Contribution]) -> dict[int, Outcome]:
    """The outcome of each contribution in scope or answered, for a list of cards; one query."""
    wanted = {contribution.pk: contribution for contribution in contributions}
    rows = with_standing(Contribution.objects.filter(pk__in=list(wanted))).order_by()
    found = {}
    for pk, outcome, into, in_scope in rows.values_list("pk", "outcome_now", "with_id", "in_scope"):
        wanted[pk].__dict__[_TOLD] = (Outcome(outcome), into)
        if in_scope or outcome != Outcome.PENDING:
            found[pk] = Outcome(outcome)
    return found
