"""Reporting without an account, and following a report by its code."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.deliberation.models import Contribution
from consultations.deliberation.queries.attachments import files_of
from consultations.moderation.domain.words import grounds, what_it_does
from consultations.moderation.enums import Concern
from consultations.moderation.errors import Incomplete
from consultations.moderation.models import Report
from consultations.moderation.operations import report as file_report
from consultations.moderation.operations.reports import Reported, code_of
from consultations.moderation.permissions import may_appeal, may_report
from consultations.moderation.queries.cases import by_code
from consultations.moderation.web.forms import CodeForm, ReportForm
from consultations.people.models import Participant
from consultations.people.operations.limits import TooMany, take

SESSION_KEY = "report_code"


def person_or_network(request: HttpRequest) -> Participant | str:
    """Whose bucket a limit is counted in."""
    return request.user if request.user.is_authenticated else get_adapter().get_client_ip(request)


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    actor = request.user if request.user.is_authenticated else None
    verdict = may_report(actor, contribution)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and not form.is_valid():
        verdict.require()
    elif request.method == "POST":
        try:
            request.session[SESSION_KEY] = _file(request, form, actor, contribution).code
        except Incomplete as lacks:
            form.add_error(lacks.field, str(lacks))
        except TooMany as limit:
            form.add_error(None, str(limit))
            status = 429
        else:
            return redirect("moderation:sent")
    context = {"contribution": contribution, "form": form, "verdict": verdict, "files": files_of(contribution)}
    return render(request, "moderation/report.html", context, status=status)


def _file(request: HttpRequest, form: ReportForm, actor: Participant | None, contribution: Contribution) -> Reported:
    """Counts against the limit once, however often the form is sent."""
    words, now = form.cleaned_data, timezone.now()
    if by_code(code_of(words["submission"], contribution, actor)) is None:
        take(person_or_network(request), "report", now)
    return file_report(
        actor=actor,
        contribution=contribution,
        concern=Concern(words["concern"]),
        text=words["text"],
        submission=words["submission"],
        now=now,
    )


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The code, once; it stays on the page until the next report or the end of the visit."""
    code = request.session.get(SESSION_KEY)
    return render(request, "moderation/sent.html", {"code": code}) if code else redirect("moderation:reports")


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """What became of a report; the code travels in the form, never in the address."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    found: Report | None = None
    status = 200
    if form.is_valid():
        try:
            take(person_or_network(request), "follow_report", timezone.now())
        except TooMany as limit:
            form.add_error(None, str(limit))
            status = 429
        else:
            found = by_code(form.cleaned_data["code"])
            if found is None:
                form.add_error("code", _("There is no report with this code. Look at it again, letter by letter."))
    context = {"form": form, "report": found, **(_answer(request, found) if found else {})}
    return render(request, "moderation/reports.html", context, status=status)


def _answer(request: HttpRequest, found: Report) -> dict[str, object]:
    answers = [
        {
            "statement": made,
            "does": what_it_does(made.action),
            "grounds": grounds(made.ground, made.concern, made.law),
        }
        for made in found.case.statements.all()
    ]
    actor = request.user if request.user.is_authenticated else None
    return {
        "answers": answers,
        "may_appeal": bool(may_appeal(actor, found.case, found, timezone.now())),
        "code": request.POST.get("code", ""),
    }
