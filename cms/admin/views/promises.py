"""What the city promises with a decision, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.admin.forms.decision import PromiseForm, PromiseUpdateForm
from cms.admin.page import official, page
from cms.admin.refusals import shown_in
from cms.admin.views.decisions import crumbs, found
from consultations.decisions.enums import PromiseState
from consultations.decisions.models import Promise
from consultations.decisions.operations import make_promise, update_promise
from consultations.decisions.permissions import may_decide


@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_in(form):
            make_promise(actor=official(request), decision=decision, now=timezone.now(), **form.cleaned_data)
        if form.is_valid():
            messages.success(request, _("The promise is made, in public."))
            return redirect("desk:decision", pk)
    status = 422 if form.errors else 200
    return page(
        request, "promise", _("New promise"), *crumbs(decision), form=form, status=status, icon="calendar-check"
    )


@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, pk: int, promise_pk: int) -> HttpResponse:
    may_decide(request.user).require()
    decision = found(pk)
    made = get_object_or_404(Promise, pk=promise_pk, decision=decision)
    form = PromiseUpdateForm(request.POST or None, initial={"state": made.state, "owner": made.owner, "due": made.due})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with shown_in(form):
            update_promise(
                actor=official(request),
                promise=made,
                state=PromiseState(given["state"]),
                text=given["text"],
                owner=given["owner"],
                due=given["due"],
                now=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, _("The promise is brought up to date."))
            return redirect("desk:decision", pk)
    status = 422 if form.errors else 200
    return page(
        request, "promise", made.text, *crumbs(decision), form=form, promise=made, status=status, icon="calendar-check"
    )
