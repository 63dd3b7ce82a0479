"""The first page of a preview: the consultation as it will be, with the newest words of its draft."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.models import ConsultationPage
from consultations.deliberation.queries.previews import by_token
from consultations.deliberation.web.previews import hold


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """404 without a link that holds; then the page in the language of the address, else in its own."""
    found = by_token(token, timezone.now())
    if found is None:
        raise Http404("no such preview")
    hold(request, found)
    pages = {page.language: page for page in ConsultationPage.objects.filter(consultation=found.consultation)}
    page = pages.get(get_language() or "") or pages.get(found.consultation.language)
    if page is None:
        return redirect(found.consultation.get_absolute_url())
    return page.get_latest_revision_as_object().serve_preview(request, "")
