"""Who has an answer, who waits since when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.decisions.queries.coverage import coverage_of, waiting
from consultations.deliberation.models import Consultation

WAITING_ON_A_PAGE = 25


@require_safe
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures overall and by theme, channel and district, and those waiting, longest first."""
    consultation = Consultation.objects.visible_to(request.user).prefetch_related("texts").filter(slug=slug).first()
    if consultation is None:
        raise Http404("no such consultation")
    context = {
        "consultation": consultation,
        "coverage": coverage_of(consultation),
        "page": Paginator(waiting(consultation), WAITING_ON_A_PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
    }
    return render(request, "decisions/coverage.html", context)
