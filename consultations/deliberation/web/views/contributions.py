"""The page of a contribution."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations.deliberation.models import Contribution


@require_safe
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    contributions = Contribution.objects.visible_to(request.user).select_related("consultation", "author", "parent")
    found = get_object_or_404(contributions, pk=pk)
    return render(request, "deliberation/contribution.html", {"contribution": found})
