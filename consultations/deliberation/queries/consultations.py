"""Consultations as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from consultations.deliberation.domain.days import day_words, days_left
from consultations.deliberation.domain.lifecycle import ACT_OF_PHASE
from consultations.deliberation.enums import Act, ConsultationState, PhaseKind
from consultations.deliberation.models import Consultation, Contribution, Phase
from consultations.deliberation.models.querysets import Visitor

PAGE_SIZE = 20
# Open ones first, then those to come, then what is over.
STATE_RANK = {ConsultationState.OPEN: 0, ConsultationState.DRAFT: 1, ConsultationState.CLOSED: 2}


def consultations_for(visitor: Visitor) -> QuerySet[Consultation]:
    """Visible ones with words and phases, so that neither costs a query later."""
    return Consultation.objects.visible_to(visitor).prefetch_related("texts", "phases")


@dataclass(frozen=True)
class Listed:
    """A consultation on a list. ``given`` counts what stands in its list of contributions."""

    consultation: Consultation
    phase: Phase | None
    given: int
    until: datetime | None
    days_left: int | None


def listed_page(visitor: Visitor, number: str, now: datetime) -> tuple[Page[Any], list[Listed]]:
    """The page of an address, open ones first. Five queries."""
    rank = Case(
        *[When(state=state, then=Value(place)) for state, place in STATE_RANK.items()], output_field=IntegerField()
    )
    found = consultations_for(visitor).annotate(rank=rank).order_by("rank", "-created_at", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(number)
    counts = counts_of([consultation.pk for consultation in page.object_list])
    return page, [
        Listed(
            consultation,
            present_phase(consultation, now),
            counts.get(consultation.pk, 0),
            until := open_until(consultation, now),
            days_left(until, now) if until else None,
        )
        for consultation in page.object_list
    ]


def counts_of(consultations: list[int]) -> Mapping[int, int]:
    """What everybody can read of each consultation that has any: of every kind, comments included."""
    readable = Contribution.objects.filter(consultation__in=consultations).public()
    return dict(readable.order_by().values_list("consultation").annotate(Count("pk")))


def open_until(consultation: Consultation, now: datetime) -> datetime | None:
    """When the last phase in which residents can do something ends; None when over, endless or not open."""
    if consultation.state != ConsultationState.OPEN:
        return None
    ends = [phase.ends_at for phase in consultation.phases.all() if phase.settings.get("may")]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) and max(known) > now else None


def present_phase(consultation: Consultation, now: datetime) -> Phase | None:
    """The phase that is open now, the latest to begin where several are."""
    open_ones = [phase for phase in consultation.phases.all() if phase.is_open(now)]
    return max(open_ones, key=lambda phase: phase.starts_at) if open_ones else None


def first_open_act(consultation: Consultation, now: datetime) -> Act | None:
    """The one thing to offer first: what the latest phase is for, else proposing before commenting and so on."""
    if consultation.state != ConsultationState.OPEN:
        return None
    open_ones = [phase for phase in consultation.phases.all() if phase.is_open(now)]
    for phase in sorted(open_ones, key=lambda phase: phase.starts_at, reverse=True):
        act = ACT_OF_PHASE.get(PhaseKind(phase.kind))
        if act and phase.lets(act):
            return act
    return next((act for act in Act if any(phase.lets(act) for phase in open_ones)), None)


def span_words(phase: Phase) -> tuple[str, str]:
    """(first day, last day or empty) of a phase as words."""
    return day_words(phase.starts_at), day_words(phase.ends_at) if phase.ends_at else ""
