"""Results by question: a page with pictures, and the same as a table to take away."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.lists import PAGE_SIZE
from consultations.deliberation.web.visitors import person
from consultations.surveys.domain.results import results as results_of
from consultations.surveys.models import SharedAnswer, Survey, SurveyTally
from consultations.surveys.operations.counting import final_tally
from consultations.surveys.permissions import may_see_results, state_of
from consultations.surveys.queries.discussed import discussed_questions
from consultations.surveys.queries.surveys import items_of, response_of
from consultations.surveys.web.shown import Shown, shown_of
from consultations.surveys.web.views.surveys import survey_or_404


def _counted(survey: Survey) -> dict[str, Any] | None:
    """The picture that may be shown now, None while there is none."""
    if state_of(survey, timezone.now()) == "closed":
        return final_tally(survey).shown
    held = SurveyTally.objects.filter(survey=survey).first()
    return held.shown if held else None


def _shown(survey: Survey, counted: dict[str, Any]) -> list[Shown]:
    questions = {question.pk: question for question in survey.questions.all()}
    standing = SharedAnswer.objects.filter(
        question__survey=survey, contribution__state=ContributionState.PUBLISHED
    ).values_list("question", flat=True)
    published = Counter(standing.order_by())
    found = results_of(items_of(questions.values()), counted)
    return [shown_of(questions[each.item.id], each, published[each.item.id]) for each in found]


@require_safe
def results(request: HttpRequest, slug: str, survey: int) -> HttpResponse:
    found = survey_or_404(request, slug, survey)
    verdict = may_see_results(found, response_of(person(request), found), timezone.now())
    counted = _counted(found) if verdict else None
    context = {
        "survey": found,
        "consultation": found.consultation,
        "verdict": verdict,
        "people": counted["people"] if counted else 0,
        "discussed": {row.pk: comments for row, _words, comments in discussed_questions(found)},
        "is_open": state_of(found, timezone.now()) == "open",
        "shown": _shown(found, counted) if counted and counted["people"] >= 10 else [],
    }
    return render(request, "surveys/results.html", context, status=200 if verdict else 403)


@require_safe
def published(request: HttpRequest, slug: str, survey: int, question: int) -> HttpResponse:
    """The answers to an open question that people wanted published, newest first."""
    found = survey_or_404(request, slug, survey)
    may_see_results(found, response_of(person(request), found), timezone.now()).require()
    asked = get_object_or_404(found.questions, pk=question)
    given = Contribution.objects.listed().filter(survey_answer__question=asked).select_related("author")
    page = Paginator(given.order_by("-created_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {"survey": found, "consultation": found.consultation, "question": asked, "page": page}
    return render(request, "surveys/published.html", context)


@require_safe
def table(request: HttpRequest, slug: str, survey: int) -> HttpResponse:
    """All results, or with ``?question=`` those of one question, as CSV."""
    found = survey_or_404(request, slug, survey)
    may_see_results(found, response_of(person(request), found), timezone.now()).require()
    counted = _counted(found)
    shown = _shown(found, counted) if counted and counted["people"] >= 10 else []
    wanted = request.GET.get("question", "")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{found.consultation.slug}-survey-{found.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("Question"), _("Statement"), _("Answer"), _("People"), _("Percent"), _("Mean"), _("Median")])
    for each in shown:
        if wanted in ("", str(each.question.pk)):
            writer.writerows(_lines(each))
    return response


def _lines(each: Shown) -> Iterator[list[Any]]:
    """A line for each bar; empty where a number is not shown."""
    for figure in each.figures:
        for bar in figure.bars:
            yield [each.words, figure.words, bar.words, _cell(bar.number), _cell(bar.share), figure.mean, figure.median]
    for bar in each.places:
        yield [each.words, _("Mean place"), bar.words, _cell(bar.number), "", bar.mean, ""]
    if not each.figures:
        yield [each.words, "", _("Answered"), _cell(each.result.answered), "", "", ""]


def _cell(number: int | None) -> int | str:
    return "" if number is None else number
