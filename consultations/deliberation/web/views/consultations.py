"""The list of consultations and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import keep_time


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    consultations = Consultation.objects.visible_to(request.user).prefetch_related("texts", "phases")
    return render(request, "deliberation/consultations.html", {"consultations": consultations})


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Consultation.objects.visible_to(request.user).prefetch_related("texts", "phases"), slug=slug
    )
    if Consultation.objects.due(timezone.now()).filter(pk=found.pk).exists():
        keep_time(now=timezone.now(), consultation=found)
        found.refresh_from_db()
    contributions = found.contributions.listed().filter(parent=None).select_related("author")[:20]
    return render(request, "deliberation/consultation.html", {"consultation": found, "contributions": contributions})
