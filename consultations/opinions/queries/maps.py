"""The opinion map of a consultation as it is kept, and when it is due to be made anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from consultations.deliberation.models import Consultation, Contribution
from consultations.opinions.domain.kept import KeptMap, from_json
from consultations.opinions.domain.picture import SMALLEST_SHOWN, Picture, Shares, picture_of, shares_of
from consultations.opinions.domain.place import Place, place_among
from consultations.opinions.enums import Choice
from consultations.opinions.models import Opinion, Statement, StoredMap
from consultations.opinions.permissions import is_still_to_close
from consultations.opinions.queries.rounds import shown

SMALL = 3_000
"""Votes up to which a page makes its map itself; larger ones are made in the background."""


def statements_digest(consultation: Consultation) -> str:
    """Of the statements that count now, and which of them are about the consultation itself."""
    rows = shown(consultation).order_by("contribution_id").values_list("contribution_id", "meta")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def is_due(consultation: Consultation, now: datetime) -> bool:
    """Whether the map is to be made anew: other statements count, or ten more people answered, or all is over.

    Fewer than ten would show in the difference of two maps what somebody answered.
    """
    stored = StoredMap.objects.filter(consultation=consultation).first()
    newest = stored.newest if stored else 0
    since = Opinion.objects.filter(pk__gt=newest, person__consultation=consultation).order_by()
    people = len(since.values_list("person", flat=True).distinct()[:SMALLEST_SHOWN])
    if stored is None or from_json(stored.content) is None:
        return people > 0
    if people and (people >= SMALLEST_SHOWN or not is_still_to_close(consultation, now)):
        return True
    return stored.digest != statements_digest(consultation)


def is_small(consultation: Consultation) -> bool:
    """Whether its map is made in no time."""
    sums = Statement.objects.filter(consultation=consultation).aggregate(
        agree=Sum("agree"), disagree=Sum("disagree"), passed=Sum("passed")
    )
    return sum(each or 0 for each in sums.values()) <= SMALL


@dataclass(frozen=True)
class ShownMap:
    """``picture``: what the template shows; ``kept``: what it was made of, nobody in it."""

    stored: StoredMap
    kept: KeptMap
    picture: Picture

    def place_of(self, answers: Mapping[int, Choice]) -> Place | None:
        """Where somebody with these answers stands."""
        return place_among(self.kept, self.picture, {key: int(choice) for key, choice in answers.items()})


def map_of(consultation: Consultation) -> ShownMap | None:
    """As it was last made; words are those that may be read now. None before there is one. Two queries."""
    stored = StoredMap.objects.filter(consultation=consultation).first()
    kept = from_json(stored.content) if stored else None
    if stored is None or kept is None:
        return None
    rows = Contribution.objects.filter(pk__in=shown(consultation).values("contribution_id"))
    texts = {row.pk: row for row in rows.only("pk", "body")}
    picture = picture_of(
        kept.made,
        {key: row.body for key, row in texts.items()},
        urls={key: row.get_absolute_url() for key, row in texts.items()},
        level=2,
        drawing=kept.drawing,
    )
    return ShownMap(stored, kept, picture)


def shares_by_statement(consultation: Consultation) -> list[tuple[Contribution, Shares]]:
    """Of the map, every statement that may be read and ten people or more answered."""
    shown_map = map_of(consultation)
    if shown_map is None or not shown_map.picture.enough:
        return []
    rows = Contribution.objects.filter(pk__in=shown(consultation).values("contribution_id")).order_by("pk")
    counts = shown_map.kept.made.counts
    return [(row, shares) for row in rows if row.pk in counts and (shares := shares_of(counts[row.pk]))]
