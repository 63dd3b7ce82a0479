"""Putting a decision in force: a second person's reading, now or on a date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.admin.forms.decision import PublishForm, ReviewForm
from cms.admin.page import official, page
from cms.admin.refusals import shown_in
from cms.admin.views.decisions import crumbs, found
from cms.operations.readings import ask_second_person, read_as_second_person
from cms.queries.missing import progress_words
from cms.queries.publishing import way_into_force
from consultations.decisions.models import Decision, PublishingPlan, Review
from consultations.decisions.operations import drop_plan, plan_publication, publish_decision
from consultations.decisions.permissions import may_decide, may_review
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.errors import Unfit


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publishes, or with ``act=plan`` sets a date; what is missing is said with everything that was typed."""
    may_decide(request.user).require()
    decision = found(pk)
    form = PublishForm(request.POST)
    later = request.POST.get("act") == "plan"
    if form.is_valid():
        with shown_in(form):
            said = _planned(request, decision, form) if later else _published(request, decision, form)
        if form.is_valid():
            messages.success(request, said)
            return redirect("desk:decision", pk)
    work = work_list(decision)
    return page(
        request,
        "decision_publish",
        _("Not published yet"),
        *crumbs(decision),
        decision=decision,
        work=work,
        progress=progress_words(work),
        publish=form,
        form=form,
        **way_into_force(work, official(request)),
        status=422,
        icon="warning",
    )


def _published(request: HttpRequest, decision: Decision, form: PublishForm) -> str:
    given = form.cleaned_data
    publish_decision(
        actor=official(request),
        decision=decision,
        number=given["number"],
        missing=given["missing"],
        now=timezone.now(),
    )
    return _("The decision is published.")


def _planned(request: HttpRequest, decision: Decision, form: PublishForm) -> str:
    given = form.cleaned_data
    if given["at"] is None:
        raise Unfit("at", _("Choose a time to come."))
    plan_publication(
        actor=official(request),
        decision=decision,
        number=given["number"],
        at=given["at"],
        missing=given["missing"],
        now=timezone.now(),
    )
    return _("The date is set.")


@require_POST
def drop(request: HttpRequest, pk: int, plan_pk: int) -> HttpResponse:
    may_decide(request.user).require()
    plan = get_object_or_404(PublishingPlan, pk=plan_pk, revision__decision_id=pk)
    return _done(
        request,
        pk,
        lambda: drop_plan(actor=official(request), plan=plan, now=timezone.now()),
        _("The date is called off."),
    )


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    number = request.POST.get("number", "")
    return _done(
        request,
        pk,
        lambda: ask_second_person(
            actor=official(request),
            decision=decision,
            number=int(number) if number.isdigit() else -1,
            now=timezone.now(),
        ),
        _("Your colleagues are asked to read it."),
    )


@require_POST
def review(request: HttpRequest, pk: int, review_pk: int) -> HttpResponse:
    """The second person's answer: ``act=approve``, or anything else to send it back."""
    asked = get_object_or_404(Review.objects.select_related("revision__decision"), pk=review_pk)
    may_review(request.user, asked).require()
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("desk:decision", pk)
    given = form.cleaned_data
    approved = request.POST.get("act") == "approve"
    return _done(
        request,
        pk,
        lambda: read_as_second_person(
            actor=official(request),
            review=asked,
            approved=approved,
            note=given["note"],
            role=given["role"],
            now=timezone.now(),
        ),
        _("You approved this version.") if approved else _("You sent it back."),
    )


def _done(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("desk:decision", pk)
