"""A decision on the desk: its changes and what they lack, its text, its publication."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.admin.forms.decision import PublishForm, RevisionForm, StartForm
from cms.admin.page import Crumb, crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.desk import title_of
from consultations.decisions.errors import StaleRevision
from consultations.decisions.models import Decision
from consultations.decisions.operations import draft_decision, publish_decision, revise_decision
from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.models import Consultation

A_PAGE = 20


def found(pk: int) -> Decision:
    return get_object_or_404(Decision.objects.select_related("consultation"), pk=pk)


def crumbs(decision: Decision) -> list[Crumb]:
    consultation = decision.consultation
    return [
        crumb(title_of(consultation), "consultation", consultation.slug),
        crumb(decision.title, "decision", decision.pk),
    ]


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    may_decide(request.user).require()
    consultation = get_object_or_404(Consultation, slug=slug)
    form = StartForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with shown_in(form):
            made = draft_decision(
                actor=official(request),
                consultation=consultation,
                slug=given["slug"],
                title=given["title"],
                html=form.text(),
                note=given["note"],
                role=given["role"],
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("The draft is saved and on the record."))
            return redirect("desk:decision", made.pk)
    back = crumb(title_of(consultation), "consultation", slug)
    status = 422 if form.errors else 200
    return page(request, "decision_start", _("New decision"), back, form=form, status=status, icon="doc-full")


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    work = work_list(decision)
    only_missing = request.GET.get("show") == "missing"
    changes = Paginator(work.unexplained if only_missing else work.changes, A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "decision",
        decision.title,
        crumbs(decision)[0],
        decision=decision,
        work=work,
        changes=changes,
        only_missing=only_missing,
        promises=decision.promises.prefetch_related("updates"),
        publish=PublishForm(initial={"number": work.revision.number}),
        icon="doc-full",
    )


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    newest = decision.revisions.order_by("-number")[0]
    stale = False
    if request.method == "POST":
        form = RevisionForm(request.POST)
        if form.is_valid():
            with shown_in(form):
                try:
                    return _saved(request, decision, form)
                except StaleRevision:
                    stale = True
                    raise
    else:
        form = RevisionForm(initial={"html": newest.body, "based_on": newest.number})
    if stale:
        form.data = {**request.POST.dict(), "compared_with": newest.number}
    return page(
        request,
        "decision_text",
        _("Edit the text"),
        *crumbs(decision),
        decision=decision,
        form=form,
        newest=newest,
        stale=stale,
        status=422 if form.errors else 200,
        icon="edit",
    )


def _saved(request: HttpRequest, decision: Decision, form: RevisionForm) -> HttpResponse:
    revision = revise_decision(
        actor=official(request),
        decision=decision,
        html=form.text(),
        based_on=form.basis(),
        note=form.cleaned_data["note"],
        role=form.cleaned_data["role"],
        now=timezone.now(),
    )
    messages.success(request, _("Version %(number)s is saved and on the record.") % {"number": revision.number})
    return redirect("desk:decision", decision.pk)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        with shown_in(form):
            publish_decision(
                actor=official(request),
                decision=decision,
                number=given["number"],
                missing=given["missing"],
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("The decision is published."))
            return redirect("desk:decision", pk)
    work = work_list(decision)
    return page(
        request,
        "decision_publish",
        _("Not published yet"),
        *crumbs(decision),
        decision=decision,
        work=work,
        form=form,
        status=422,
        icon="warning",
    )
