"""What the home page shows: always counted and listed now, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from wagtail.models import Page

from cms.addresses import address
from cms.models.event import EventPage
from cms.models.outcome import OutcomePage
from cms.models.story import StoryPage
from cms.queries.calls import OpenConsultation, card_of
from cms.queries.told import Listed, listed, pages_in
from consultations.decisions.enums import CAUSES, DecisionState, Outcome
from consultations.decisions.models import Disposition, Link
from consultations.deliberation.enums import ConsultationState
from consultations.deliberation.models import Consultation, Contribution
from consultations.deliberation.queries.consultations import counts_of

OPEN_ON_THE_HOME_PAGE = 6
FEW = 3
# Not answers: nothing was said yet, or the author took it back.
NOT_YET = (Outcome.PENDING, Outcome.WITHDRAWN)


@dataclass(frozen=True)
class FrontPage:
    """``open_count`` counts all open consultations, of which ``open`` holds those that end first. ``more``: pages that
    their editors want in menus."""

    open: list[OpenConsultation]
    open_count: int
    consultations_address: str
    outcomes: list[Listed]
    events: list[Listed]
    stories: list[Listed]
    more: list[Listed]
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
        open=[card_of(one, language, counts.get(one.pk, 0), now) for one in soonest],
        open_count=is_open.count(),
        consultations_address=address("consultations/"),
        outcomes=listed(pages_in(OutcomePage, language).order_by("-first_published_at", "-pk")[:FEW], language),
        events=listed(pages_in(EventPage, language).filter(ends__gte=now).order_by("starts", "pk")[:FEW], language),
        stories=listed(pages_in(StoryPage, language).order_by("-day", "-pk")[:FEW], language),
        more=listed(pages_in(Page, language).filter(show_in_menus=True).order_by("path"), language),
        contributions=Contribution.objects.public().count(),
        answered=Disposition.objects.filter(latest=True).exclude(outcome__in=NOT_YET).count(),
        changes=_changes_by_people(),
    )


def _changes_by_people() -> int:
    """Changes of published texts that a contribution led to or supported."""
    linked = Link.objects.filter(kind__in=CAUSES, withdrawn_at__isnull=True, change__isnull=False)
    published = linked.filter(decision__state=DecisionState.PUBLISHED)
    return int(published.order_by().values("change").distinct().count())
