"""Who has an answer, who waits since when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.decisions.queries.coverage import coverage_of, waiting, waiting_by_time
from consultations.deliberation.models import Consultation
from consultations.record.queries.tiles import newest

WAITING_ON_A_PAGE = 25


@require_safe
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures overall and by theme, channel and district, and those waiting, longest first."""
    consultation = Consultation.objects.visible_to(request.user).prefetch_related("texts").filter(slug=slug).first()
    if consultation is None:
        raise Http404("no such consultation")
    now = timezone.now()
    checkpoint = newest()
    context = {
        "consultation": consultation,
        "by_time": waiting_by_time(consultation, now),
        "epoch": checkpoint.epoch_id if checkpoint else 1,
        "coverage": coverage_of(consultation),
        "page": Paginator(waiting(consultation), WAITING_ON_A_PAGE).get_page(request.GET.get("page")),
        "now": now,
    }
    return render(request, "decisions/coverage.html", context)
