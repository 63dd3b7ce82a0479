"""Who has an answer, and who waits since when (domain/coverage.py states the rule)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from consultations.decisions.domain.waiting import BEGINNINGS, Stretch, stretches
from consultations.decisions.enums import Outcome
from consultations.decisions.queries.answers import OWN_ANSWER, answered_together, leading_to_answer, with_standing
from consultations.deliberation.enums import Channel
from consultations.deliberation.models import Consultation, Contribution, District, Theme

Name = Mapping[str, str] | str | Promise


@dataclass(frozen=True)
class Share:
    """``answered`` of ``in_scope``, of all or of those that ``name`` says; ``slug`` '' for those without."""

    slug: str
    name: Name
    answered: int
    in_scope: int

    @property
    def waiting(self) -> int:
        return self.in_scope - self.answered

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 only when nobody waits."""
        return self.answered * 100 // self.in_scope if self.in_scope else 100


@dataclass(frozen=True)
class Coverage:
    """``outcomes``: how many stand at each outcome, in the order of Outcome."""

    overall: Share
    by_theme: tuple[Share, ...]
    by_channel: tuple[Share, ...]
    by_district: tuple[Share, ...]
    outcomes: tuple[tuple[Outcome, int], ...]


def in_scope(consultation: Consultation) -> QuerySet[Contribution]:
    return Contribution.objects.filter(consultation=consultation, in_scope=True)


def totals(consultation: Consultation) -> tuple[int, int]:
    """(answered, in scope) of the whole consultation; one query, two where some are answered with another."""
    counted = with_standing(in_scope(consultation)).order_by().values("with_id")
    groups = list(counted.annotate(own=Count("pk", filter=OWN_ANSWER), all=Count("pk")))
    reached = leading_to_answer({group["with_id"] for group in groups if group["with_id"] is not None})
    answered = sum(group["all"] if group["with_id"] in reached else group["own"] for group in groups)
    return answered, sum(group["all"] for group in groups)


def waiting(consultation: Consultation) -> QuerySet[Any]:
    """Those in scope without an answer, longest waiting first, with ``outcome_now`` and ``with_id``."""
    everything = in_scope(consultation)
    together = answered_together(everything)
    still = [row["pk"] for row in together.rows if row["pk"] not in together.answered]
    found = with_standing(everything).filter(Q(with_id__isnull=True, outcome_now=Outcome.PENDING) | Q(pk__in=still))
    return found.select_related("theme", "district", "author", "consultation").order_by("created_at", "pk")


def waiting_by_time(consultation: Consultation, now: datetime) -> list[Stretch]:
    """How many of those waiting have waited how long at ``now``, the longest first; three queries."""
    bounds = [None, *(now - timedelta(days=begin) for begin in BEGINNINGS[1:]), None]
    counts = {}
    for place, (upper, lower) in enumerate(pairwise(bounds)):
        span = Q() if upper is None else Q(created_at__lte=upper)
        counts[f"from_{place}"] = Count("pk", filter=span if lower is None else span & Q(created_at__gt=lower))
    found = waiting(consultation).order_by().aggregate(**counts)
    return stretches([found[f"from_{place}"] for place in range(len(BEGINNINGS))])


def to_answer(consultation: Consultation) -> QuerySet[Any]:
    """Those waiting for an answer of their own: the staff's list. One merged with another gets that one's."""
    found = with_standing(in_scope(consultation)).filter(with_id__isnull=True, outcome_now=Outcome.PENDING)
    return found.select_related("theme", "district", "author", "consultation").order_by("created_at", "pk")


def coverage_of(consultation: Consultation) -> Coverage:
    """Overall and by theme, channel and district; five queries, however many contributions."""
    fields = ("theme_id", "channel", "district_id")
    everything = in_scope(consultation)
    counted = with_standing(everything).order_by().values(*fields, "outcome_now")
    rows = [
        _row(row, row["own"], row["all"])
        for row in counted.annotate(own=Count("pk", filter=OWN_ANSWER), all=Count("pk"))
    ]
    together = answered_together(everything, *fields)
    rows += [_row(row, 1, 0) for row in together.rows if row["pk"] in together.answered]
    themes: dict[int | None, Theme] = {theme.pk: theme for theme in Theme.objects.filter(consultation=consultation)}
    districts: dict[int | None, District] = {district.pk: district for district in District.objects.all()}
    return Coverage(
        overall=Share("", "", sum(row.answered for row in rows), sum(row.in_scope for row in rows)),
        by_theme=_shares(rows, lambda row: _slug_and_name(themes.get(row.theme))),
        by_channel=_shares(rows, lambda row: (row.channel, Channel(row.channel).label)),
        by_district=_shares(rows, lambda row: _slug_and_name(districts.get(row.district))),
        outcomes=_outcomes(rows),
    )


@dataclass(frozen=True)
class _Row:
    theme: int | None
    channel: str
    district: int | None
    outcome: str
    answered: int
    in_scope: int


def _row(values: Mapping[str, Any], answered: int, count: int) -> _Row:
    outcome = values.get("outcome_now", Outcome.MERGED)
    return _Row(values["theme_id"], values["channel"], values["district_id"], outcome, answered, count)


def _slug_and_name(thing: Theme | District | None) -> tuple[str, Name]:
    return (thing.slug, thing.name) if thing else ("", {})


def _shares(rows: list[_Row], named: Callable[[_Row], tuple[str, Name]]) -> tuple[Share, ...]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    names: dict[str, Name] = {}
    for row in rows:
        slug, name = named(row)
        names[slug] = name
        sums[slug][0] += row.answered
        sums[slug][1] += row.in_scope
    return tuple(Share(slug, names[slug], *sums[slug]) for slug in sorted(sums, key=lambda slug: (slug == "", slug)))


def _outcomes(rows: list[_Row]) -> tuple[tuple[Outcome, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.outcome] += row.in_scope
    return tuple((outcome, counts[outcome]) for outcome in Outcome if counts[outcome])
