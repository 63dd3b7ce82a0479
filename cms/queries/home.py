"""What the home page shows: always counted and listed now, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from cms.addresses import address
from consultations.deliberation.enums import ConsultationState, ContributionKind, ContributionState
from consultations.deliberation.models import Consultation, ConsultationText, Contribution

OPEN_ON_THE_HOME_PAGE = 6


@dataclass(frozen=True)
class OpenConsultation:
    """``days_left`` is 0 on the last day and None where no end is set."""

    consultation: Consultation
    text: ConsultationText
    proposals: int
    days_left: int | None
    address: str


@dataclass(frozen=True)
class FrontPage:
    """``open_count`` counts all open consultations, of which ``open`` holds those that end first."""

    open: list[OpenConsultation]
    open_count: int
    contributions: int
    consultations_address: str


def words_of(consultation: Consultation, language: str) -> ConsultationText | None:
    """The words in ``language``, else in the source language, else in any; reads prefetched ``texts``."""
    texts = {text.language: text for text in consultation.texts.all()}
    return texts.get(language) or texts.get(consultation.language) or next(iter(texts.values()), None)


def front_page(*, language: str, now: datetime) -> FrontPage:
    """What is open at ``now``, in words of ``language`` where there are any."""
    is_open = Consultation.objects.filter(state=ConsultationState.OPEN, texts__isnull=False).distinct()
    proposals = Count(
        "contributions",
        filter=Q(contributions__kind=ContributionKind.PROPOSAL, contributions__state=ContributionState.PUBLISHED),
        distinct=True,
    )
    rows = is_open.annotate(proposals=proposals).prefetch_related("texts")
    soonest = rows.order_by(F("closes_at").asc(nulls_last=True), "-pk")[:OPEN_ON_THE_HOME_PAGE]
    return FrontPage(
        open=[_card(row, language, now) for row in soonest],
        open_count=is_open.count(),
        contributions=Contribution.objects.exclude(state=ContributionState.HIDDEN).count(),
        consultations_address=address("consultations/"),
    )


def _card(row: Consultation, language: str, now: datetime) -> OpenConsultation:
    text = words_of(row, language)
    assert text is not None
    left = max(0, (row.closes_at - now).days) if row.closes_at else None
    return OpenConsultation(row, text, row.proposals, left, address(f"consultations/{row.slug}/"))  # type: ignore[attr-defined]
