"""The surveys of a consultation, and the page on which one of them begins."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.web.views.consultations import consultation_or_404
from consultations.deliberation.web.views.places import discuss
from consultations.deliberation.web.visitors import person
from consultations.surveys.domain.questions import pages_of
from consultations.surveys.models import Survey
from consultations.surveys.permissions import is_open, may_answer, may_enter_sheets, may_see_results, state_of
from consultations.surveys.queries.discussed import discussed_questions, question_place
from consultations.surveys.queries.surveys import items_of, response_of, surveys_for
from consultations.surveys.web.panels import listed


def survey_or_404(request: HttpRequest, slug: str, pk: int) -> Survey:
    """The survey, with what the calendar owed its consultation by now done."""
    consultation = consultation_or_404(request, slug)
    found = surveys_for(request.user).filter(consultation=consultation, pk=pk).first()
    if found is None:
        raise Http404("no such survey")
    found.consultation = consultation
    return found


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them; where there is one only, that."""
    consultation = consultation_or_404(request, slug)
    surveys = listed(request, consultation)
    if not surveys:
        raise Http404("no surveys")
    if len(surveys) == 1:
        return redirect(surveys[0].survey)
    context = {"consultation": consultation, "text": consultation.text, "surveys": surveys}
    return render(request, "surveys/surveys.html", context)


@require_safe
def survey(request: HttpRequest, slug: str, survey: int) -> HttpResponse:
    """What it is about, who sees the answers, and where this person stands with it."""
    found = survey_or_404(request, slug, survey)
    now, who = timezone.now(), person(request)
    response = response_of(who, found)
    pages = pages_of(items_of(found.questions.all()))
    context = {
        "survey": found,
        "consultation": found.consultation,
        "text": found.consultation.text,
        "state": state_of(found, now),
        "open": may_answer(who, found, now) if (who := person(request)) else is_open(found, now),
        "response": response,
        "pages": len(pages),
        "page": min(response.page, len(pages)) if response and response.page else 1,
        "questions": sum(item.asks for page in pages for item in page.items),
        "results": may_see_results(found, response, now),
        "enters": may_enter_sheets(request.user, found, now),
        "preview": found.ready_at is None,
        "discussed": discussed_questions(found),
    }
    return render(request, "surveys/survey.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def discussed(request: HttpRequest, slug: str, survey: int, question: int) -> HttpResponse:
    """What people say about one question."""
    place = question_place(survey_or_404(request, slug, survey), question)
    if place is None:
        raise Http404("nobody talks about this question")
    return discuss(request, place)
