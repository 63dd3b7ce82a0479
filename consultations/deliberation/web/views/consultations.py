"""The list of consultations, the page of one, its calendar."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.deliberation.domain.calendar import Entry, calendar
from consultations.deliberation.enums import Act, ContributionKind, Order
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import keep_time
from consultations.deliberation.permissions import is_open_for
from consultations.deliberation.queries import lists
from consultations.deliberation.queries.consultations import (
    consultations_for,
    first_open_act,
    listed_page,
    open_until,
    present_phase,
)
from consultations.deliberation.queries.presence import has, with_presence
from consultations.deliberation.web import panels
from consultations.deliberation.web.shown import Filters, phase_steps
from consultations.deliberation.web.visitors import seed_of


def consultation_or_404(request: HttpRequest, slug: str) -> Consultation:
    """The consultation, with what the calendar owed it by now done (``manage.py tick`` does so for all)."""
    found = with_presence(consultations_for(request.user)).filter(slug=slug).first()
    if found is None and Consultation.objects.due(timezone.now()).filter(slug=slug).exists():
        found = Consultation.objects.get(slug=slug)
    if found is None:
        raise Http404("no such consultation")
    now = timezone.now()
    if found.is_due(now) and keep_time(now=now, consultation=found):
        found = with_presence(consultations_for(request.user)).filter(slug=slug).first()
        if found is None:
            raise Http404("no such consultation")
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page, listed = listed_page(request.user, request.GET.get("page", "1"), timezone.now())
    return render(request, "deliberation/consultations.html", {"page": page, "listed": listed})


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of contributions, filtered and ordered as the address says."""
    found = consultation_or_404(request, slug)
    now = timezone.now()
    wish = lists.read_wish(request.GET.dict(), seed_of(request, timezone.localdate(now)))
    if wish.order is Order.RANDOM:
        # Links to further pages repeat the query; with the seed in it they continue this very order.
        asked = request.GET.copy()
        asked["seed"] = str(wish.seed)
        request.GET = asked  # type: ignore[assignment]  # the stubs know only the query that came in
    page = lists.page_of(lists.contributions_of(found, wish), request.GET.get("page", "1"))
    until = open_until(found, now)
    context: dict[str, Any] = {
        "consultation": found,
        "text": found.text,
        "until": until,
        "phase": present_phase(found, now),
        "act": first_open_act(found, now),
        "proposing": is_open_for(found, Act.PROPOSE, now),
        "steps": phase_steps(found, now),
        "has_card": has(found, "service_card"),
        "has_places": has(found, "places"),
        "filters": Filters.of(request, found, wish),
        "page": page,
        "badges": panels.badges_of(list(page)),
        "orders": Order.choices,
        "kinds": [(kind.value, kind.label) for kind in lists.TOP_KINDS if kind is not ContributionKind.STATEMENT],
        "now": now,
    }
    return render(request, "deliberation/consultation.html", context)


@require_safe
def phases_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The phases as an iCalendar file."""
    found = consultation_or_404(request, slug)
    text = found.text
    address = request.build_absolute_uri(found.get_absolute_url())
    entries = [
        Entry(
            uid=f"phase-{phase.pk}@{request.get_host()}",
            starts=phase.starts_at,
            ends=phase.ends_at,
            title=f"{phase.words}: {text.title if text else found.slug}",
            note=phase.outcome_words,
            address=address,
        )
        for phase in found.phases.all()
    ]
    response = HttpResponse(calendar(entries, timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response
