"""Appealing a decision: the author signed in, or whoever reported, signed in or with the code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.deliberation.web import drafts
from consultations.moderation.domain.words import grounds, what_it_does
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Case, Report
from consultations.moderation.operations import appeal as file_appeal
from consultations.moderation.permissions import appellant, may_appeal
from consultations.moderation.queries.cases import by_code
from consultations.moderation.web.forms import AppealForm
from consultations.moderation.web.views.reports import person_or_network
from consultations.people.operations.limits import TooMany, take


@never_cache
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """For whom the case does not concern there is no such page."""
    if request.user.is_anonymous and "text" in request.POST and not request.POST.get("code"):
        # Their session ended while they wrote: the text waits. Whether there is such a case is told to nobody here.
        return drafts.keep_and_sign_in(request, {"text": request.POST["text"]})
    case = get_object_or_404(Case.objects.select_related("contribution__consultation"), pk=pk)
    actor = request.user if request.user.is_authenticated else None
    code = request.POST.get("code", "")
    report = _report(case, code)
    if appellant(actor, case, report) is None:
        raise Http404
    verdict = may_appeal(actor, case, report, timezone.now())
    form = AppealForm(request.POST if "text" in request.POST else None, initial=drafts.kept(request))
    status = 200
    if form.is_valid():
        verdict.require()
        try:
            take(person_or_network(request), "appeal", timezone.now())
            file_appeal(actor=actor, case=case, report=report, text=form.cleaned_data["text"], now=timezone.now())
        except Incomplete as lacks:
            form.add_error(lacks.field, str(lacks))
        except TooMany as limit:
            form.add_error(None, str(limit))
            status = 429
        else:
            drafts.forget(request)
            messages.success(request, _("Your appeal is sent. Another person decides, and you are told."))
            return redirect(
                "moderation:reports" if code else "deliberation:contribution", *([] if code else [case.contribution_id])
            )
    context = {"case": case, "form": form, "verdict": verdict, "code": code, **_appealed(case)}
    return render(request, "moderation/appeal.html", context, status=status)


def _appealed(case: Case) -> dict[str, Any]:
    """The decision that the appeal is against, in words."""
    first = case.statements.all()[0]
    return {
        "statement": first,
        "does": what_it_does(first.action),
        "grounds": grounds(first.ground, first.concern, first.law),
    }


def _report(case: Case, code: str) -> Report | None:
    found = by_code(code) if code else None
    return found if found is not None and found.case_id == case.pk else None
