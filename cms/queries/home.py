"""What the home page shows: always counted and listed now, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F

from cms.addresses import address
from cms.models.outcome import OutcomePage
from consultations.decisions.enums import CAUSES, DecisionState, Outcome
from consultations.decisions.models import Disposition, Link
from consultations.deliberation.domain.days import days_left
from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation, ConsultationText, Contribution, Phase
from consultations.deliberation.queries.consultations import counts_of, open_until, present_phase

OPEN_ON_THE_HOME_PAGE = 6
OUTCOMES_ON_THE_HOME_PAGE = 3
# Not answers: nothing was said yet, or the author took it back.
NOT_YET = (Outcome.PENDING, Outcome.WITHDRAWN)


@dataclass(frozen=True)
class OpenConsultation:
    """``days_left``: until residents can do nothing more there; 0 on the last day, None where that has no end or is
    over."""

    consultation: Consultation
    phase: Phase | None
    text: ConsultationText
    contributions: int
    days_left: int | None
    address: str


@dataclass(frozen=True)
class OutcomeCard:
    """``address``: where the reader finds ``page`` without leaving their language."""

    page: OutcomePage
    address: str


@dataclass(frozen=True)
class FrontPage:
    """``open_count`` counts all open consultations, of which ``open`` holds those that end first."""

    open: list[OpenConsultation]
    open_count: int
    consultations_address: str
    outcomes: list[OutcomeCard]
    contributions: int
    answered: int
    changes: int


def front_page(*, language: str, now: datetime) -> FrontPage:
    """What is open at ``now``, in words of ``language`` where there are any, and what came of what was said."""
    is_open = Consultation.objects.filter(state=ConsultationState.OPEN, texts__isnull=False).distinct()
    soonest = list(
        is_open.prefetch_related("texts", "phases").order_by(F("closes_at").asc(nulls_last=True), "-pk")[
            :OPEN_ON_THE_HOME_PAGE
        ]
    )
    counts = counts_of([one.pk for one in soonest])
    return FrontPage(
        open=[_card(one, language, counts.get(one.pk, 0), now) for one in soonest],
        open_count=is_open.count(),
        consultations_address=address("consultations/"),
        outcomes=_outcomes(language),
        contributions=Contribution.objects.public().count(),
        answered=Disposition.objects.filter(latest=True).exclude(outcome__in=NOT_YET).count(),
        changes=_changes_by_people(),
    )


def _card(row: Consultation, language: str, contributions: int, now: datetime) -> OpenConsultation:
    text = row.text_in(language)
    assert text is not None
    until = open_until(row, now)
    left = days_left(until, now) if until else None
    place = address(f"consultations/{row.slug}/")
    return OpenConsultation(row, present_phase(row, now), text, contributions, left, place)


def _outcomes(language: str) -> list[OutcomeCard]:
    """The newest published outcome pages, each once: in ``language``, else in the site's source language."""
    wanted = (language, settings.LANGUAGE_CODE)
    live = OutcomePage.objects.live().filter(locale__language_code__in=wanted).select_related("locale")
    newest: dict[object, OutcomePage] = {}
    for page in live.order_by("-first_published_at", "-pk")[: OUTCOMES_ON_THE_HOME_PAGE * len(wanted)]:
        held = newest.get(page.translation_key)
        if held is None or page.locale.language_code == language:
            newest[page.translation_key] = page
    return [
        OutcomeCard(page, page.url if page.locale.language_code == language else address(page.url.lstrip("/")))
        for page in list(newest.values())[:OUTCOMES_ON_THE_HOME_PAGE]
    ]


def _changes_by_people() -> int:
    """Changes of published texts that a contribution led to or supported."""
    linked = Link.objects.filter(kind__in=CAUSES, withdrawn_at__isnull=True, change__isnull=False)
    published = linked.filter(decision__state=DecisionState.PUBLISHED)
    return int(published.order_by().values("change").distinct().count())
