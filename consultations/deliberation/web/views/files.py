"""The bytes of a contribution's files, for whoever may read its words."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from consultations.deliberation.models import Attachment, Contribution
from consultations.deliberation.permissions import may_read_words
from consultations.files.web.handing_out import hand_out


@require_safe
def file(request: HttpRequest, pk: int, name: str, width: int | None = None) -> HttpResponseBase:
    """Answers 404 for those of hidden, withdrawn and erased contributions, but not to the authors of what they lost."""
    found = get_object_or_404(Contribution.objects.visible_to(request.user).prefetch_related("coauthors"), pk=pk)
    if not may_read_words(request.user, found):
        raise Http404("not to be read")
    held = get_object_or_404(Attachment.objects.select_related("file"), contribution=found, file__name=name)
    return hand_out(request, held.file, width)
