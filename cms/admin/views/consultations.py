"""The list of consultations, and the one form that makes or changes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.admin.beginnings import beginning, begun_from, saved_courses
from cms.admin.forms.consultation import ConsultationForm, EditForm, PhaseFormSet, level_field
from cms.admin.forms.groupings import theme_plan
from cms.admin.page import crumb, official, page
from cms.admin.presets import COURSES
from cms.admin.refusals import shown_in
from cms.models import ConsultationPage
from cms.operations.consultations import ConsultationPlan, make_consultation, open_with_page
from cms.operations.frame import Frame, change_frame
from cms.queries.courses import Course
from cms.queries.desk import desk_row, desk_rows, pages_of, title_of, titles_of_all
from cms.queries.needs import decisions_need
from consultations.decisions.permissions import may_drop_second_reader
from consultations.decisions.queries.coverage import to_answer
from consultations.decisions.queries.readers import needs_second_reader
from consultations.deliberation.enums import Act, Offer
from consultations.deliberation.errors import Unfit
from consultations.deliberation.models import Consultation
from consultations.deliberation.operations import close_consultation
from consultations.deliberation.permissions import may_prepare
from consultations.deliberation.queries.previews import previews_of
from consultations.opinions.permissions import phase_of_round


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    may_prepare(request.user).require()
    rows = desk_rows(now=timezone.now())
    return page(request, "consultations", _("Consultations"), rows=rows, icon="group")


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.prefetch_related("texts", "phases", "themes"), slug=slug)
    now = timezone.now()
    needs = decisions_need(now=now).get(consultation.pk, ())
    row = desk_row(consultation, pages_of(consultation), to_answer(consultation).count(), now, needs)
    decisions = consultation.decisions.annotate(versions=Count("revisions"))
    return page(
        request,
        "consultation",
        row.title,
        row=row,
        consultation=consultation,
        decisions=decisions,
        asks_opinions=phase_of_round(consultation, now) is not None,
        previews=previews_of(consultation, now),
        site=settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    )


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    may_prepare(request.user).require()
    if request.method != "POST":
        return _begun(request)
    form = ConsultationForm(request.POST)
    phases = PhaseFormSet(_with_one_more(request), prefix="phases")
    if "add_phase" in request.POST:
        return _form_page(request, form, phases)
    if form.is_valid() & phases.is_valid():
        open_it = request.POST.get("act") == "open"
        with shown_in(form):
            course = begun_from(request, form.cleaned_data["begun"])
            made = make_consultation(
                actor=official(request), plan=_plan(form, phases, course), now=timezone.now(), open_it=open_it
            )
        if form.is_valid():
            messages.success(request, _("“%(title)s” is saved.") % {"title": made.title})
            return redirect("desk:consultation", made.consultation.slug)
    return _form_page(request, form, phases, status=422)


def _begun(request: HttpRequest) -> HttpResponse:
    """The form as it begins: from a usual course, a saved one, or another consultation."""
    began = beginning(request)
    form = ConsultationForm(initial=began.words)
    phases = PhaseFormSet(initial=began.phases, prefix="phases")
    return _form_page(request, form, phases, comes_along=began.comes_along)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    title, initial = title_of(consultation), _frame_initial(consultation)
    locked = initial["second_reader"] and not may_drop_second_reader(request.user)
    if request.method != "POST":
        form = EditForm(initial=initial, locked=locked)
        phases = PhaseFormSet(initial=_phase_initial(consultation), prefix="phases")
        return _edit_page(request, consultation, title, form, phases)
    form = EditForm(request.POST, initial=initial, locked=locked)
    phases = PhaseFormSet(_with_one_more(request), prefix="phases")
    if "add_phase" in request.POST:
        return _edit_page(request, consultation, title, form, phases)
    if form.is_valid() & phases.is_valid():
        with shown_in(form):
            _save_frame(request, consultation, form, phases)
        if form.is_valid():
            messages.success(request, _("“%(title)s” is saved.") % {"title": title})
            return redirect("desk:consultation", consultation.slug)
    return _edit_page(request, consultation, title, form, phases, status=422)


@require_POST
def open_(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation, slug=slug)
    try:
        consultation = open_with_page(actor=official(request), consultation=consultation, now=timezone.now())
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        words = (
            _("It is open.") if consultation.state == "open" else _("It opens by itself when its first phase starts.")
        )
        messages.success(request, words)
    return redirect("desk:consultation", slug)


@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    may_prepare(request.user).require()
    consultation = get_object_or_404(Consultation, slug=slug)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, _("Say why it closes before its time. The reason is public."))
        return redirect("desk:consultation", slug)
    try:
        close_consultation(actor=official(request), consultation=consultation, now=timezone.now(), reason=reason)
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is closed."))
    return redirect("desk:consultation", slug)


def _with_one_more(request: HttpRequest) -> Any:
    """What was sent, with an empty phase at the end when that was asked for."""
    sent = request.POST.copy()
    if "add_phase" in sent:
        sent["phases-TOTAL_FORMS"] = str(int(sent.get("phases-TOTAL_FORMS") or 0) + 1)
    return sent


def _plan(form: ConsultationForm, phases: Any, course: Course) -> ConsultationPlan:
    language, kept = form.cleaned_data["language"], course.get("phases", [])
    plans: list[Any] = []
    sources: dict[int, int] = {}
    for phase in phases:
        if phase.cleaned_data.get("DELETE"):
            continue
        source = phase.cleaned_data.get("source")
        known = source is not None and source < len(kept)
        if known:
            sources[source] = len(plans)
        plans.append(phase.plan(language, kept[source] if known else None))
    return ConsultationPlan(
        slug=form.cleaned_data["slug"],
        language=language,
        words=form.page_words(),
        phases=plans,
        themes=theme_plan(form.cleaned_data["themes"], language, course.get("themes", {})),
        also_in=[code for code in form.cleaned_data["also_in"] if code != language],
        asks_district=bool(course.get("asks_district")),
        course=course,
        sources=sources,
    )


def _save_frame(request: HttpRequest, consultation: Consultation, form: EditForm, phases: Any) -> None:
    language = consultation.language
    kept = [{"title": phase.title, "outcome": phase.outcome} for phase in consultation.phases.all()]
    plans = [
        phase.plan(language, kept[place] if place < len(kept) else None)
        for place, phase in enumerate(phases)
        if not phase.cleaned_data.get("DELETE")
    ]
    change_frame(
        actor=official(request),
        consultation=consultation,
        frame=Frame(plans, form.cleaned_data["also_in"], form.cleaned_data["second_reader"]),
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )


def _frame_initial(consultation: Consultation) -> dict[str, Any]:
    held = [*ConsultationPage.objects.filter(consultation=consultation).values_list("language", flat=True)]
    return {"also_in": held, "second_reader": needs_second_reader(consultation)}


def _phase_initial(consultation: Consultation) -> list[dict[str, Any]]:
    return [
        {
            "kind": phase.kind,
            "name": phase.title.get(consultation.language, ""),
            "starts_at": phase.starts_at,
            "ends_at": phase.ends_at,
            "may": phase.settings.get("may", []),
            "offers": [offer.value for offer in Offer if phase.offers(offer)],
            **{level_field(act): phase.level_for(act).value for act in Act},
            "outcome": phase.outcome.get(consultation.language, ""),
        }
        for phase in consultation.phases.all()
    ]


def _form_page(
    request: HttpRequest, form: Any, phases: Any, status: int = 200, comes_along: Sequence[str] = ()
) -> HttpResponse:
    return page(
        request,
        "consultation_form",
        _("New consultation"),
        form=form,
        phases=phases,
        courses=COURSES,
        saved=saved_courses(),
        comes_along=comes_along,
        others=titles_of_all(),
        status=status,
    )


def _edit_page(
    request: HttpRequest, consultation: Consultation, title: str, form: Any, phases: Any, status: int = 200
) -> HttpResponse:
    return page(
        request,
        "consultation_edit",
        _("Phases and languages"),
        crumb(title, "consultation", consultation.slug),
        consultation=consultation,
        form=form,
        phases=phases,
        status=status,
    )
