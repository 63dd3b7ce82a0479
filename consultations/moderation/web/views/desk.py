"""The moderators' desk: what waits, one case, the two decisions. The author of a decided case reads it here too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.enums import ContributionState
from consultations.deliberation.models import Attachment
from consultations.deliberation.queries.attachments import files_of
from consultations.files.web.handing_out import hand_out
from consultations.moderation.domain.lifecycle import OPEN_TO, reversals
from consultations.moderation.domain.words import grounds, what_it_does
from consultations.moderation.enums import Action, CaseState
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Case
from consultations.moderation.operations import decide, decide_appeal
from consultations.moderation.permissions import (
    may_appeal,
    may_decide,
    may_decide_appeal,
    may_read_case,
    may_see_desk,
)
from consultations.moderation.queries import cases
from consultations.moderation.queries.fact_notes import objections_waiting
from consultations.moderation.web.forms import AppealDecisionForm, DecisionForm
from consultations.people.operations.looks import look
from consultations.people.web.signed_in import person_of

SHOWN = 25


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The cases in one state (``?state=``), longest waiting first."""
    may_see_desk(request.user).require()
    asked = request.GET.get("state", CaseState.OPEN.value)
    state = CaseState(asked) if asked in CaseState.values else CaseState.OPEN
    counts = cases.waiting()
    tabs = [(each.value, each.label, counts[each.value], each == state) for each in CaseState]
    page = Paginator(cases.desk(state), SHOWN).get_page(request.GET.get("page"))
    context = {"tabs": tabs, "page": page, "state": state, "objections": objections_waiting()[:SHOWN]}
    return render(request, "moderation/desk.html", context)


@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(
        Case.objects.select_related("contribution__consultation", "contribution__author", "decided_by"), pk=pk
    )
    may_read_case(request.user, shown).require()
    staff = bool(may_see_desk(request.user))
    if staff and shown.contribution.author:
        look(actor=person_of(request), participant=shown.contribution.author, why=_why(shown), now=timezone.now())
    form = _form(request, shown) if staff else None
    if request.method == "POST" and form is not None and form.is_valid() and _carried_out(request, shown, form):
        messages.success(request, _("Decided. Everyone concerned is told."))
        return redirect("moderation:desk")
    return render(request, "moderation/case.html", _context(request, shown, form, staff))


def _why(shown: Case) -> str:
    return _("moderation case %(number)d") % {"number": shown.pk}


def _form(request: HttpRequest, shown: Case) -> DecisionForm | None:
    if may_decide(request.user, shown):
        choices = OPEN_TO[ContributionState(shown.contribution.state)]
        return DecisionForm(request.POST if request.method == "POST" else None, actions=choices)
    if may_decide_appeal(request.user, shown):
        first = shown.statements.first()
        assert first is not None
        choices = reversals(Action(first.action), shown.contribution.state)
        return AppealDecisionForm(request.POST if request.method == "POST" else None, actions=choices)
    return None


def _carried_out(request: HttpRequest, shown: Case, form: DecisionForm) -> bool:
    """Runs the operation; what lacks is said at its field."""
    now = timezone.now()
    try:
        if isinstance(form, AppealDecisionForm):
            action = None if form.upheld else form.decision()
            decide_appeal(
                actor=person_of(request), case=shown, upheld=form.upheld, action=action, reasons=form.reasons(), now=now
            )
        else:
            decide(actor=person_of(request), case=shown, action=form.decision(), reasons=form.reasons(), now=now)
    except Incomplete as lacks:
        form.add_error(lacks.field if lacks.field in form.fields else None, str(lacks))
        return False
    return True


def _context(request: HttpRequest, shown: Case, form: DecisionForm | None, staff: bool) -> dict[str, Any]:
    """``why_not``: in place of the form, for staff who may not decide this one."""
    statements = [
        {"made": made, "does": what_it_does(made.action), "grounds": grounds(made.ground, made.concern, made.law)}
        for made in shown.statements.all()
    ]
    why_not = ""
    if staff and form is None:
        verdict = may_decide(request.user, shown) if shown.state == CaseState.OPEN else None
        verdict = may_decide_appeal(request.user, shown) if shown.state == CaseState.APPEALED else verdict
        why_not = str(verdict.reason) if verdict is not None else ""
    return {
        "case": shown,
        "contribution": shown.contribution,
        "files": files_of(shown.contribution),
        "reports": shown.reports.all() if staff else [],
        "statements": statements,
        "appeal": getattr(shown, "appeal", None) if staff else None,
        "form": form,
        "staff": staff,
        "why_not": why_not,
        "may_appeal": bool(may_appeal(request.user, shown, None, timezone.now())),
    }


@require_safe
def case_file(request: HttpRequest, pk: int, name: str, width: int | None = None) -> HttpResponseBase:
    """A file of the contribution that a case is about, hidden or not, for those who may read the case."""
    shown = get_object_or_404(Case.objects.select_related("contribution"), pk=pk)
    may_read_case(request.user, shown).require()
    held = get_object_or_404(
        Attachment.objects.select_related("file"), contribution=shown.contribution, file__name=name
    )
    return hand_out(request, held.file, width)
