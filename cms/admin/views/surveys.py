"""Building a survey: its words and phase, its questions in order, and when it is put on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.admin.forms.surveys import CloneForm, QuestionForm, SurveyForm
from cms.admin.page import Crumb, crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import pages_of, title_of
from consultations.deliberation.enums import Act
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.surveys.enums import Kind, ResultsWhen
from consultations.surveys.models import Question, Survey
from consultations.surveys.operations import (
    add_question,
    change_question,
    change_survey,
    clone_survey,
    make_survey,
    move_question,
    remove_question,
    show_survey,
)
from consultations.surveys.permissions import may_build, state_of
from consultations.surveys.queries.surveys import number_of_responses


def languages_of(consultation: Consultation) -> list[str]:
    """Those of its pages, its own first."""
    others = [held.language for held in pages_of(consultation) if held.language != consultation.language]
    return [consultation.language, *others]


def _found(slug: str, pk: int) -> Survey:
    rows = Survey.objects.select_related("consultation", "phase").prefetch_related("questions__depends_on")
    return get_object_or_404(rows, consultation__slug=slug, pk=pk)


def _crumbs(consultation: Consultation, survey: Survey | None = None) -> list[Crumb]:
    trail = [crumb(title_of(consultation), "consultation", consultation.slug)]
    return [*trail, crumb(survey.words, "survey", consultation.slug, survey.pk)] if survey else trail


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    may_build(request.user).require()
    consultation = get_object_or_404(Consultation, slug=slug)
    fitting = next((phase for phase in consultation.phases.all() if phase.lets(Act.ANSWER)), None)
    initial = {"phase": fitting and fitting.pk, "results": ResultsWhen.CLOSING}
    form = SurveyForm(
        request.POST or None, initial=initial, consultation=consultation, languages=languages_of(consultation)
    )
    if request.method == "POST" and form.is_valid():
        with shown_in(form):
            made = make_survey(actor=official(request), consultation=consultation, plan=form.plan(), now=timezone.now())
        if form.is_valid():
            return redirect("desk:survey", slug, made.pk)
    status = 422 if form.errors else 200
    clone = CloneForm()
    return page(
        request,
        "survey_form",
        _("New survey"),
        *_crumbs(consultation),
        form=form,
        clone=clone if clone.fields["survey"].queryset.exists() else None,  # type: ignore[attr-defined]
        consultation=consultation,
        status=status,
        icon="form",
    )


@require_POST
def clone(request: HttpRequest, slug: str) -> HttpResponse:
    may_build(request.user).require()
    consultation = get_object_or_404(Consultation, slug=slug)
    form = CloneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a survey."))
        return redirect("desk:new_survey", slug)
    fitting = next((phase for phase in consultation.phases.all() if phase.lets(Act.ANSWER)), None)
    made = clone_survey(
        actor=official(request),
        survey=form.cleaned_data["survey"],
        consultation=consultation,
        phase=fitting,
        now=timezone.now(),
    )
    messages.success(request, _("The questions are copied."))
    return redirect("desk:survey", slug, made.pk)


@require_safe
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_build(request.user).require()
    survey = _found(slug, pk)
    now = timezone.now()
    return page(
        request,
        "survey",
        survey.words,
        *_crumbs(survey.consultation),
        survey=survey,
        consultation=survey.consultation,
        questions=list(survey.questions.all()),
        kinds=Kind.choices,
        state=state_of(survey, now),
        answered=number_of_responses(survey),
        lets=survey.phase is not None and survey.phase.lets(Act.ANSWER),
        icon="form",
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_build(request.user).require()
    survey = _found(slug, pk)
    consultation = survey.consultation
    form = SurveyForm(
        request.POST or None,
        initial=SurveyForm.initial_of(survey),
        consultation=consultation,
        languages=languages_of(consultation),
    )
    if request.method == "POST" and form.is_valid():
        with shown_in(form):
            change_survey(actor=official(request), survey=survey, plan=form.plan(), now=timezone.now())
        if form.is_valid():
            messages.success(request, _("Saved."))
            return redirect("desk:survey", slug, pk)
    status = 422 if form.errors else 200
    trail = _crumbs(consultation, survey)
    return page(
        request, "survey_form", _("Words, phase and results"), *trail, form=form, status=status, icon="form", clone=None
    )


@require_http_methods(["GET", "POST"])
def new_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    may_build(request.user).require()
    survey = _found(slug, pk)
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        raise Http404("no such kind of question")
    earlier = list(survey.questions.all())
    form = QuestionForm(
        request.POST or None, kind=Kind(kind), earlier=earlier, languages=languages_of(survey.consultation)
    )
    if request.method == "POST" and form.is_valid():
        with shown_in(form, rename=_in_first_language(form)):
            add_question(actor=official(request), survey=survey, plan=form.plan({}), now=timezone.now())
        if form.is_valid():
            messages.success(request, _("Added at the end."))
            return redirect("desk:survey", slug, pk)
    return _question_page(request, survey, form, str(Kind(kind).label))


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, slug: str, pk: int, question_pk: int) -> HttpResponse:
    may_build(request.user).require()
    survey = _found(slug, pk)
    asked = get_object_or_404(survey.questions, pk=question_pk)
    form = QuestionForm(
        request.POST or None,
        initial=QuestionForm.initial_of(asked),
        kind=Kind(asked.kind),
        earlier=[row for row in survey.questions.all() if row.position < asked.position],
        languages=languages_of(survey.consultation),
    )
    if request.method == "POST" and form.is_valid():
        with shown_in(form, rename=_in_first_language(form)):
            change_question(actor=official(request), question=asked, plan=form.plan(asked.settings), now=timezone.now())
        if form.is_valid():
            messages.success(request, _("Saved."))
            return redirect("desk:survey", slug, pk)
    return _question_page(request, survey, form, str(asked.get_kind_display()))


def _in_first_language(form: QuestionForm) -> dict[str, str]:
    """Where a refusal of the operation is shown: beside the words of the first language."""
    return {name: f"{name}_{form.languages[0]}" for name in ("words", "options", "rows")}


def _question_page(request: HttpRequest, survey: Survey, form: QuestionForm, title: str) -> HttpResponse:
    return page(
        request,
        "survey_question",
        title,
        *_crumbs(survey.consultation, survey),
        form=form,
        survey=survey,
        status=422 if form.errors else 200,
        icon="form",
    )


def _act(
    request: HttpRequest, slug: str, pk: int, act: Callable[..., Any], words: str = "", **given: Any
) -> HttpResponse:
    """Does ``act`` and goes back to the survey, with a sentence either way."""
    try:
        act(actor=official(request), now=timezone.now(), **given)
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        if words:
            messages.success(request, words)
    return redirect("desk:survey", slug, pk)


@require_POST
def move(request: HttpRequest, slug: str, pk: int, question_pk: int) -> HttpResponse:
    """One place up or down."""
    may_build(request.user).require()
    survey = _found(slug, pk)
    asked: Question = get_object_or_404(survey.questions, pk=question_pk)
    place = asked.position + (1 if request.POST.get("to") == "down" else -1)
    return _act(request, slug, pk, move_question, question=asked, place=place)


@require_POST
def delete(request: HttpRequest, slug: str, pk: int, question_pk: int) -> HttpResponse:
    may_build(request.user).require()
    asked = get_object_or_404(_found(slug, pk).questions, pk=question_pk)
    return _act(request, slug, pk, remove_question, _("Deleted."), question=asked)


@require_POST
def put(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """On the consultation's page, or off it."""
    may_build(request.user).require()
    shown = request.POST.get("shown") == "yes"
    words = _("It is on the consultation’s page.") if shown else _("It is not on the consultation’s page any more.")
    return _act(request, slug, pk, show_survey, words, survey=_found(slug, pk), shown=shown)
