"""The question behind an address."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.voting.models import Question
from consultations.voting.queries.questions import questions_for


def question_or_404(request: HttpRequest, slug: str, pk: int) -> Question:
    """With its consultation, phase and options."""
    consultation = consultation_or_404(request, slug)
    found = questions_for(request.user, consultation).filter(pk=pk).prefetch_related("options").first()
    if found is None:
        raise Http404("no such question")
    found.consultation = consultation
    return found
