"""What became of a contribution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consultations.decisions.enums import Outcome
from consultations.decisions.models import Disposition, Link
from consultations.decisions.queries.answers import with_standing
from consultations.deliberation.models import Contribution


@dataclass(frozen=True)
class Fate:
    """``answer``: the disposition that holds, ``earlier`` those before it; ``with_other``: what it is answered with.

    ``answer`` is that of ``with_other`` where there is one. ``links``: passages and changes that name it.
    """

    contribution: Contribution
    outcome: Outcome
    with_other: Contribution | None
    answer: Disposition | None
    earlier: tuple[Disposition, ...]
    links: tuple[Link, ...]


def fate_of(contribution: Contribution) -> Fate:
    """Three queries, four for one that is answered with another."""
    standing = with_standing(Contribution.objects.filter(pk=contribution.pk)).order_by().get()
    other = Contribution.objects.select_related("consultation").get(pk=standing.with_id) if standing.with_id else None
    history = list(
        Disposition.objects.filter(contribution__in=[row.pk for row in (contribution, other) if row])
        .select_related("event", "into")
        .order_by("at", "pk")
    )
    own = [given for given in history if given.contribution_id == contribution.pk]
    of_other = [given for given in history if given.latest and other and given.contribution_id == other.pk]
    answer = _holding(own, standing.outcome_now) if other is None else next(iter(of_other), None)
    links = (
        Link.objects.filter(contribution=contribution, withdrawn_at__isnull=True)
        .select_related("decision__consultation", "change__revision", "passage__revision", "event")
        .order_by("at", "pk")
    )
    earlier = tuple(given for given in reversed(own) if given != answer)
    return Fate(contribution, Outcome(standing.outcome_now), other, answer, earlier, tuple(links))


def _holding(own: Sequence[Disposition], outcome: str) -> Disposition | None:
    """The latest answer, unless the contribution was merged and split off again since."""
    return next((given for given in own if given.latest and given.outcome == outcome), None)


def outcomes_of(contributions: Iterable[Contribution]) -> dict[int, Outcome]:
    """The outcome of each contribution in scope or answered, for a list of cards; one query."""
    wanted = [contribution.pk for contribution in contributions]
    rows = with_standing(Contribution.objects.filter(pk__in=wanted)).order_by()
    return {
        pk: Outcome(outcome)
        for pk, outcome, in_scope in rows.values_list("pk", "outcome_now", "in_scope")
        if in_scope or outcome != Outcome.PENDING
    }
