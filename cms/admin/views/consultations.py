"""The list of consultations, and the one form that makes or changes one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.admin.forms.consultation import WORDS, ConsultationForm, EditForm, PhaseFormSet, level_field
from cms.admin.forms.groupings import theme_plan
from cms.admin.page import crumb, official, page
from cms.admin.presets import COURSES, FIRST_COURSE, phases_from
from cms.admin.refusals import shown_in
from cms.models import ConsultationPage
from cms.operations.consultations import ConsultationPlan, make_consultation, open_with_page
from cms.operations.frame import Frame, change_frame
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
            made = make_consultation(
                actor=official(request), plan=_plan(form, phases), now=timezone.now(), open_it=open_it
            )
        if form.is_valid():
            messages.success(request, _("“%(title)s” is saved.") % {"title": made.title})
            return redirect("desk:consultation", made.consultation.slug)
    return _form_page(request, form, phases, status=422)


def _begun(request: HttpRequest) -> HttpResponse:
    """The form as it begins: from a usual course (``?course=``) or another consultation (``?like=``)."""
    now = timezone.localtime()
    like = Consultation.objects.visible_to(request.user).filter(slug=request.GET.get("like", "")).first()
    if like is None:
        course = COURSES.get(request.GET.get("course", ""), COURSES[FIRST_COURSE])
        phases, words = course.initial(now), {"language": official(request).language or "en"}
    else:
        phases, words = phases_from(_phase_initial(like), now), _words_of(like)
    return _form_page(request, ConsultationForm(initial=words), PhaseFormSet(initial=phases, prefix="phases"))


def _words_of(like: Consultation) -> dict[str, Any]:
    """What a new consultation takes over; its address it gets itself, and its second reader is asked for anew."""
    page = ConsultationPage.objects.filter(consultation=like, language=like.language).first()
    words = {name: getattr(page, name) for name in WORDS} if page else {}
    frame = _frame_initial(like)
    names = [theme.name.get(like.language) or theme.words for theme in like.themes.filter(retired=False)]
    return {**words, "language": like.language, "themes": "\n".join(names), "also_in": frame["also_in"]}


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


def _plan(form: ConsultationForm, phases: Any) -> ConsultationPlan:
    language = form.cleaned_data["language"]
    return ConsultationPlan(
        slug=form.cleaned_data["slug"],
        language=language,
        words=form.page_words(),
        phases=[phase.plan(language) for phase in phases if not phase.cleaned_data.get("DELETE")],
        themes=theme_plan(form.cleaned_data["themes"], language),
        also_in=[code for code in form.cleaned_data["also_in"] if code != language],
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


def _form_page(request: HttpRequest, form: Any, phases: Any, status: int = 200) -> HttpResponse:
    return page(
        request,
        "consultation_form",
        _("New consultation"),
        form=form,
        phases=phases,
        courses=COURSES,
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
