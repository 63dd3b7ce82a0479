"""Saying why a change was made: linking contributions, the city's own initiative, taking a link back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cms.admin.forms.causes import LinkForm, OwnInitiativeForm
from cms.admin.page import official, page
from cms.admin.refusals import shown_in
from cms.admin.views.decisions import crumbs, found
from cms.queries.candidates import Candidate, Hints, Offered, linkable, searched
from consultations.decisions.enums import LinkKind
from consultations.decisions.models import Change, Decision, Link
from consultations.decisions.operations import link_change, mark_own_initiative, withdraw_link
from consultations.decisions.permissions import may_decide
from consultations.decisions.queries.changes import ShownChange
from consultations.decisions.queries.standing import work_list
from consultations.deliberation.errors import Unfit


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
    """One change with its causes, candidates and a search among contributions."""
    may_decide(request.user).require()
    decision = found(pk)
    form = LinkForm(request.POST or None, among=linkable(), prefix="link", initial={"kind": LinkKind.CHANGED})
    target = get_object_or_404(Change, pk=change_pk, revision__decision=decision)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with shown_in(form):
            made = link_change(
                actor=official(request),
                change=target,
                contributions=list(given["contributions"]),
                kind=LinkKind(given["kind"]),
                reason=given["reason"],
                role=given["role"],
                now=timezone.now(),
            )
        if form.is_valid():
            said = ngettext("%(number)s contribution is linked.", "%(number)s contributions are linked.", len(made))
            messages.success(request, said % {"number": len(made)})
            return redirect("desk:change", pk, change_pk)
    return _change_page(request, decision, target, form, OwnInitiativeForm(prefix="own"))


@require_POST
def own_initiative(request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    target = get_object_or_404(Change, pk=change_pk, revision__decision=decision)
    form = OwnInitiativeForm(request.POST, prefix="own")
    if form.is_valid():
        given = form.cleaned_data
        with shown_in(form):
            mark_own_initiative(
                actor=official(request),
                changes=[target],
                reason=given["reason"],
                role=given["role"],
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("It is marked as the city's own initiative."))
            return redirect("desk:change", pk, change_pk)
    link = LinkForm(among=linkable(), prefix="link", initial={"kind": LinkKind.CHANGED})
    return _change_page(request, decision, target, link, form)


@require_POST
def withdraw(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    may_decide(request.user).require()
    link = get_object_or_404(Link, pk=link_pk, decision_id=pk, change__isnull=False)
    try:
        withdraw_link(actor=official(request), link=link, reason=request.POST.get("reason", ""), now=timezone.now())
    except Unfit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is withdrawn. It stays visible with your reason."))
    return redirect("desk:change", pk, link.change_id)


def _change_page(
    request: HttpRequest, decision: Decision, target: Change, form: forms.Form, own: forms.Form
) -> HttpResponse:
    """``shown`` is the difference since the first draft that the stored change ``target`` is part of."""
    typed, everywhere = request.GET.get("q", "").strip(), "everywhere" in request.GET
    changes = work_list(decision).changes
    shown = next((one for one in changes if target in one.changes), None)
    offered = Offered(searched(decision.consultation, typed, everywhere=everywhere))
    if not typed:
        offered = Hints(decision, changes).offered([shown])[shown.number] if shown else Offered()
    chosen = _chosen(request, form)
    there = {one.contribution.pk for one in [*offered.by_words, *offered.by_theme]}
    return page(
        request,
        "change",
        _("Why this change?"),
        *crumbs(decision),
        decision=decision,
        target=target,
        shown=shown,
        following=_following(changes, shown),
        form=form,
        own=own,
        offered=offered,
        picked=[Candidate(one) for one in linkable().filter(pk__in=chosen - there)],
        chosen=chosen,
        typed=typed,
        everywhere=everywhere,
        status=422 if form.errors or own.errors else 200,
        icon="link",
    )


def _chosen(request: HttpRequest, form: forms.Form) -> set[int]:
    """What was ticked before, in a form sent back or in a search among others; ``pick`` in the address."""
    given = form["contributions"].value() if form.is_bound else request.GET.getlist("pick")
    return {int(pk) for pk in given or [] if str(pk).isdigit()}


def _following(changes: Sequence[ShownChange], shown: ShownChange | None) -> ShownChange | None:
    """The next change without a reason, after this one or else from the start."""
    here = shown.number if shown else 0
    waiting = [one for one in changes if not one.is_explained and one.number != here]
    return next((one for one in waiting if one.number > here), waiting[0] if waiting else None)
