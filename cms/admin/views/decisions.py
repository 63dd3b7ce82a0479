"""A decision on the desk: its changes and what they lack, its text, its publication."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cms.admin.forms.decision import PublishForm, ReviewForm, RevisionForm, StartForm
from cms.admin.page import Crumb, crumb, official, page
from cms.admin.refusals import shown_in
from cms.queries.candidates import Hints
from cms.queries.desk import title_of
from cms.queries.missing import missing_of, progress_words
from cms.queries.publishing import way_into_force
from cms.queries.texts import conflict_of
from consultations.decisions.errors import StaleRevision
from consultations.decisions.models import Decision, DecisionRevision
from consultations.decisions.operations import draft_decision, revise_decision
from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.models import Consultation

A_PAGE, HINTS, FIRST_MISSING = 20, 3, 8
KINDS = {
    "change": gettext_lazy("Changes without a reason"),
    "answer": gettext_lazy("Contributions without an answer"),
    "overdue": gettext_lazy("Overdue"),
}


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
    """The desk of one decision: what is missing, publishing it, its changes with hints, its promises."""
    may_decide(request.user).require()
    decision = found(pk)
    work = work_list(decision)
    now = timezone.now()
    only_missing = request.GET.get("show") == "missing"
    changes = Paginator(work.unexplained if only_missing else work.changes, A_PAGE).get_page(request.GET.get("page"))
    unexplained = [one for one in changes if not one.is_explained]
    offered = Hints(decision, work.changes).offered(unexplained, HINTS) if unexplained else {}
    missing = missing_of(decision, work, now=now)
    return page(
        request,
        "decision",
        decision.title,
        crumbs(decision)[0],
        decision=decision,
        work=work,
        missing=missing[:FIRST_MISSING],
        missing_count=len(missing),
        progress=progress_words(work),
        changes=changes,
        offered=[(one, offered.get(one.number)) for one in changes],
        only_missing=only_missing,
        promises=[(one, one.is_late(timezone.localdate(now))) for one in decision.promises.order_by("due", "pk")],
        publish=PublishForm(initial={"number": work.revision.number}),
        review_form=ReviewForm(),
        **way_into_force(work, official(request)),
        icon="doc-full",
    )


@require_safe
def missing(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole work list, longest waiting first, all of it or one kind."""
    may_decide(request.user).require()
    decision = found(pk)
    work = work_list(decision)
    every = missing_of(decision, work, now=timezone.now())
    kind = request.GET.get("kind", "")
    counts = {name: sum(one.kind == name for one in every) for name in KINDS}
    wanted = [one for one in every if one.kind == kind] if kind in KINDS else every
    return page(
        request,
        "missing",
        _("What is missing"),
        *crumbs(decision),
        decision=decision,
        work=work,
        progress=progress_words(work),
        kinds=[("", _("Everything"), len(every)), *((name, words, counts[name]) for name, words in KINDS.items())],
        kind=kind,
        listed=Paginator(wanted, 2 * A_PAGE).get_page(request.GET.get("page")),
        icon="tasks",
    )


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    newest = _newest(decision)
    stale, conflict = False, None
    if request.method == "POST":
        form = RevisionForm(request.POST)
        if form.is_valid():
            typed, began = form.text(), form.cleaned_data["based_on"]
            with shown_in(form):
                try:
                    return _saved(request, decision, form)
                except StaleRevision:
                    newest = _newest(decision)
                    stale, conflict = True, conflict_of(decision, typed, began, newest)
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
        conflict=conflict,
        status=422 if form.errors else 200,
        icon="edit",
    )


def _newest(decision: Decision) -> DecisionRevision:
    return decision.revisions.order_by("-number")[0]


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
